"""Floors under what is measured: against annotated reports, and against real readouts."""

import importlib.util
import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.documents import clean
from onrecord.reader import Reader

# The least that the shipped model must reach. The first word says on what: "cases" and "readouts" lie beside the
# repository, "annotated" in it.
FLOORS = {
    "cases record F1": 0.705,
    "cases actors F1": 0.82,
    "cases events F1": 0.55,
    "cases statements F1": 0.74,
    "cases actors found": 0.905,
    "cases events found": 0.785,
    "cases statements found": 0.915,
    "cases events status": 0.915,
    "cases events initiator": 0.43,
    "cases statements speaker": 0.91,
    "cases statements act": 0.81,
    "cases statements evidence": 0.53,
    "cases statements replies_to": 0.42,
    "annotated test record F1": 0.625,
    "annotated test statements found": 0.88,
    "readouts contacts right": 0.975,
    "readouts medium right": 0.89,
    "readouts date right": 0.985,
}

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ANNOTATED = ROOT / "training" / "annotated" / "test"
KINDS = ("actors", "events", "statements")

Figures = dict[str, float]


def test_no_report_is_both_trained_and_measured_on() -> None:
    trained, measured = (
        {path.name: runs(path.read_text(encoding="utf-8")) for path in (ANNOTATED.parent / part).glob("*.txt")}
        for part in ("train", "test")
    )
    known = set().union(*trained.values())
    assert known
    assert measured
    assert [name for name, found in measured.items() if len(found & known) > len(found) / 4] == []


def runs(text: str) -> set[tuple[str, ...]]:
    """Every twelve words that follow each other."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 12]) for at in range(len(words) - 11)}


def loaded(path: Path) -> ModuleType:
    """A scorer, which is a script and no module of a package."""
    if not path.exists():
        pytest.skip(f"the scorer {path.name} of {path.parent.name} is not beside the repository (looked for {path})")
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


def scored(name: str, folder: Path, reader: Reader, out: Path) -> Figures:
    """The figures of annotated reports, by their own scorer."""
    score = loaded(SHARED / "cases" / "score.py")
    golds = {path.stem: score.load_gold(path) for path in sorted(folder.glob("*.json"))}
    if not golds:
        pytest.skip(f"there are no annotated reports in {folder}")
    documents = [clean(g["text"], id=n, published=g["document"].get("published")) for n, g in golds.items()]
    totals = {kind: {"gold": 0, "pred": 0, "found": 0, "credit": 0.0, "fields": {}} for kind in KINDS}
    for record in map(reader.read, documents):
        path = out / f"{record.document.id}.json"
        path.write_text(json.dumps(record.as_json()), encoding="utf-8")
        gold = golds[record.document.id]
        score.score_case(record.document.id, gold, score.load_record(path, gold["text"]), totals, False)
    figures: Figures = {}
    for kind, t in totals.items():
        figures[f"{name} {kind} F1"] = score.f1(t["credit"], t["pred"], t["gold"])[2]
        figures[f"{name} {kind} found"] = score.f1(t["found"], t["pred"], t["gold"])[2]
        assert isinstance(t["fields"], dict)
        figures |= {f"{name} {kind} {field}": share(rights) for field, rights in t["fields"].items()}
    figures[f"{name} record F1"] = sum(figures[f"{name} {kind} F1"] for kind in KINDS) / len(KINDS)
    return figures


def share(rights: Iterable[float]) -> float:
    values = list(rights)
    return sum(values) / len(values) if values else 0.0


@pytest.fixture(scope="session")
def cases(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return scored("cases", SHARED / "cases" / "dev", reader, tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="session")
def annotated(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return scored("annotated test", ANNOTATED, reader, tmp_path_factory.mktemp("annotated"))


@pytest.fixture(scope="session")
def readouts(reader: Reader) -> Figures:
    """The figures of the readouts: their texts without their titles, from which the gold was read off."""
    score = loaded(SHARED / "readouts" / "score.py")
    rows = [json.loads(line) for line in (SHARED / "readouts" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [clean(r["text"], id=r["id"], url=r["url"], published=r["published"]) for r in rows]
    right: list[bool] = []
    medium: list[bool] = []
    dates: list[bool] = []
    for row, record in zip(rows, map(reader.read, documents), strict=True):
        gold, event = row["gold"], score.right_event(record.as_json(), row["gold"])
        right.append(event is not None)
        if event and gold["medium"]:
            medium.append(event["medium"] == gold["medium"])
        if event and gold["date"]:
            dates.append((event["date"] or {}).get("start") == gold["date"])
    return {
        "readouts contacts right": share(right),
        "readouts medium right": share(medium),
        "readouts date right": share(dates),
    }


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, request: pytest.FixtureRequest) -> None:
    figures: Figures = request.getfixturevalue(name.split(maxsplit=1)[0])
    measured = figures[name]
    print(f"{name}: {measured:.3f}, floor {FLOORS[name]:.3f}")  # noqa: T201 - shown with -rP
    assert measured >= FLOORS[name], f"{name} is {measured:.3f}, below its floor of {FLOORS[name]:.3f}"


# What the page of limits shows, in the order of the page.
SHOWN = {
    ("events", "found, and none invented"): "cases events found",
    ("events", "who takes part"): "cases events participants",
    ("events", "whether it happened"): "cases events status",
    ("events", "date"): "cases events date",
    ("events", "place"): "cases events place",
    ("events", "medium of a contact"): "cases events medium",
    ("events", "who began a contact"): "cases events initiator",
    ("events", "figures"): "cases events figures",
    ("statements", "found, and none invented"): "cases statements found",
    ("statements", "speaker"): "cases statements speaker",
    ("statements", "kind of statement"): "cases statements act",
    ("statements", "whom it is about"): "cases statements target",
    ("statements", "evidence"): "cases statements evidence",
    ("statements", "what it answers"): "cases statements replies_to",
    ("actors", "found, and none invented"): "cases actors found",
    ("actors", "name"): "cases actors name",
    ("actors", "country"): "cases actors country",
    ("actors", "office"): "cases actors office",
    ("read-outs", "parties and kind of contact"): "readouts contacts right",
}
PAGE = ROOT / "onrecord" / "web" / "accuracy.json"
NEAR = 0.02  # int8 results differ a little between processors


def test_the_web_shows_what_is_measured(cases: Figures, readouts: Figures, request: pytest.FixtureRequest) -> None:
    measured = cases | readouts
    rows = [{"of": of, "what": what, "value": round(measured[name], 3)} for (of, what), name in SHOWN.items()]
    if request.config.getoption("--figures"):
        PAGE.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    shown = json.loads(PAGE.read_text(encoding="utf-8"))
    assert [(row["of"], row["what"]) for row in shown] == list(SHOWN)
    assert [row["value"] for row in shown] == pytest.approx([row["value"] for row in rows], abs=NEAR)
