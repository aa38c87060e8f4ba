"""Events as rows of a table, for programs."""

from dataclasses import dataclass

from onrecord.merged import MergedEvent
from onrecord.record import Status


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a row of a table."""

    start: str | None
    end: str | None
    what: str
    status: Status
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    initiator: str | None
    place: str | None
    conflicts: tuple[str, ...]
    reports: int
    origins: int
    id: str


def line(event: MergedEvent) -> Line:
    """An event as a row."""
    return Line(
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        what=f"{event.type} {event.mode or event.medium or ''}".strip(),
        status=event.status,
        sources=tuple(p.name for p in event.sources),
        targets=tuple(p.name for p in event.targets),
        initiator=event.initiator.name if event.initiator else None,
        place=event.place,
        conflicts=tuple(c.field for c in event.conflicts),
        reports=event.reports,
        origins=event.origins,
        id=event.id,
    )
