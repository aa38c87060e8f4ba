"""Who is meant: a state, an office of a state, or somebody in the record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ask.protocol import View
from onrecord.errors import UsageError
from onrecord.knowledge import Office, load
from onrecord.knowledge.fold import fold
from onrecord.knowledge.table import rows
from onrecord.merged import MergedActor, Party
from onrecord.record import Kind

_SHOWN = 8  # candidates in a message
# Times as many rows as the next of the name. Of 307 read-outs 22 have "Jake Sullivan" right, and misreadings of him
# have 3 at most; people who share a name are told apart by the user.
_STANDS_OUT = 3
_NOT_THE_STATE = frozenset({"city"})  # a form that names a place within it
_ID = re.compile(r"A[0-9a-f]{10}")


@dataclass(frozen=True, slots=True)
class Side:
    """A party that is asked for; of a state alone `office` and `actor` are None.

    `country` is ISO 3166 alpha-3, `office` a class of offices, `actor` a merged actor's id.
    """

    name: str
    country: str | None = None
    office: str | None = None
    actor: str | None = None

    @property
    def home(self) -> str:
        """The name of its state, else its own."""
        return load().country_name(self.country) if self.country else self.name

    def holds(self, party: Party, on: str | None) -> bool:
        """Whether somebody in a merged row is of this side, on an ISO date."""
        if self.actor:
            return party.actor == self.actor
        if party.country != self.country:
            return False
        return self.office is None or _in_office(self.office, party, on)


def side(view: View, words: str) -> Side:
    """The party that words mean: "FRA", "France", "French defence minister", "Sergei Shoigu" or an actor's id.

    Raises UsageError with the candidates where that is not one.
    """
    plain = " ".join(words.split())
    if _ID.fullmatch(plain):
        return _as_side(view.actor(plain))
    if state := _state(plain):
        return Side(load().country_name(state), state)
    office = load().office(plain)
    if office and not office.qualifier and (held := _office(plain, office)):
        return held
    return _as_side(_actor(view, plain, titled=bool(office)))


def state_words(country: str) -> str:
    """What `side` takes for a state, and people understand: its name, or its code where the name is not known."""
    name = load().country_name(country)
    try:
        return name if _state(name) == country else country
    except UsageError:
        return country


def _as_side(actor: MergedActor) -> Side:
    return Side(actor.name, actor.country, None, actor.id)


def _state(words: str) -> str | None:
    names = {code: name for code, name, *_ in rows("states.tsv")}
    code = words.upper() if words.islower() else words  # "Ben" is a name, "BEN" and "ben" are Benin
    if code in names:
        return code
    bare = words[4:] if words[:4].casefold() == "the " else words
    for form in dict.fromkeys((bare, bare.title(), bare.upper())):
        for found in load().country_forms(form):
            if (found.start, found.end) == (0, len(form)) and found.kind not in _NOT_THE_STATE:
                return found.iso3
    alike = sorted(f"{name} ({code})" for code, name in names.items() if fold(bare) in fold(name).split())
    if len(alike) > 1:
        raise UsageError(f"{words!r} may be {_listed(alike)}; give the code or the whole name")
    return None


def _office(words: str, office: Office) -> Side | None:
    """The office of the one state that the words name; None where they name its holder beside."""
    states = dict.fromkeys(form.iso3 for form in load().country_forms(words) if form.kind not in _NOT_THE_STATE)
    country = office.country or (next(iter(states)) if len(states) == 1 else None)
    if country is None or load().person(words.rsplit(" ", maxsplit=1)[-1], on=None, country=country):
        return None
    label = office.label if office.country else f"{office.label} of {load().country_name(country)}"
    return Side(label, country, office.office_class)


def _actor(view: View, words: str, *, titled: bool) -> MergedActor:
    """The one actor of the record whose name the words are, or a part of it; a title before the name is passed over."""
    parts = words.split(" ")
    tries = [" ".join(parts[at:]) for at in range(len(parts))] if titled else [words]
    body = load().organisation(words)
    tries += [body.name] if body else []
    for name in tries:
        found = _fitting(view.find_actors(name), name)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                f"{words!r} may be {_listed(actor_words(a) for a in found)}; give the whole name or the id"
            )
    of_which = "; say of which state" if titled else "; onrecord search RECORD WORDS looks for words in the reports"
    raise UsageError(f"{words!r} is no state, and nobody of that name is in the record{of_which}")


def _fitting(actors: list[MergedActor], words: str) -> list[MergedActor]:
    """Of those found, the ones whom a reader would take the words for: of that very name, or of that surname."""
    asked = fold(words)
    actors = sorted(actors, key=lambda a: (-len(a.rows), a.id))
    exact = [a for a in actors if fold(a.name) == asked]
    surname = [a for a in actors if a.kind is Kind.PERSON and fold(a.name).endswith(f" {asked}")]
    found = exact or surname or actors
    return found[:1] if _stands_out(found) else found


def _stands_out(actors: list[MergedActor]) -> bool:
    """Whether the first of some has so many rows that the others are likely misreadings of him, not namesakes."""
    return len(actors) > 1 and len(actors[0].rows) > _STANDS_OUT * len(actors[1].rows)


def actor_words(actor: MergedActor) -> str:
    """Who somebody is, in a line: "Sergei Ivanov (Minister of Defence, Russia, 3 reports) A0123456789"."""
    count = len({row.document for row in actor.rows})
    reports = f"{count} report" if count == 1 else f"{count} reports"
    office = actor.offices[-1].office if actor.offices else None
    country = load().country_name(actor.country) if actor.country else None
    facts = ", ".join(fact for fact in (office, country, reports) if fact and fact != actor.name)
    return f"{actor.name} ({facts}) {actor.id}"


def _listed(candidates: Iterable[str]) -> str:
    shown = list(candidates)
    more = f" or {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return " or ".join(shown[:_SHOWN]) + more


def _in_office(office: str, party: Party, on: str | None) -> bool:
    """Whether the office is the party's on a date: as is known beforehand, else as the reports say."""
    holder = load().holder(office, party.country or "", on=on)
    known = load().person(party.name, on=on, country=party.country) if holder else None
    if holder and known:
        return known.person == holder.person
    titled = load().office(party.office) if party.office else None
    return titled is not None and titled.office_class == office and titled.qualifier != "former"
