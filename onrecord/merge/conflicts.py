"""Where accounts of one happening disagree.

Copies of one text are one account, and silence contradicts nobody. A report that has the other's value too, anywhere in
its text, does not disagree: either it tells of both, or it was misread.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations, product

from onrecord.knowledge import load
from onrecord.knowledge.fold import fold
from onrecord.merge.events import WEEK, apart, day, person_key
from onrecord.merged import Conflict, Field, Reading, Standing
from onrecord.record import RECIPROCAL, Actor, Event, Figure, Kind, Status
from onrecord.wording import figure_words

SHORT = 3  # letters of a word that names no place by itself
_STATES = frozenset({"name", "adjective"})  # "on Pakistani soil"


@dataclass(frozen=True, slots=True)
class Version:
    """One event row with who takes part in it, and its report's origin and ISO date of publication.

    `article` and `since` are those of the report's `Source`; `standing` is that of the report on this happening.
    `said` is whether the report has it only in what somebody says.
    """

    document: str
    origin: str
    published: str | None
    event: Event
    actors: dict[str, Actor]
    said: bool = False
    article: str = ""
    since: str = ""
    standing: Standing = Standing.CURRENT


Value = tuple[str, Version]  # in words, and who gives it


def conflicts(versions: Sequence[Version], text_of: Callable[[str], str]) -> tuple[Conflict, ...]:
    """The fields on which reports of different origin disagree, each with its readings, most widely given first.

    `text_of` gives a report's text by its key.
    """
    found = []
    for field, check in FIELDS.items():
        given = [(words, v) for v in versions for words in check.read(v)]
        by_report: dict[tuple[str, str], list[Value]] = {}  # and by what the value is of
        for words, v in given:
            by_report.setdefault((v.document, check.of(words)), []).append((words, v))
        two = combinations(by_report.items(), 2)
        if any(a[1] == b[1] and _disagree(check, x, y, text_of) for (a, x), (b, y) in two):
            found.append(Conflict(field, _readings(given)))
    return tuple(found)


def _disagree(check: "Check", ones: Sequence[Value], others: Sequence[Value], text_of: Callable[[str], str]) -> bool:
    """Whether two reports have nothing in common: every value of one clashes with every value of the other."""
    pairs = list(product(ones, others))
    if any(a.origin == b.origin or not check.clash(x, y, a, b) for (x, a), (y, b) in pairs):
        return False
    return not any(
        check.tells(text_of(a.document), a, y, b) or check.tells(text_of(b.document), b, x, a)
        for (x, a), (y, b) in pairs
    )


def _readings(given: Sequence[Value]) -> tuple[Reading, ...]:
    by_value: dict[str, set[str]] = {}
    for words, version in given:
        by_value.setdefault(words, set()).add(version.document)
    readings = [Reading(words, tuple(sorted(documents))) for words, documents in by_value.items()]
    return tuple(sorted(readings, key=lambda r: (-len(r.documents), r.value)))


def _dates(version: Version) -> list[str]:
    dates = version.event.date
    return [dates.start if dates.start == dates.end else f"{dates.start}/{dates.end}"] if dates else []


def _dates_clash(_x: str, _y: str, a: Version, b: Version) -> bool:
    if a.event.date is None or b.event.date is None:
        return False
    (s, e), (t, f) = ((day(v.event.date.start), day(v.event.date.end)) for v in (a, b) if v.event.date)
    return s is not None and e is not None and t is not None and f is not None and apart((s, e), (t, f)) > 0


def _figures(version: Version) -> list[str]:
    return [figure_words(f) for f in version.event.figures]


def _counted(words: str) -> str:
    """What a figure counts: "at least 144 killed", "amount: 5,000"."""
    what, colon, _ = words.partition(":")
    return what if colon else words.rsplit(maxsplit=1)[-1]


def _figures_clash(x: str, y: str, a: Version, b: Version) -> bool:
    first, second = (next(f for f in v.event.figures if figure_words(f) == w) for w, v in ((x, a), (y, b)))
    if first.what != second.what or first == second:
        return False
    low, high = max(first.min or 0, second.min or 0), min(_top(first), _top(second))
    return low > high or (first.min == first.max) != (second.min == second.max) or first.min != second.min


def _top(figure: Figure) -> float:
    return float("inf") if figure.max is None else figure.max


def _initiators(version: Version) -> list[str]:
    actor = version.actors.get(version.event.initiator or "")
    return [actor.name] if actor else []


def _initiators_clash(_x: str, _y: str, a: Version, b: Version) -> bool:
    one, other = a.actors[a.event.initiator or ""], b.actors[b.event.initiator or ""]
    return bool(one.country and other.country and one.country != other.country)


def _places(version: Version) -> list[str]:
    return [version.event.place] if version.event.place else []


def _places_clash(x: str, y: str, _a: Version, _b: Version) -> bool:
    one, other = set(fold(x).split()), set(fold(y).split())
    return not one & other and _size(x) == _size(y) != "state"  # what is wide may hold what is narrow


def _size(place: str) -> str:
    """Of what size a place is, as far as its words tell; knowledge knows the states of cities, too."""
    name = place.removeprefix("the ")
    if any(f.kind in _STATES and (f.start, f.end) == (0, len(name)) for f in load().country_forms(name)):
        return "state"
    sizes = _sizes()
    return next((sizes[word] for word in reversed(fold(place).split()) if word in sizes), "")


@cache
def _sizes() -> dict[str, str]:
    """What kind of place a word says it is: "wide" of a district, "narrow" of a street."""
    lines = files("onrecord.merge").joinpath("data", "place_sizes.txt").read_text(encoding="utf-8").splitlines()
    split = (line.partition(":") for line in lines if not line.startswith("#"))
    return {word: size for size, _, words in split for word in words.split()}


def _participants(version: Version) -> list[str]:
    """Of a contact its people; of anything else who did it."""
    event = version.event
    ids = (*event.sources, *event.targets) if event.type in RECIPROCAL else event.sources
    actors = [version.actors[i] for i in ids if i in version.actors]
    names = sorted({a.name for a in actors if event.type not in RECIPROCAL or a.kind is Kind.PERSON})
    return [" and ".join(names)] if names else []


def _participants_clash(_x: str, _y: str, a: Version, b: Version) -> bool:
    if a.event.type in RECIPROCAL or b.event.type in RECIPROCAL:
        one, other = _people(a), _people(b)
        return bool(one and other and not one & other)
    sides = [{v.actors[i].country for i in v.event.sources if i in v.actors} - {None} for v in (a, b)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])


def _people(version: Version) -> set[str]:
    ids = (*version.event.sources, *version.event.targets)
    actors = [version.actors[i] for i in ids if i in version.actors]
    return {person_key(a.name) for a in actors if a.kind is Kind.PERSON}


def _statuses(version: Version) -> list[str]:
    return [str(version.event.status)]


def _statuses_clash(_x: str, _y: str, a: Version, b: Version) -> bool:
    """Whether one report tells it and another itself says that it was not so; no claim, plan or denial contradicts."""
    return {a.event.status, b.event.status} == {Status.REPORTED, Status.UNREALIZED} and not (a.said or b.said)


def _tells_date(text: str, version: Version, _y: str, other: Version) -> bool:
    """Whether a report names the other's days: by date, by weekday, or as "yesterday"."""
    dates = other.event.date
    days = [date.fromisoformat(iso) for iso in {dates.start, dates.end}] if dates else []
    published = date.fromisoformat(version.published) if version.published else None
    return any(_names_day(text, d, published) for d in days)


def _names_day(text: str, day_: date, published: date | None) -> bool:
    month = f"{day_:%b}[a-z]*\\.?"
    number = rf"\b0?{day_.day}(?:st|nd|rd|th)?"
    forms = [rf"\b{month} {number}\b", rf"{number}(?: of)? {month}"]
    ago = (published - day_).days if published else None
    if ago is not None and -WEEK < ago < WEEK:
        forms.append(rf"\b{day_:%A}\b")
        forms += {0: [r"\b[Tt]oday\b"], 1: [r"\b[Yy]esterday\b", r"\bovernight\b"]}.get(ago, [])
    return any(re.search(form, text) for form in forms)


def _tells_place(text: str, _v: Version, y: str, _other: Version) -> bool:
    words = fold(text)
    return any(w in words for w in fold(y).split() if len(w) > SHORT)


def _tells_party(text: str, _v: Version, _y: str, other: Version) -> bool:
    known = load()
    names = {n for i in other.event.sources if i in other.actors and (c := other.actors[i].country)
             for n in (known.country_name(c), known.adjective(c)) if n}  # fmt: skip
    return any(name in text for name in names)


def _tells_nothing(_t: str, _v: Version, _y: str, _other: Version) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Check:
    """A field: its values in a version, whether two clash, and whether a report's text has the other's value too."""

    read: Callable[[Version], list[str]]
    clash: Callable[[str, str, Version, Version], bool]
    tells: Callable[[str, Version, str, Version], bool]
    of: Callable[[str], str] = lambda _: ""  # what a value is of: only figures of one thing are compared


FIELDS = {
    Field.DATE: Check(_dates, _dates_clash, _tells_date),
    Field.FIGURES: Check(_figures, _figures_clash, _tells_nothing, _counted),
    Field.INITIATOR: Check(_initiators, _initiators_clash, _tells_nothing),
    Field.PARTICIPANTS: Check(_participants, _participants_clash, _tells_party),
    Field.PLACE: Check(_places, _places_clash, _tells_place),
    Field.STATUS: Check(_statuses, _statuses_clash, _tells_nothing),
}
