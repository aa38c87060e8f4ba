"""Data flow one way, and modules and functions that fit on a screen or so."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

ROOT = Path(onrecord.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# What may not be imported, by folder.
FACES = {"view", "commands", "cli", "web"}
READING = {"language", "knowledge", "extract", "reader"}
FORBIDDEN = {
    "documents": READING | FACES | {"store", "merge", "ask", "export"},
    "language": (READING - {"language"}) | FACES | {"documents", "store", "merge", "ask", "export"},
    "knowledge": (READING - {"knowledge"}) | FACES | {"documents", "store", "merge", "ask", "export"},
    "extract": FACES | {"documents", "reader", "store", "merge", "ask", "export"},
    "store": READING | FACES | {"documents", "merge", "ask", "export"},
    "merge": FACES | {"documents", "extract", "reader", "ask", "export"},
    "ask": FACES | {"documents", "extract", "reader", "export"},
    "export": FACES | {"documents", "extract", "reader", "store", "merge"},
    "view": READING | {"documents", "commands", "cli", "web", "merge", "export"},
    "watch": READING | FACES | {"merge", "ask", "export"},
    "web": {"documents", "language", "reader", "commands", "cli"},
}
FOUNDATIONS = ("errors.py", "record.py")  # import nothing of the package

LONGEST_MODULE, LONGEST_FUNCTION = 500, 80
USUAL_FUNCTION, USUAL_SHARE = 45, 0.95


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imported(module: Path) -> Iterator[str]:
    """Full names of what a module imports, wherever in it, relative imports made absolute."""
    package = ["onrecord", *module.relative_to(ROOT).parent.parts]
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *(node.module or "").split(".")] if node.module else above
            yield from (".".join([*base, alias.name]) for alias in node.names)


def parts_of_package(module: Path) -> set[str]:
    names = (name.split(".") for name in imported(module))
    return {name[1] for name in names if name[0] == "onrecord" and len(name) > 1}


def functions() -> Iterator[tuple[str, int]]:
    for module in MODULES:
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                yield f"{module.relative_to(ROOT)}:{node.name}", (node.end_lineno or first) - first + 1


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_layers(folder: str) -> None:
    modules = [m for m in MODULES if m.relative_to(ROOT).parts[0] == folder]
    assert modules
    wrong = {str(m.relative_to(ROOT)): sorted(parts_of_package(m) & FORBIDDEN[folder]) for m in modules}
    assert {module: names for module, names in wrong.items() if names} == {}


@pytest.mark.parametrize("name", FOUNDATIONS)
def test_foundations_import_nothing_of_the_package(name: str) -> None:
    assert parts_of_package(ROOT / name) == set()


def test_imports_are_seen() -> None:
    assert {"documents", "errors", "record", "view"} <= parts_of_package(ROOT / "commands" / "read.py")
    assert "onrecord.knowledge.fold.fold" in set(imported(ROOT / "knowledge" / "phrases.py"))


def test_no_module_is_long() -> None:
    lengths = {str(m.relative_to(ROOT)): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 150


def test_functions_are_short() -> None:
    lengths = dict(functions())
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert sum(length <= USUAL_FUNCTION for length in lengths.values()) >= USUAL_SHARE * len(lengths)


def test_names_say_what_is_inside() -> None:
    assert {m.stem for m in MODULES} & {"utils", "util", "helpers", "helper", "common", "misc"} == set()
