"""Who is who: persons, offices, states and bodies as they are known beforehand, and what that is based on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.knowledge import Knowledge, Office, Organisation, Tenure, load
from onrecord.knowledge.actors_file import read as own_actors
from onrecord.knowledge.holders import MANY

_MAIN = ("head-of-state", "supreme-leader", "head-of-government", "foreign", "defence", "interior", "army-chief")
_NOT_THE_STATE = frozenset({"city"})  # a form that names a place within it
_SHOWN = 80  # letters of words that a message repeats


class Kind(StrEnum):
    """What words name."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Held:
    """A person's time in an office; of a body a row without one.

    `holds` is whether it holds the day that was asked for, None where that is not known or no day was given. Country
    and dates are as in a `Tenure`.
    """

    name: str
    country: str | None
    office: str | None
    start: str | None
    end: str | None
    as_of: str | None
    holds: bool | None
    basis: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, an office, a state or a body.

    `names` are how texts write a state or a body. Of an office on a day `holder` is who held it; where `rows` do not
    answer, `unknown` says why.
    """

    kind: Kind
    name: str
    country: str | None
    sector: str | None
    names: tuple[str, ...]
    holder: str | None
    unknown: str | None
    rows: tuple[Held, ...]


def look_up(who: str, *, on: str | None = None, actors: Path | None = None) -> tuple[Known, ...]:
    """Whom or what words may mean: "Lavrov", "Japanese foreign minister", "FRA", "Reuters".

    `on` is an ISO date; without one an office has all who are known to have held it. `actors` is the user's file of who
    held which office when.

    Raises:
        UsageError: Nobody is known by these words, the office is one of many states, or a row of the file is wrong.
    """
    words = " ".join(who.split())
    found = tuple(_Lookup(load(own_actors(actors) if actors else None), on).find(words))
    if not found:
        advice = "give a surname, an office with its state, a state or a body"
        raise UsageError(f"nobody is known by the name {words[:_SHOWN]!r}; {advice}")
    return found


@dataclass(frozen=True, slots=True)
class _Lookup:
    known: Knowledge
    on: str | None

    def find(self, words: str) -> Iterator[Known]:
        state = self.known.state(words) or self.known.country(words)
        if state and not state.startswith("X-"):
            yield self._state(state)
        elif body := self.known.organisation(words):
            yield self._body(body)
        elif office := self.known.office(words):
            yield from self._titled(words, office)
        else:
            yield from self._persons(words)

    def _state(self, country: str) -> Known:
        """A state with those who hold its main offices on the day, or held them last."""
        rows = []
        for office_class in _MAIN:
            if self.on is None:
                rows += [_held(tenure, None) for tenure in self.known.holders(office_class, country)[-1:]]
            elif holder := self.known.holder(office_class, country, on=self.on):
                rows.append(_held(holder, self.on))
        unknown = None if rows else "none of its main offices has a known holder"
        name, names = self.known.country_name(country), self.known.state_forms(country)
        return Known(Kind.STATE, name, country, "GOV", tuple(names), None, unknown, tuple(rows))

    def _body(self, body: Organisation) -> Known:
        row = Held(body.name, body.country, None, None, None, None, None, body.basis)
        names = tuple(self.known.forms(body))
        return Known(Kind(body.kind), body.name, body.country, body.sector, names, None, None, (row,))

    def _persons(self, words: str, country: str | None = None) -> Iterator[Known]:
        for tenures in self.known.bearers(words):
            if country and country not in {tenure.country for tenure in tenures}:
                continue
            last = tenures[-1]
            rows = [_held(t, self.on) for t in tenures if self.on is None or t.holds(self.on) is not False]
            unknown = None if rows else f"no office is known that {last.person} held then"
            yield Known(Kind.PERSON, last.person, last.country, last.sector, (), None, unknown, tuple(rows))

    def _titled(self, words: str, office: Office) -> Iterator[Known]:
        """An office of a state; or the person who is named beside it."""
        states = dict.fromkeys(f.iso3 for f in self.known.country_forms(words) if f.kind not in _NOT_THE_STATE)
        # "Russian ambassador to France" is of Russia.
        of = [s for s in states if not office.label.endswith(f" to {self.known.within(s)}")]
        of = of or list(self.known.homes(office))
        country = office.country or (of[0] if len(of) == 1 else None)
        parts = words.split(" ")
        for name in (" ".join(parts[at:]) for at in range(1, len(parts))):
            if not self.known.country(name) and (persons := list(self._persons(name, country))):
                yield from persons
                return
        if country is None:
            raise UsageError(f"{words[:_SHOWN]!r} is an office of many states; say of which one")
        yield self._office(office, country)

    def _office(self, office: Office, country: str) -> Known:
        """Who held an office: on the day, or all along."""
        held, ask = office.office_class, self.known.holder
        every = self.known.holders(held, country)
        if held in MANY or office.country:
            every = self.known.holders(held, country, label=office.label) or every
        rows, holder, unknown = every, None, None
        if self.on:
            holder = ask(held, country, on=self.on, label=office.label) or ask(held, country, on=self.on)
            rows = [holder] if holder else [t for t in every if t.holds(self.on)]
            unknown = None if holder else _why(every, self.on)
        elif not every:
            unknown = "the table has nobody in this office"
        name = office.label if office.country else f"{office.label}, {self.known.country_name(country)}"
        shown = tuple(_held(tenure, self.on) for tenure in rows)
        person = holder.person if holder else None
        return Known(Kind.OFFICE, name, country, office.sector, (), person, unknown, shown)


def _held(tenure: Tenure, on: str | None) -> Held:
    t = tenure
    holds = t.holds(on) if on else None
    return Held(t.person, t.country, t.office, t.start, t.end, t.as_of, holds, t.basis)


def _why(tenures: list[Tenure], on: str) -> str:
    """Why nobody can be named who held an office on a day."""
    if not tenures:
        return "the table has nobody in this office"
    maybe = [t for t in tenures if t.holds(on) is not False]
    ended = [t for t in maybe if t.end is None and t.as_of and t.as_of < on]
    if len(maybe) > len(ended):
        names = " or ".join(dict.fromkeys(t.person for t in maybe if t not in ended))
        return f"the table does not say which: {names}"
    if ended:
        return f"{ended[-1].person} held it as of {ended[-1].as_of}, and the table knows nothing after"
    before = [t for t in tenures if t.end and t.end <= on]
    after = [t for t in tenures if (t.start or "") > on]
    near = [f"{t.person} until {t.end}" for t in before[-1:]] + [f"{t.person} from {t.start}" for t in after[:1]]
    return f"the table has nobody on that day; {', '.join(near)}"
