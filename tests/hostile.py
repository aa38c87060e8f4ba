"""Reports of somebody who wants to do harm: markup wherever a report has words, and what in a page is not our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dispatches import kept
from lxml import html
from webs import Browser

import onrecord.web
from onrecord.merge.index import Index
from onrecord.merged import Row, Sort
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
    Notice,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.store import Archive, Failure, Verdict, document_key
from onrecord.web.app import application

MARK = "pwned"
SCRIPT = "/static/onrecord.js"
TAGS = (
    "<script>{m}()</script>", "<img src=x onerror={m}()>", "<svg onload={m}()>", "<iframe src=//{m}.example>",
    "<a href='javascript:{m}()'>x</a>", "<style>@import '//{m}.example'</style>", "<base href=//{m}.example>",
    "<form action=//{m}.example><button>x", "<meta http-equiv=refresh content='0;url=//{m}.example'>",
    "<link rel=stylesheet href=//{m}.example>", "<object data=//{m}.example>", "<embed src=//{m}.example>",
    "<math><mtext><{m}>", "<details open ontoggle={m}()>", "<video><source onerror={m}()>", "<body onload={m}()>",
    "<input autofocus onfocus={m}()>", "<marquee onstart={m}()>", "</title><script>{m}()</script>",
    "</textarea><script>{m}()</script>", "<!--<script>{m}()</script>-->", "<![CDATA[<{m}>]]>", "<?{m} ?>", "<x-{m}>",
    "<template><{m}></template>",
)  # fmt: skip
WRAPS = ("{p}", '">{p}', "'>{p}", "</script>{p}", "{{{{ {p} }}}}", "{{% {p} %}}")
MARKUP = tuple(tag.format(m=MARK) for tag in TAGS)
PAYLOADS = tuple(wrap.format(p=markup) for wrap in WRAPS for markup in MARKUP)
INVISIBLE = "\u202egnihtyna\u202c zero\u200bwidth\u2060 \u2066isolate\u2069 \ufeffmark \x1b[31mred \x00nul"
URLS = ("javascript:pwned()", "data:text/html,<script>pwned()</script>", "https://x.example/\"onmouseover='pwned()'")


URL_SCHEMES = ("/", "#", "data:,", "http://", "https://")
SOURCES = [path for kind in ("html", "py") for path in Path(onrecord.web.__file__).parent.rglob(f"*.{kind}")]
OUR_TAGS = {tag for path in SOURCES for tag in re.findall(r"<([a-z][a-z0-9]*)", path.read_text(encoding="utf-8"))}
# Attributes with words that may come from a report; in all others there is nothing of one.
WORDS_IN = {"value", "href", "aria-label", "data-of", "title", "content", "placeholder", "d"}


def hostile(number: int, payload: str, title: str | None = None) -> Record:
    """A report with a payload wherever a report has words of its own."""
    day = (date(2024, 1, 1) + timedelta(days=2 * number)).isoformat()  # so that each happening stays one of its own
    speaker, other = f"Ana {payload}", f"Karim {payload}"
    said, denied = f"it {payload} {INVISIBLE} happened", f"it never {payload} did"
    text = f"{title or payload}\n\n{speaker} met {other} in {payload}. {speaker} said {said}. {other} denied {denied}."

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    document = Document(
        f"{payload} {number}", title or payload, URLS[number % 3] + str(number), f"Outlet {payload} {INVISIBLE}",
        day, "metadata", "en", text, (Notice("byline-removed", f"By {payload} {INVISIBLE}"),),
    )  # fmt: skip
    actors = (
        Actor("a1", speaker, Kind.PERSON, "PRT", None, f"minister {payload}", (span(speaker),), f"table {payload}"),
        Actor("a2", other, Kind.PERSON, "MAR", None, None, (span(other),)),
    )
    event = Event(
        "e1", EventType.CONSULT, None, ("a1",), ("a2",), "a1", Medium.PHONE, Dates(day, day), payload,
        Status.REPORTED, (Figure(f"men {payload}", 3, 3),), payload, (span("met"),),
    )  # fmt: skip
    attack = Event(
        "e2", EventType.ASSAULT, payload, ("a1",), ("a2",), None, None, None, payload, Status.CLAIMED, (), None,
        (span("happened"),),
    )  # fmt: skip
    statements = (
        Statement("s1", "a1", Act.ASSERT, "a2", payload, None, span(said), True, None, None),
        Statement("s2", "a2", Act.DENY, "a1", None, span("denied"), span(denied), False, None, "s1"),
    )
    return Record(document, actors, (event, attack), statements)


@dataclass(frozen=True)
class Attack:
    """A record of hostile reports that is served."""

    folder: Path
    browser: Browser
    records: list[Record]


def attacked(folder: Path) -> Attack:
    records = [hostile(number, payload) for number, payload in enumerate(PAYLOADS)]
    kept(folder, records)
    archive = Archive(folder)
    with archive.writing() as writer:
        rows = tuple(Row(document_key(record.document), "e1") for record in records[:3])
        judgement = writer.judgement(Verdict.DIFFERENT, Sort.EVENT, rows, None)
        failures = [Failure(f"in/{p}.txt", f"bad {p} {INVISIBLE}", f"mend {p}") for p in PAYLOADS]
        writer.commit((), {}, failures=failures, judgements=[judgement])
        with Index.open(archive) as index:
            index.catch_up()
    return Attack(folder, Browser(application(folder)), records)


def pages_of(browser: Browser, record: Record) -> Iterator[str]:
    """Every page of a report and of what is on record in it."""
    report = f"/report/{document_key(record.document)}"
    yield report
    for link in dict.fromkeys(browser.page(report).links("//aside//a")):
        if link.startswith("/"):
            yield link
        if link.startswith("/event/"):
            yield f"{link}/coverage"
            yield f"{link}/compare"


OF_ALL = (
    "/", "/search", "/search?sort=claims", "/search?page=2", "/search?sort=claims&page=2", "/search?words=pwned",
    "/search?sort=claims&words=pwned", "/network", "/geography", "/pair/PRT/MAR", "/pair?a=Portugal&b=Morocco",
    "/limits", "/judgements",
)  # fmt: skip


def strange(text: str) -> list[str]:
    """What in a page did not come from its templates."""
    wrong = [f"as it stands in a report: {tag}" for tag in MARKUP if tag in text]
    for element in html.fromstring(text).iter():
        if not isinstance(element.tag, str):
            wrong.append(f"a comment or an instruction: {element}")
            continue
        tag = element.tag.rpartition("}")[2]
        if tag not in OUR_TAGS or (tag == "script" and (element.get("src") != SCRIPT or element.text)):
            wrong.append(f"<{tag}>")
        if tag == "meta" and element.get("http-equiv"):
            wrong.append("meta http-equiv")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "srcset", "background", "autofocus"}:
                wrong.append(f"{tag} {name}")
            if MARK in value and name not in WORDS_IN:
                wrong.append(f"{tag} {name}={value}")
            if name in {"href", "src", "action"} and not value.startswith(URL_SCHEMES):
                wrong.append(f"{tag} {name}={value}")
            if value.startswith("http") and set(element.get("rel", "").split()) < {"noreferrer", "noopener"}:
                wrong.append(f"{tag} {name}={value} tells who asks")
    return wrong
