"""Reports that differ in most of their words, feeds that list them, and stubs that read and fetch them."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from onrecord.documents.request import Answer
from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Figure,
    Kind,
    Medium,
    Record,
    Span,
    Statement,
    Status,
)

STATES = {
    "Norway": "NOR", "Chile": "CHL", "Ghana": "GHA", "Nepal": "NPL", "Latvia": "LVA", "Fiji": "FJI", "Oman": "OMN",
    "Peru": "PER", "Kenya": "KEN", "Jordan": "JOR", "Vietnam": "VNM", "Portugal": "PRT", "Bolivia": "BOL",
    "Senegal": "SEN", "Mongolia": "MNG", "Iceland": "ISL", "Malta": "MLT", "Cuba": "CUB", "Angola": "AGO",
    "Cyprus": "CYP", "Tonga": "TON", "Finland": "FIN", "Uruguay": "URY", "Zambia": "ZMB", "Laos": "LAO",
}  # fmt: skip
OFFICES = "foreign minister", "defence minister", "president", "envoy", "trade minister"
MEETING = "met", "received", "visited", "hosted", "saw"
NOUNS = (  # noqa: SIM905 - a list of so many words is a screen long
    "trawlers bridges visas grain flood sailors copper railway vaccines timber tariffs radar salt wool pilots dam "
    "cattle cables museum archives lorries ferry tunnel orchards batteries satellites reefs embassy quotas harbour"
).split()
QUALITIES = (  # noqa: SIM905
    "late cheap northern missing common heavy idle old quiet costly shared damaged spare rusty frozen distant young "
    "narrow empty promised disputed hidden coastal broken yearly wooden"
).split()
VERBS = "wait", "return", "cross", "vanish", "grow", "arrive", "sink", "close", "reopen", "change", "fail", "recover"
TIMES = "soon", "later", "often", "abroad", "again", "overnight"
SYLLABLES = "ha tam or bre qui su lo ber ka nim ta vel do ri mo sen gar ul pe zan".split()  # noqa: SIM905


class Author:
    """Writes reports that differ in most of their words."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._written: list[dict[str, str]] = []

    def report(self, number: int) -> dict[str, str]:
        """What a line of JSONL holds; every eighth report is a copy of an earlier one in another outlet."""
        if number % 8 == 7:
            row = dict(self._chance.choice(self._written))
        else:
            row = self._new()
            self._written.append(row)
        return row | {"id": f"r{number}", "outlet": f"Gazette of {self._name()}"}

    def _new(self) -> dict[str, str]:
        pick = self._chance.choice
        a, b = self._chance.sample(sorted(STATES), 2)
        month = f"{self._chance.randint(2010, 2024)}-{self._chance.randint(1, 12):02}"
        first, second, third = (f"{state}'s {pick(OFFICES)}" for state in (a, b, b))
        number = self._chance.randint(10, 90_000)
        paragraphs = (
            f"{first} {pick(MEETING)} {second} in {self._name()} on {month}-{self._chance.randint(1, 28):02}.",
            f"{self._name()} would gain {number} people by {self._things()}, the guest said. {self._sentence()}",
            f"{self._sentence()} {third} in {self._name()} denied that {self._things()} {pick(VERBS)}.",
        )
        title = f"{pick(QUALITIES).title()} {pick(NOUNS)} bring {a} and {b} together"
        return {"title": title, "published": f"{month}-28", "text": "\n\n".join(paragraphs)}

    def _sentence(self) -> str:
        pick = self._chance.choice
        return (
            f"{self._things().capitalize()} of {self._name()} {pick(VERBS)} {pick(TIMES)} with those of {self._name()}."
        )

    def _things(self) -> str:
        return f"{self._chance.choice(QUALITIES)} {self._chance.choice(NOUNS)}"

    def _name(self) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=3)).title()


def reading(document: Document) -> Record:
    """A record such as the reader might give of one of these reports."""
    text = document.text
    found = {
        name: re.search(pattern, text)
        for name, pattern in {
            "met": rf"((\w+)'s ([\w ]+)) ({'|'.join(MEETING)}) ((\w+)'s ([\w ]+)) in (\w+) on ([\d-]+)\.",
            "said": r"(\w+ would gain (\d+) people by .*?), the guest (said)",
            "denied": r"((\w+)'s ([\w ]+)) in \w+ (denied) that (.*?)\.",
        }.items()
    }
    met, said, denied = (match for match in found.values() if match)

    def actor(number: int, match: re.Match[str], whole: int) -> Actor:
        country, office = STATES[match[whole + 1]], match[whole + 2]
        return Actor(f"a{number}", match[whole], Kind.PERSON, country, "GOV", office, (Span(*match.span(whole)),))

    actors = (actor(1, met, 1), actor(2, met, 5), actor(3, denied, 1))
    event = Event(
        "e1", EventType.CONSULT, "meet", ("a1",), ("a2",), "a1", Medium.IN_PERSON, Dates(met[9], met[9]), met[8],
        Status.REPORTED, (Figure("people", int(said[2]), int(said[2])),), None, (Span(*met.span(4)),),
    )  # fmt: skip
    claim = Statement(
        "s1", "a2", Act.ASSERT, None, None, Span(*said.span(3)), Span(*said.span(1)), False, None, None
    )  # fmt: skip
    denial = Statement(
        "s2", "a3", Act.DENY, None, None, Span(*denied.span(4)), Span(*denied.span(5)), False, None, "s1"
    )  # fmt: skip
    return Record(document, actors, (event,), (claim, denial))


def stub(reports: int) -> None:
    """Have builds in this process read by `reading`, and commit every so many reports."""
    import onrecord.build  # noqa: PLC0415 - heavy

    def read_many(documents: Iterator[Document], *_: object) -> Iterator[Record]:
        yield from map(reading, documents)

    setattr(onrecord.build, "read_many", read_many)  # noqa: B010
    onrecord.build._REPORTS = reports


class Newsstand:
    """In the place of `Manners`: hosts with a feed each, and the reports that these list."""

    def __init__(self, reports: Sequence[Mapping[str, str]], hosts: int = 5) -> None:
        self._answers: dict[str, bytes] = {}
        for host in range(hosts):
            listed = [report for number, report in enumerate(reports) if number % hosts == host]
            self._answers[f"http://{host}.example/feed"] = _feed(f"http://{host}.example", listed)
            for report in listed:
                page = f"{report['title']}\n\n{report['text']}\n"
                self._answers[f"http://{host}.example/{report['id']}"] = page.encode()
        self.feeds = [url for url in self._answers if url.endswith("/feed")]

    def rests(self, _url: str) -> bool:
        return False

    def get(self, url: str, *, most: int, headers: Mapping[str, str] | None = None) -> Answer:
        data = self._answers[url]
        assert len(data) <= most
        if (headers or {}).get("If-None-Match") == '"one"':
            return Answer(url, 304, "Not Modified", {}, b"")
        return Answer(url, 200, "OK", {"etag": '"one"', "content-type": "text/plain; charset=utf-8"}, data)


def _feed(host: str, reports: Sequence[Mapping[str, str]]) -> bytes:
    items = "".join(
        f"<item><title>{r['title']}</title><link>{host}/{r['id']}</link><pubDate>{_rfc(r['published'])}</pubDate></item>"
        for r in reports
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


def _rfc(day: str) -> str:
    return format_datetime(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC))
