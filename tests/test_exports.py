"""What the package gives away."""

import inspect
import subprocess
import sys

import onrecord
from onrecord import errors, record


def public(module: object) -> list[str]:
    """Names that a module defines by itself."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("onrecord")
    ]


def test_what_is_exported_is_what_can_be_imported() -> None:
    assert onrecord.__all__ == sorted({*public(onrecord), "Reader", "Store", "__version__"})
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None


def test_everything_can_be_had_with_a_star() -> None:
    names: dict[str, object] = {}
    exec("from onrecord import *", names)  # noqa: S102
    assert set(onrecord.__all__) <= set(names)


def test_every_error_is_exported() -> None:
    assert {name for name in public(errors) if inspect.isclass(getattr(errors, name))} <= set(onrecord.__all__)


def test_a_record_and_its_rows_are_exported() -> None:
    rows = {"Record", "Document", "Notice", "Actor", "Event", "Statement", "Figure", "Span"}
    assert rows <= set(onrecord.__all__)
    assert all(getattr(onrecord, name) is getattr(record, name) for name in rows)


def test_no_other_name() -> None:
    assert not hasattr(onrecord, "reed")


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, onrecord\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'trafilatura', 'lxml', 'rich', 'duckdb', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout == "[]\n"
