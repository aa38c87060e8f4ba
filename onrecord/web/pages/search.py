"""Events or claims found by their properties, with counts for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.ask.browse import Facet, Wanted, browse, facet_names, pair_of
from onrecord.ask.claims import Claim, claim_row
from onrecord.ask.fresh import two
from onrecord.ask.reports import Reports
from onrecord.merged import MergedClaim, MergedEvent, Sort
from onrecord.web.asked import Answer, Asked
from onrecord.web.rows import Line, line
from onrecord.web.shown import sentence, time_words, value_words
from onrecord.web.words import country

_SORTS = {"": Sort.EVENT, "events": Sort.EVENT, "claims": Sort.CLAIM}
_FORM = ("words", "since", "until", "page", "unfold")  # what the form on the page has itself, or begins anew
_BOTH = ("words", "since", "until", "country", "pair", "actor", "outlet", "month")  # looked for in events and claims
_SENTENCES = 5  # of reports that hold the words, above the rows
NAMES = {
    "type": "What happened",
    "status": "Did it happen?",
    "medium": "How they spoke",
    "act": "Kind of statement",
    "evidence": "Evidence",
    "denied": "Denied",
    "country": "Country",
    "pair": "Two countries",
    "outlet": "Outlet",
    "month": "Month",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link that adds it to what is looked for, or takes it away."""

    label: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its choices; `more` are not listed, and `unfold` leads to where they are."""

    name: str
    choices: tuple[Choice, ...]
    more: int
    unfold: str | None


def page(asked: Asked) -> Answer:
    """A page of what is looked for."""
    wanted = wanted_of(asked)
    found = browse(asked.store.view, wanted, of=asked.catalogue)
    names = {actor: asked.store.actor(actor).name for actor in wanted.actor}
    shown = sentence(found, names)
    reports = Reports(asked.store.view)
    claims = [claim_row(reports, row) for row in found.rows if isinstance(row, MergedClaim)]
    lines = [line(row) for row in found.rows if isinstance(row, MergedEvent)]
    searched = wanted.words and any(letter.isalnum() for letter in wanted.words)
    values = {
        "found": found,
        "sentence": shown,
        "facets": [group(asked, wanted, facet) for facet in found.facets if facet.values],
        "away": list(away(asked, wanted, names)),
        "sentences": asked.store.search(wanted.words, limit=_SENTENCES) if searched else (),
        "published": {claim.id: claim.published for claim in claims},
        "turn": {number: address(asked, page=str(number)) for number in (wanted.page - 1, wanted.page + 1)},
        "claims": wanted.sort is Sort.CLAIM,
        "other": other_sort(asked, wanted),
        "kept": [(k, v) for k, given in asked.query.items() for v in given if k not in _FORM],
    }
    row, rows = (Claim, claims) if wanted.sort is Sort.CLAIM else (Line, lines)
    whole = {
        "shown": shown,
        "total": found.total,
        "page": wanted.page,
        "pages": found.pages,
        "facets": found.facets,
        "rows": tuple(rows),
    }
    title = "Claims" if wanted.sort is Sort.CLAIM else "Events"
    feed = asked.link.to("/feed.atom", {"about": wanted.words}) if wanted.words else None
    return Answer("search.html", title, whole, row, rows, values, feed)


def wanted_of(asked: Asked) -> Wanted:
    """What a query looks for. Raises UsageError for a date or number that is none."""
    several = {name: asked.many(name) for name in facet_names()}
    several["pair"] = tuple(dict.fromkeys(pair_of(*two(pair)) for pair in several["pair"]))
    return Wanted(
        sort=_SORTS.get(asked.one("sort"), Sort.EVENT),
        words=asked.one("words"),
        since=asked.day("since"),
        until=asked.day("until"),
        unfold=asked.one("unfold"),
        page=asked.number("page"),
        **several,
    )


def group(asked: Asked, wanted: Wanted, facet: Facet) -> Group:
    """A facet as links."""
    now = getattr(wanted, facet.name)
    choices = []
    for value in facet.values:
        then = [v for v in now if v != value.value] if value.chosen else [*now, value.value]
        label = value_words(facet.name, value.value)
        choices.append(Choice(label, value.count, value.chosen, address(asked, **{facet.name: then})))
    unfolded = asked.one("unfold") == facet.name
    return Group(
        NAMES[facet.name],
        tuple(choices),
        facet.more,
        address(asked, unfold=facet.name) if facet.more and not unfolded else None,
    )


def away(asked: Asked, wanted: Wanted, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is chosen and stands in no facet, in words, each with a link that takes it away."""
    if wanted.words:
        yield f"“{wanted.words}”", address(asked, words="")
    if time := time_words(wanted.since, wanted.until):
        yield time, address(asked, since="", until="")
    chosen = [("actor", actor, names[actor]) for actor in wanted.actor]
    if wanted.sort is Sort.EVENT:
        chosen += [("by", state, f"done by {country(state)}") for state in wanted.by]
        chosen += [("to", state, f"done to {country(state)}") for state in wanted.to]
    for name, value, label in chosen:
        yield label, address(asked, **{name: [other for other in asked.many(name) if other != value]})


def other_sort(asked: Asked, wanted: Wanted) -> str:
    """Claims where events are shown, and the other way round, with whatever can be looked for in both."""
    query: dict[str, str | tuple[str, ...]] = {"sort": "" if wanted.sort is Sort.CLAIM else "claims"}
    return asked.link.to("/search", query | {name: asked.many(name) for name in _BOTH})


def address(asked: Asked, **changed: str | list[str]) -> str:
    """This search with something changed, from its first page on unless that is said."""
    query: dict[str, str | list[str]] = {k: list(v) for k, v in asked.query.items() if k != "page"}
    return asked.link.to("/search", query | changed)
