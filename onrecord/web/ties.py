"""Why rows of reports are one, for people: which reports, and the reasons by their weight."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.ask.reports import Reports
from onrecord.ask.show import Link
from onrecord.merged import Reason

_LEAST = 0.05  # of a weight that is shown: less is written as 0.0


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports' rows that were compared; `total` is the sum of the reasons' weights."""

    first: str
    second: str
    total: float
    reasons: tuple[Reason, ...]


def ties(reports: Reports, links: Sequence[Link]) -> list[Tie]:
    """Links with the outlets' names, the weightiest reason first."""
    return [
        Tie(
            reports.outlet(link.first.document),
            reports.outlet(link.second.document),
            sum(reason.weight for reason in link.reasons),
            _weighty(link.reasons),
        )
        for link in links
    ]


def _weighty(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    ordered = sorted(reasons, key=lambda reason: -abs(reason.weight))
    return tuple(reason for reason in ordered if abs(reason.weight) >= _LEAST) or tuple(ordered)
