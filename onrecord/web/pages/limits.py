"""What the record does not know: how often the reading is right, and the inputs that failed."""

import json
from dataclasses import dataclass
from importlib.resources import files

from onrecord.store import Failure
from onrecord.web.asked import Answer, Asked

_LISTED = 50  # inputs on a page


@dataclass(frozen=True, slots=True)
class Figure:
    """How often something is right, from 0 to 1, on annotated reports that nothing was trained on."""

    of: str
    what: str
    value: float


def page(asked: Asked) -> Answer:
    """The figures that ship with the model, and what could not be read into this record."""
    figures, failures = accuracy(), tuple(asked.store.view.failures())
    leaf = asked.leaf("/limits", failures, _LISTED)
    values = {"figures": figures, "all": len(failures), "leaf": leaf}
    whole = {"accuracy": figures, "failures": leaf.rows}
    return Answer("limits.html", "What to be careful with", whole, Failure, leaf.rows, values)


def accuracy() -> tuple[Figure, ...]:
    """The accuracy of the shipped model, as `pytest tests/test_accuracy.py --figures` measured it."""
    text = (files("onrecord.web") / "accuracy.json").read_text(encoding="utf-8")
    return tuple(Figure(**row) for row in json.loads(text))
