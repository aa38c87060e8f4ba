"""The published weights: log-odds (base e) of each feature, from `data/weights.tsv`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.merged import Reason


@cache
def weights(table: str) -> Mapping[str, float]:
    """By feature its weight in one of the tables: "actor", "event", "claim" or "denial"."""
    lines = files("onrecord.merge").joinpath("data", "weights.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for name, feature, weight, *_ in rows if name == table}


def reasons(table: str, found: Mapping[str, float]) -> tuple[Reason, ...]:
    """The features that hold, weighed; a feature without a weight counts for nothing."""
    known = weights(table)
    return tuple(Reason(name, value * known[name]) for name, value in found.items() if value and known.get(name))
