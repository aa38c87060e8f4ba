"""What fuzzing has found, and the inputs that lead everywhere in the code, tried again (`fuzz/README.md`)."""

from pathlib import Path

import pytest
from fuzz_targets import TARGETS

from onrecord.documents.request import Answer
from onrecord.watch.entries import listing

FUZZ = Path(__file__).parents[1] / "fuzz"
FINDINGS = sorted((FUZZ / "findings").iterdir())


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus(name: str) -> None:
    inputs = sorted((FUZZ / "corpus" / name).iterdir())
    assert len(inputs) >= 5
    assert sum(path.stat().st_size for path in inputs) <= 120_000
    for path in inputs:
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_was_found(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


def test_a_base_that_is_no_address_is_passed_over() -> None:
    data = (FUZZ / "findings" / "feed-base-that-is-no-address").read_bytes()
    (report,) = listing(Answer("https://c.example/feed", 200, "OK", {}, data), "feed").reports
    assert report.url == "https://c.example/1"
