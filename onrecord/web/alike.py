"""What the user may have to join with a row: others of its sort that are near it in time, parties or name."""

from datetime import date, timedelta
from itertools import islice

from onrecord.ask.contacts import parties
from onrecord.ask.parties import actor_words
from onrecord.ask.protocol import View
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Sort
from onrecord.web import words

_OFFERED = 8
_DAYS = 14  # around an event; reports date one happening rarely further apart
_LOOKED_AT = 40

Offer = tuple[str, str]  # an id, and what it is in words


def events_alike(view: View, event: MergedEvent) -> list[Offer]:
    """Events of its type between its states within two weeks, the nearest first."""
    states = list(dict.fromkeys(p.country for p in parties(event) if p.country))[:2]
    if event.date is None or not states:
        return []
    start, end = date.fromisoformat(event.date.start), date.fromisoformat(event.date.end)
    near = view.events(
        types=(event.type,), countries=states, since=_moved(start, -_DAYS), until=_moved(end, _DAYS)
    )  # fmt: skip
    found = [other for other in islice(near, _LOOKED_AT) if other.id != event.id and other.date]
    found.sort(key=lambda other: abs((date.fromisoformat(other.date.start if other.date else "") - start).days))
    return [(other.id, f"{words.when(other.date)} {words.title(other)}") for other in found[:_OFFERED]]


def claims_alike(view: View, claim: MergedClaim) -> list[Offer]:
    """Claims of its speaker, those before and after it."""
    if claim.speaker is None:
        return []
    ids = view.of_actor(Sort.CLAIM, claim.speaker.actor)
    at = ids.index(claim.id) if claim.id in ids else 0
    near = [i for i in ids[max(0, at - _OFFERED // 2) : at + _OFFERED // 2 + 1] if i != claim.id]
    found = [view.claim(i) for i in near]
    return [(other.id, f"{words.claim_title(other)}: “{other.words}”") for other in found if other.words]


def actors_alike(view: View, actor: MergedActor) -> list[Offer]:
    """Actors that share the last word of its name."""
    found = view.find_actors(actor.name.split()[-1]) if actor.name.split() else []
    return [(other.id, actor_words(other).rpartition(" ")[0]) for other in found if other.id != actor.id][:_OFFERED]


def _moved(day: date, by: int) -> str:
    try:
        return (day + timedelta(days=by)).isoformat()
    except OverflowError:
        return day.isoformat()
