"""When two reports are copies or rewrites of one text: `onrecord.merge.echoes` for the index."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from onrecord.merge.echoes import Text, echo, prepare, sample
from onrecord.merge.events import WEEK, day
from onrecord.merged import Reason
from onrecord.record import Record

KEPT = 1_000  # reports whose prepared texts stay in memory


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as it is compared; where its outlet is not known, the host of its address stands for it."""

    title: str | None
    outlet: str | None
    published: str | None
    text: str


def report_facts(record: Record) -> list[tuple[str, ReportFacts]]:
    """The report as a whole, whose id within itself is ""."""
    d = record.document
    outlet = d.outlet or (urlsplit(d.url).hostname if d.url else None)
    return [("", ReportFacts(d.title, outlet, d.published, d.text))]


@lru_cache(maxsize=KEPT)
def _prepared(facts: ReportFacts) -> Text:
    return prepare(facts.text, facts.title, facts.outlet, published=facts.published)


def report_keys(facts: ReportFacts) -> list[str]:
    """The blocks of a report: a sample of its runs of words, by week, as copies follow each other within days."""
    return [f"{run} {_week(facts)}" for run in _sampled(facts)]


def report_lookups(facts: ReportFacts) -> list[str]:
    """Where what it is compared with lies: the weeks beside its own, too."""
    return [f"{run} {_week(facts) + n}" for run in _sampled(facts) for n in (-1, 0, 1)]


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
    return echo(_prepared(a), _prepared(b))
