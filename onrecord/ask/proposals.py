"""What to ask a record next: questions that it answers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.ask.contacts import parties
from onrecord.ask.parties import state_words
from onrecord.ask.protocol import View
from onrecord.merged import MergedEvent, Sort
from onrecord.record import EventType

_MOST = 3
_LOOKED_AT = 40  # happenings among which one to compare is sought, as each must be read whole


@dataclass(frozen=True, slots=True)
class Question:
    """A command that has an answer in the record, and what follows RECORD in it."""

    command: str
    words: tuple[str, ...]


def proposals(view: View, pair: Sequence[str], *, denied: bool) -> tuple[Question, ...]:
    """Three questions, fewer for a record with next to nothing in it.

    `pair` are the two states (ISO 3166 alpha-3) most often in contact, if any were; `denied` is whether a claim is.
    """
    return tuple(islice(_proposals(view, pair, denied=denied), _MOST))


def _proposals(view: View, pair: Sequence[str], *, denied: bool) -> Iterator[Question]:
    if pair:
        yield Question("contacts", tuple(map(state_words, pair)))
    event = _telling(view)
    if event and event.origins > 1:
        yield Question("compare", (event.id,))
    if denied:
        yield Question("claims", ("--denied",))
    if event:
        yield Question("show", (event.id,))
        for country in dict.fromkeys(party.country for party in parties(event) if party.country):
            yield Question("timeline", (state_words(country),))
    for source in view.sources():
        yield Question("show", (source.document,))


def _telling(view: View) -> MergedEvent | None:
    """A happening on which accounts disagree, else one of many independent origins; a contact if there is any.

    It is sought among those that most rows tell of.
    """
    rows = Counter(event for event, _ in view.tellers(Sort.EVENT))
    told = list(view.outlines(Sort.EVENT))
    some = [outline.id for outline in told if outline.kind == EventType.CONSULT] or [outline.id for outline in told]
    best = sorted(some, key=lambda event: -rows[event])[:_LOOKED_AT]
    return max(map(view.told, best), key=lambda event: (bool(event.conflicts), event.origins), default=None)
