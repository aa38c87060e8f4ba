"""Each side's own account of a happening: what its institutions published, and what its people are cited with."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.ask.official import of_state
from onrecord.ask.parties import Side
from onrecord.ask.reports import Reports
from onrecord.merged import Account, MergedEvent, Sort
from onrecord.record import Act, Actor, Record, Statement


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody of a side who tells of a happening, or has no comment; of an outlet itself `speaker` is None."""

    speaker: str | None
    document: str
    outlet: str
    silent: bool

    def __str__(self) -> str:
        if self.silent:
            return f"{self.speaker}: no comment, according to {self.outlet}"
        return f"{self.speaker} ({self.outlet})" if self.speaker else self.outlet


def voices(reports: Reports, event: MergedEvent, side: Side) -> tuple[Voice, ...]:
    """The accounts of a side: each voice once for every report; those that tell before those that do not comment."""
    found = dict.fromkeys(voice for account in event.accounts for voice in _in_account(reports, account, side))
    return tuple(sorted(found, key=lambda voice: voice.silent))


def _in_account(reports: Reports, account: Account, side: Side) -> Iterator[Voice]:
    document = account.document
    outlet = reports.outlet(document)
    if side.country and of_state(reports.source(document), reports.text(document)) == side.country:
        yield Voice(None, document, outlet, silent=False)
    for statement in reports.record(document).statements:
        speaker = reports.actor(document, statement.speaker)
        if not speaker or not _is_of(reports, document, speaker, side):
            continue
        if _tells(account, statement):
            yield Voice(speaker.name, document, outlet, silent=False)
        elif statement.act is Act.SILENCE and _is_on(reports.record(document), account, statement):
            yield Voice(speaker.name, document, outlet, silent=True)


def _tells(account: Account, statement: Statement) -> bool:
    """Whether what is said holds words that stand for the happening, or answers it."""
    if statement.content is None:
        return False
    return any(
        statement.replies_to == event.id or any(statement.content.overlaps(mention) for mention in event.mentions)
        for event in account.events
    )


def _is_on(record: Record, account: Account, silence: Statement) -> bool:
    """Whether somebody is silent on the happening: it is told last, no later than in the silence's paragraph.

    "India has not commented on losses" after a paragraph on air strikes is no silence on a call told before them.
    """
    here = {event.id for event in account.events}
    if silence.replies_to is not None or silence.cue is None:
        return silence.replies_to is None or silence.replies_to in here
    stop = record.document.text.find("\n", silence.cue.end)
    told = [(m.start, e.id) for e in record.events for m in e.mentions if stop < 0 or m.start < stop]
    if not told:
        return True
    start = record.document.text.rfind("\n", 0, max(told)[0]) + 1
    return any(at >= start and event in here for at, event in told)


def _is_of(reports: Reports, document: str, actor: Actor, side: Side) -> bool:
    if side.country:
        return actor.country == side.country
    return reports.merged(Sort.ACTOR, document, actor.id) == side.actor
