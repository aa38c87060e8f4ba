"""A saved question: which contacts and claims somebody wants to hear of."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.ask.parties import Side, side
from onrecord.ask.protocol import View
from onrecord.merged import MergedClaim, MergedEvent
from onrecord.record import EventType


@dataclass(frozen=True, slots=True)
class Question:
    """What a feed tells of: two parties, a speaker, words that claims are about; or everything.

    Parties are as `onrecord.ask.parties.side` takes them. Contacts are left out where a speaker or words are asked for.
    """

    between: tuple[str, str] | None = None
    speaker: str | None = None
    about: str | None = None


def contacts_asked(view: View, question: Question) -> Iterator[MergedEvent]:
    """The contacts that a question is about, by date. Raises UsageError for a party that is no one party."""
    if question.speaker or question.about:
        return
    sides = [side(view, words) for words in question.between or ()]
    countries = sorted({s.country for s in sides if s.country})
    for event in view.events(types=(EventType.CONSULT,), countries=countries):
        if not sides or _meet(event, *sides):
            yield event


def _meet(event: MergedEvent, a: Side, b: Side) -> bool:
    """Whether somebody of the one side and somebody else of the other take part."""
    on = event.date.start if event.date else None
    parties = (*event.sources, *event.targets)
    return any(a.holds(p, on) and b.holds(q, on) for p in parties for q in parties if p.actor != q.actor)


def claims_asked(view: View, question: Question) -> Iterator[MergedClaim]:
    """The claims that a question is about. Raises UsageError for a party or speaker that is no one party."""
    if question.between is None:
        speaker = side(view, question.speaker) if question.speaker else None
        yield from _claims_of(view, speaker, question.about)
        return
    a, b = (side(view, words) for words in question.between)
    speakers = [side(view, question.speaker)] if question.speaker else [a, b]
    for claim in (claim for speaker in speakers for claim in _claims_of(view, speaker, question.about)):
        said_by, said_of = claim.speaker, claim.target
        if said_by and said_of and any(x.holds(said_by, None) and y.holds(said_of, None) for x, y in ((a, b), (b, a))):
            yield claim


def _claims_of(view: View, speaker: Side | None, about: str | None) -> Iterator[MergedClaim]:
    if speaker is None:
        yield from view.claims(about=about)
        return
    country = None if speaker.actor else speaker.country
    for claim in view.claims(speaker_country=country, actor=speaker.actor, about=about):
        if claim.speaker and speaker.holds(claim.speaker, None):
            yield claim
