"""Who held which office when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from functools import cache

from .fold import sound
from .own import BASIS, OwnRow, left_of
from .people import People, without_particles
from .table import cells, lines
from .tenure import Tenure, in_office

_OWN = "U"  # before the source of a row of the user's
# Codes of `holders.tsv`; a "+" after one marks an end taken from the successor's start.
_BASES = {
    "": "Wikidata",
    "I": "Institute for Government, Ministers Database",
    "P": "Office of the Historian, U.S. Department of State",
    "G": "general knowledge",
}
# How widely holders are named without their office: 4 by surname alone, 3 where nobody else in the table bears it.
# Within a level, the office that a report would name of a person who holds several comes first.
_PROMINENT = {
    4: "pope supreme-leader monarch crown-prince head-of-state head-of-government un-secretary-general "
    "nato-secretary-general eu-commission-president eu-high-representative eu-council-president",
    3: "vice-president foreign defence security-adviser security-council iaea-head interior finance army-chief "
    "intelligence presidential-office un-human-rights who-head group-leader spokesperson",
    1: "ambassador minister agriculture transport environment labour information education health",
}
_PROMINENCE = {
    office_class: (level, -place)
    for level, classes in _PROMINENT.items()
    for place, office_class in enumerate(classes.split())
}
# Spaces in the longest names of persons; what is longer describes somebody.
_LONGEST = 8
# Classes of many offices at a time, which only a label tells apart.
MANY = frozenset(
    ("ambassador", "commander", "spokesperson", "special-envoy", "un-envoy", "minister", "group-leader", "other")
)
_HEADS_OF_STATE = frozenset(("head-of-state", "monarch", "supreme-leader", "pope"))


@dataclass(frozen=True, slots=True)
class _Row:
    person: int
    country: str
    office_class: str
    office: str
    start: str
    end: str
    as_of: str
    basis: str

    def holds(self, on: str) -> bool | None:
        return in_office(self.start, self.end, self.as_of, on)

    def past(self, on: str) -> bool:
        """Whether the time of which anything is known is over."""
        return not self.end and bool(self.as_of) and on[: len(self.as_of)] > self.as_of


class Holders:
    """The tables `people.tsv` and `holders.tsv`, asked by person or by office, with the user's rows over them."""

    def __init__(self, sectors: dict[str, str | None], own: Iterable[OwnRow] = ()) -> None:
        """`sectors` gives the PLOVER sector of a class of office."""
        self._sectors = sectors
        self._people = People()
        self._lines = lines("holders.tsv")
        self._row = cache(self._split)
        self._tenures: dict[int, list[int]] = defaultdict(list)
        self._seats: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            person, country, office_class, _ = line.split("\t", 3)
            self._tenures[int(person)].append(at)
            self._seats[office_class, country].append(at)
        for row in sorted(own, key=lambda row: row.start):
            self._correct(row)

    def person(
        self, name: str, *, on: str | None, country: str | None = None, office_class: str | None = None
    ) -> Tenure | None:
        """The tenure that a name means on an ISO date; None where nobody, or more than one person, fits.

        A full name may lack middle names and be spelt in another way; a surname alone needs a state, an office or a
        prominent bearer. The tenure is one held on the date, else the likeliest other: ask `Tenure.holds`.
        """
        words = without_particles(sound(name).split()) if name.count(" ") <= _LONGEST else []
        if len(words) > 1 and (numbers := self._people.named(words)):
            return self._best(numbers, on, country, office_class)
        if not words:
            return None
        numbers = self._people.bearers(words, self._countries)
        best = self._best(numbers, on, country, office_class)
        if best is None or len(words) > 1 or office_class:
            return best
        return best if _enough(best, on, hinted=bool(country), bearers=len(numbers)) else None

    def holder(self, office_class: str, country: str, *, on: str | None, label: str | None = None) -> Tenure | None:
        """Who held an office on an ISO date; None where that is not known, or nobody is meant more than another.

        `label` tells apart the offices of one class, as "Foreign Ministry spokesperson" among spokespersons.
        """
        if on is None:
            return None
        seat = [self._row(at) for at in self._seats.get((office_class, country), ())]
        if office_class in MANY and " " not in (label or ""):
            return None
        if label is not None:
            seat = [row for row in seat if _same_label(row.office, label)]
        sure = [row for row in seat if row.holds(on)]
        chosen = sure or [row for row in seat if row.holds(on) is None and not row.past(on)]
        if not chosen:
            return None
        latest = max(chosen, key=lambda row: row.start)
        others = [row for row in chosen if row.person != latest.person]
        # On the day of a change of office both hold it; the one who takes over is meant.
        return self._tenure(latest) if all(sure and row.end == on for row in others) else None

    def tenures(self, person: str) -> list[Tenure]:
        """All tenures known of a person, by QID or by a full name that only one bears; in order of their start."""
        found = self._people.by_qid(person) if person[:1] == "Q" and person[1:].isdigit() else None
        numbers = [found] if found is not None else self._people.named(sound(person).split() or [""])
        if len(numbers) != 1:
            return []
        rows = sorted((self._row(at) for at in self._tenures[numbers[0]]), key=lambda row: row.start)
        return [self._tenure(row) for row in rows]

    def seat(self, office_class: str, country: str, label: str | None = None) -> list[Tenure]:
        """Everybody known to have held an office of a class, in order of their start; `label` is as in `holder`."""
        seat = map(self._row, self._seats.get((office_class, country), ()))
        rows = [row for row in seat if label is None or _same_label(row.office, label)]
        return [self._tenure(row) for row in sorted(rows, key=lambda row: (row.start, row.end or row.as_of))]

    def bearers(self, name: str) -> list[list[Tenure]]:
        """The tenures of each person whom a full name or a surname may mean, the most prominent person first."""
        words = without_particles(sound(name).split())
        numbers = self._people.named(words) if len(words) > 1 else []
        if words and not numbers:
            numbers = self._people.bearers(words, self._countries)
        people = [[self._row(at) for at in self._tenures[number]] for number in numbers]
        people = sorted(filter(None, people), key=lambda rows: max(_prominence(row.office_class) for row in rows))
        return [[self._tenure(row) for row in sorted(rows, key=lambda row: row.start)] for rows in reversed(people)]

    def homes(self, office_class: str, label: str) -> set[str]:
        """The states and bodies that have an office of this name."""
        return {country for held, country in self._seats if held == office_class and self.seat(held, country, label)}

    def bodies(self) -> set[str]:
        """The codes of states and bodies whose offices are in the table."""
        return {country for _, country in self._seats}

    def _correct(self, own: OwnRow) -> None:
        """Put a row of the user's in place of what is known of that office at that time.

        Of the same person in the office nothing else is left of a tenure that it touches.
        """
        person = self._person_of(own)
        seat = {at: self._row(at) for at in self._seats[own.office_class, own.country]}
        left = {at: left_of((row.start, row.end, row.as_of), own.start, own.end) for at, row in seat.items()}
        touched = [at for at, row in seat.items() if left[at] != [(row.start, row.end, row.as_of)]]
        same = [at for at in touched if _same_label(seat[at].office, own.office)]
        for at in same if same or own.office_class in MANY else touched:
            row = seat[at]
            self._tenures[row.person].remove(at)
            self._seats[own.office_class, own.country].remove(at)
            for start, end, as_of in left[at] if row.person != person else []:
                self._put(replace(row, start=start, end=end, as_of=as_of, basis=_cut(row, end)))
        basis = _OWN + own.source
        self._put(_Row(person, own.country, own.office_class, own.office, own.start, own.end, "", basis))

    def _put(self, row: _Row) -> None:
        at = len(self._lines)
        self._lines.append("\t".join(map(str, astuple(row))))
        self._tenures[row.person].append(at)
        self._seats[row.office_class, row.country].append(at)

    def _person_of(self, own: OwnRow) -> int:
        """The person of a row of the user's: the one of that name and state, else somebody new."""
        keys = [sound(name).split() for name in own.names]
        known = {number for words in keys if len(words) > 1 for number in self._people.named(words)}
        fitting = {n for n in known if own.country in self._countries(n)}
        if own.country.startswith("X-"):  # whose people are of states, too
            fitting = fitting or known
        number = fitting.pop() if len(fitting) == 1 else self._people.add(own.names[0])
        self._people.also(number, own.names)
        return number

    def _countries(self, number: int) -> set[str]:
        return {self._row(at).country for at in self._tenures[number]}

    def _best(
        self, numbers: Iterable[int], on: str | None, country: str | None, office_class: str | None
    ) -> Tenure | None:
        """The likeliest tenure of the likeliest person, if one person stands out."""
        best: list[tuple[tuple[int, ...], int]] = []
        for number in numbers:
            fitting = [
                (_score(row, on), -at)
                for at in self._tenures[number]
                if (row := self._row(at))
                and (country is None or row.country == country)
                and (office_class is None or _same_class(row.office_class, office_class))
            ]
            if fitting:
                best.append(max(fitting))
        best.sort(reverse=True)
        if not best or (len(best) > 1 and not _clearly(best[0][0], best[1][0])):
            return None
        return self._tenure(self._row(-best[0][1]))

    def _split(self, at: int) -> _Row:
        person, country, office_class, office, start, end, as_of, basis = cells(self._lines[at], 8)
        return _Row(int(person), country, office_class, office, start, end, as_of, basis)

    def _sector(self, row: _Row) -> str | None:
        """A class such as spokespersons is of states and of bodies: whose it is decides."""
        sector = self._sectors.get(row.office_class.removeprefix("deputy-").removeprefix("regional-"), "GOV")
        return "GOV" if sector == "IGO" and not row.country.startswith("X-") else sector

    def _tenure(self, row: _Row) -> Tenure:
        qid, name, gender = self._people.row(row.person)
        return Tenure(
            person=name,
            country=row.country,
            office=row.office,
            office_class=row.office_class,
            sector=self._sector(row),
            start=row.start or None,
            end=row.end or None,
            as_of=row.as_of or None,
            basis=_basis(row.basis),
            qid=qid or None,
            gender=gender or None,
        )


def _basis(code: str) -> str:
    if code.startswith(_OWN):
        return f"{BASIS}: {code.removeprefix(_OWN)}" if code != _OWN else BASIS
    return _BASES[code.rstrip("+")] + ("; end from the successor's start" if code.endswith("+") else "")


def _cut(row: _Row, end: str) -> str:
    """The basis of what is left of a row, which may end where another's time starts."""
    told = end == row.end or row.basis.startswith(_OWN) or row.basis.endswith("+")
    return row.basis if told else f"{row.basis}+"


def _prominence(office_class: str) -> tuple[int, int]:
    return _PROMINENCE.get(office_class, (1 if office_class.startswith("deputy-") else 2, -99))


def _score(row: _Row, on: str | None) -> tuple[int, ...]:
    """In office (2), perhaps (1), before (0) or only later (-1); then prominence; then how few years away."""
    level, place = _prominence(row.office_class)
    if on is None:
        return 0, level, place, 0
    years = abs(int(on[:4]) - int((row.end or row.as_of or row.start or on)[:4]))
    holds = row.holds(on)
    if holds is None and row.past(on):
        held = 1 if years <= 3 else 0
    elif holds is False and row.start > on:
        held = -1
    else:
        held = 2 if holds else 1 if holds is None else 0
    return held, level, place, -years


def _clearly(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether the best bearer of a name stands out: in office and hardly less prominent, or far more prominent."""
    if first[0] > second[0] and first[1] >= second[1] - 1:
        return True
    if first[0] == second[0] == 0 and first[1] == second[1] and first[3] >= second[3] + 8:
        return True  # of two who have left, the one who left long ago is not meant
    return first[0] >= second[0] and first[1] >= second[1] + 2


def _enough(tenure: Tenure, on: str | None, *, hinted: bool, bearers: int) -> bool:
    """Whether a surname is enough to mean this tenure's person, with (`hinted`) or without a state told.

    Calibrated on hand-annotated reports, where a wrong name cost more than a missing one.
    """
    level, _ = _prominence(tenure.office_class)
    if on is None:
        return level == 4 and (hinted or bearers == 1)
    known = tenure.end or tenure.as_of
    years = 0 if tenure.holds(on) or known is None else int(on[:4]) - int(known[:4])
    if hinted:
        return level > 1 and years <= {4: 99, 3: 8}.get(level, 2)
    if tenure.holds(on) is False:
        return level == 4 and 0 <= years <= 5 and bearers <= 2
    return level == 4 or (level == 3 and bearers == 1)


def _same_class(held: str, asked: str) -> bool:
    if asked == "leader":
        return held in _HEADS_OF_STATE or held == "head-of-government"
    return held == asked or (held in _HEADS_OF_STATE and asked in _HEADS_OF_STATE)


def _same_label(one: str, other: str) -> bool:
    """Whether two labels share most of their telling words: "Kremlin spokesperson", "Kremlin spokesman"."""
    a, b = (
        {"spokes" if w.startswith("spokes") else w for w in sound(s).split()} - {"of", "the", "for", "to"}
        for s in (one, other)
    )
    return len(a & b) / (len(a | b) or 1) >= 0.6
