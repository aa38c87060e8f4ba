"""When two reports are copies, rewrites or versions of one text: `onrecord.merge.echoes` for the index."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from onrecord.merge.articles import address, one_page, one_story, one_title
from onrecord.merge.echoes import Text, common, echo, prepare, sample
from onrecord.merge.events import WEEK, day
from onrecord.merged import Reason
from onrecord.record import Record

KEPT = 1_000  # reports whose prepared texts stay in memory
_VERSION = 20.0  # log-odds: more than wording can ever speak against it
_MADE_UP = re.compile(r"d[0-9a-f]{12}")  # an id that is the hash of the words, as the input gave none


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as it is compared; where its outlet is not known, the host of its address stands for it.

    `address` is what is left of its address, `number` its id where the input gave one.
    """

    title: str | None
    outlet: str | None
    published: str | None
    text: str
    address: str | None = None
    number: str | None = None


def report_facts(record: Record) -> list[tuple[str, ReportFacts]]:
    """The report as a whole, whose id within itself is ""."""
    d = record.document
    number = None if _MADE_UP.fullmatch(d.id) else d.id
    return [("", ReportFacts(d.title, _outlet(d.outlet, d.url), d.published, d.text, address(d.url), number))]


def _outlet(outlet: str | None, url: str | None) -> str | None:
    return outlet or (urlsplit(url).hostname if url else None)


def version_blocks(outlet: str | None, url: str | None) -> list[str]:
    """Where the versions of a report lie: `version` is None of two reports that share none."""
    found = {"of": _outlet(outlet, url), "at": address(url)}
    return [f"{kind} {value}" for kind, value in found.items() if value is not None]


@lru_cache(maxsize=KEPT)
def _prepared(facts: ReportFacts) -> Text:
    return prepare(facts.text, facts.title, facts.outlet, published=facts.published)


def report_keys(facts: ReportFacts) -> list[str]:
    """The blocks of a report: a sample of its runs of words, by week, as copies follow each other within days.

    A version may come at any time: it is met by its address and its id.
    """
    return [f"{run} {_week(facts)}" for run in _sampled(facts)] + _pages(facts)


def report_lookups(facts: ReportFacts) -> list[str]:
    """Where what it is compared with lies: the weeks beside its own, too."""
    return [f"{run} {_week(facts) + n}" for run in _sampled(facts) for n in (-1, 0, 1)] + _pages(facts)


def _pages(facts: ReportFacts) -> list[str]:
    found = [f"at {facts.address}"] if facts.address else []
    return [*found, f"id {facts.outlet} {facts.number}"] if facts.outlet and facts.number else found


def _sampled(facts: ReportFacts) -> list[int]:
    text = _prepared(facts)
    return sample(text.prose | text.quoted)


def _week(facts: ReportFacts) -> int:
    return (day(facts.published) or 0) // WEEK


def report_forbidden(_a: ReportFacts, _b: ReportFacts) -> str | None:
    """Nothing forbids."""
    return None


def report_compare(a: ReportFacts, b: ReportFacts) -> tuple[Reason, ...]:
    """The reasons for and against one text behind both."""
    known = version(a, b)
    return (*((Reason(known, _VERSION),) if known else ()), *echo(_prepared(a), _prepared(b)))


def version(a: ReportFacts, b: ReportFacts) -> str | None:
    """Why two reports are versions of one article; None where they are not."""
    mine, at = (x is not None and x == y for x, y in ((a.outlet, b.outlet), (a.address, b.address)))
    if not (at or mine):
        return None
    titles, numbered = one_title(a.title, b.title), mine and a.number and a.number == b.number
    if not (at or numbered or titles):
        return None
    of_shorter, of_longer = common(_prepared(a), _prepared(b))
    if (at or numbered) and one_page(of_shorter, titles=titles):
        return "versions: one address" if at else "versions: one id of one outlet"
    days = [day(facts.published) for facts in (a, b)]
    apart = abs(days[0] - days[1]) if days[0] is not None and days[1] is not None else None
    return (
        "versions: one title, and mostly the same words"
        if mine and one_story(of_longer, apart, titles=titles)
        else None
    )
