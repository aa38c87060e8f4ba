"""The pieces of the reading pages: excerpts, marks within marks, accounts side by side, pages that stay small."""

from pathlib import Path

import pytest
from dispatches import ANA, KARIM, MOROCCO, PORTUGAL, contact, dispatch, happening, kept, key, says, viewed
from lxml import html
from merge_story import ATLAS, MATIN
from webs import Browser, Page

import onrecord.web
from onrecord.ask.compare import compare
from onrecord.ask.reports import Reports
from onrecord.record import EventType, Record
from onrecord.view.labels import Labels
from onrecord.web.app import application
from onrecord.web.beside import beside
from onrecord.web.links import Links
from onrecord.web.notes import linked
from onrecord.web.pages.report import marked
from onrecord.web.quotes import by_report, excerpts

LONG = "The weather was fair. " * 30
TALK = dispatch(
    "Porto Post", "2024-05-02",
    f"{LONG}Ana Costa met Karim Haddad on Wednesday. Then rain fell. The talks ended late. {LONG}\n\n"
    "She called the meeting \u202euseful <b>indeed</b>.",
    [ANA, KARIM],
    events=[contact(("met", "talks", "meeting"), ANA, KARIM, medium="in-person", date="2024-05-01")],
    statements=[says(ANA, "support", "the meeting \u202euseful <b>indeed</b>")],
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("reading") / "record", [TALK, ATLAS, MATIN])


def passages(folder: Path) -> tuple[list[str], list[str]]:
    """The excerpts of the talk as HTML, and what is marked in them."""
    with viewed(folder) as view:
        reports = Reports(view)
        document = key(TALK)
        found = excerpts(reports, reports.passages(document, "e1", TALK.events[0].mentions))
        assert [told.document for told in by_report(reports, reports.passages(document, "e1", []))] == []
    texts = [str(excerpt.words) for excerpt in found]
    return texts, [m.text_content() for text in texts for m in html.fromstring(f"<p>{text}</p>").iter("mark")]


def test_an_excerpt_is_a_paragraph_around_its_sentences(folder: Path) -> None:
    texts, marks = passages(folder)
    assert len(texts) == 2  # two paragraphs of three mentions
    assert marks == ["met", "talks", "meeting"]
    plain = html.fromstring(f"<p>{texts[0]}</p>").text_content()
    assert plain.startswith("… ")
    assert plain.rstrip().endswith(" …")
    assert "Wednesday. Then rain fell. The talks" in plain  # what stands between is there
    assert len(plain) < 450


def test_an_excerpt_holds_nothing_that_acts(folder: Path) -> None:
    text = passages(folder)[0][1]
    assert "<b>" not in text
    assert "&lt;b&gt;indeed" in text
    assert "\u202e" not in text


def test_marks_within_marks_belong_to_each_row() -> None:
    labels = Labels.for_record(TALK)
    root = html.fromstring(f"<div>{''.join(map(str, marked(TALK, labels, {'e1': 'a contact'})))}</div>")
    inner = [s for s in root.iter("span") if s.text_content() == "meeting"]
    assert [s.get("data-rows") for s in inner] == ["e1 s1"]  # the row of the fewest words first
    assert inner[0].get("class") == "m e s"
    outer = "".join(s.text_content() for s in root.iter("span") if "s1" in s.get("data-rows").split())
    assert outer == "the meeting \ufffduseful <b>indeed</b>"
    anchors = [a.get("id") for a in root.iter("a")]
    assert sorted(anchors) == ["row-a1", "row-a2", "row-e1", "row-s1"]  # each once, where it first begins
    assert root.xpath("//a[@id='row-e1']/@title") == ["a contact"]


def test_marks_that_overlap_keep_the_text() -> None:
    text = "Ana Costa met Karim Haddad in Rabat."
    events = [contact("met Karim Haddad", ANA, KARIM), happening("AID", "Haddad in Rabat", ANA)]
    record = dispatch("A", "2024-05-02", text, [ANA, KARIM], events=events)
    root = html.fromstring(f"<p>{marked(record, Labels.for_record(record), {})[0]}</p>")
    assert "".join(root.xpath(".//text()[not(ancestor::a)]")) == text
    assert [s.text_content() for s in root.xpath(".//span[contains(@data-rows, 'e1')]")] == ["met Karim ", "Haddad"]
    assert [s.text_content() for s in root.xpath(".//span[contains(@data-rows, 'e2')]")] == ["Haddad", " in Rabat"]


def test_values_of_accounts_in_plain_words(folder: Path) -> None:
    with viewed(folder) as view:
        event = next(view.events(types=[EventType.CONSULT], since="2024-05-01"))
        table = beside(compare(view, event.id), Reports(view), most=5)
    assert [(line.name, line.cells[0].value) for line in table.fields[:2]] == [
        ("What", "contact in person"), ("Did it happen?", "reported to have happened"),
    ]  # fmt: skip
    assert {line.note for line in table.fields} == {""}  # nothing to agree with
    assert [own.name for own in table.own[0]] == ["Ana Costa: support"]
    assert table.left_out == ("",)


def test_statements_beyond_the_most_are_counted(folder: Path) -> None:
    with viewed(folder) as view:
        event = next(view.events(types=[EventType.CONSULT], until="2024-04-03"))
        table = beside(compare(view, event.id), Reports(view), most=0)
    assert (table.shared, table.own, table.more) == ((), ((), ()), 2)


def test_events_in_notes_are_links() -> None:
    note = linked("but E0123456789 is one <i>", Links("abc"))
    assert note == 'but <a href="/event/E0123456789?snapshot=abc">another</a> is one &lt;i&gt;'


def copies(count: int) -> list[Record]:
    days = [f"On day {n} Ana Costa met Karim Haddad in the town hall and spoke of boats {n}." for n in range(60)]
    events = [contact("met", ANA, KARIM, date="2024-05-01")]
    return [
        dispatch(f"Paper {n}", "2024-05-02", "\n\n".join([*days, f"(Desk {n})"]), [ANA, KARIM], events=events)
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Browser, str]:
    folder = kept(tmp_path_factory.mktemp("copied") / "record", copies(60))
    with viewed(folder) as view:
        event = next(view.events())
    return Browser(application(folder)), f"/event/{event.id}"


@pytest.mark.parametrize("end", ["", "/coverage", "/compare"])
def test_pages_of_much_carried_events_stay_small(copied: tuple[Browser, str], end: str) -> None:
    browser, event = copied
    answer = browser.ask(event + end)
    assert answer.status_code == 200
    assert len(answer.content) < 150_000


def test_shared_passages_may_go_over_paragraphs(copied: tuple[Browser, str]) -> None:
    browser, event = copied
    page = browser.page(f"{event}/coverage")
    assert "Page 1 of 3" in page.words("//nav[@class='pages']")
    paragraphs = page.root.xpath("(//details/blockquote)[1]/p")
    assert len(paragraphs) > 10
    assert all(p.xpath("count(.//mark)") == 1 for p in paragraphs[1:5])
    last = browser.page(f"{event}/coverage?page=3")
    assert "Origin 1" in last.words("//h2")
    assert len(last.root.xpath("//article")) == 10


def test_more_accounts_than_a_page_holds(copied: tuple[Browser, str]) -> None:
    browser, event = copied
    documents = "&".join(f"report={key(record)}" for record in copies(12))
    page = browser.page(f"{event}/compare?{documents}")
    assert len(page.root.xpath("//thead//th")) == 9
    assert "4 more were chosen; a page shows eight at a time" in page.words()


def test_a_pair_is_paged(tmp_path: Path) -> None:
    days = [f"2024-{month:02}-{day:02}" for month in range(1, 4) for day in range(1, 28, 3)]
    records = [
        dispatch(f"P {day}", day, f"On {day} Morocco called Portugal.", [PORTUGAL, MOROCCO],
                 events=[contact("called", MOROCCO, PORTUGAL, by=MOROCCO, medium="phone", date=day)])
        for day in days
    ]  # fmt: skip
    browser = Browser(application(kept(tmp_path / "record", records)))
    found = []
    page = browser.page("/pair?a=Portugal&b=Morocco")
    while True:
        found += page.root.xpath("//ol[@class='contacts']/li")
        if not page.root.xpath("//a[@rel='next']"):
            break
        page = browser.page(page.link("Earlier"))
    assert len(found) == len(days)
    assert "Page 2 of 2" in page.words("//nav[@class='pages']")


def test_both_sides_tell_a_contact(tmp_path: Path) -> None:
    text = "Ana Costa telephoned Karim Haddad. Costa said that the call was useful. Haddad declined to comment."
    statements = [says(ANA, "assert", "the call was useful"), says(KARIM, "silence", "")]
    events = [contact(("telephoned", "call"), ANA, KARIM, medium="phone", date="2024-05-01")]
    record = dispatch("Gazeta", "2024-05-02", text, [ANA, KARIM], events=events, statements=statements)
    page: Page = Browser(application(kept(tmp_path / "record", [record]))).page("/pair/Portugal/Morocco")
    told = page.words("//section[h4='As told by Portugal']")
    assert "Ana Costa in Gazeta" in told
    assert page.words("//section[h4='As told by Portugal']//mark") == "the call was useful"
    assert "Karim Haddad : no comment" in page.words("//section[h4='As told by Morocco']")


def test_styles_and_script_are_small() -> None:
    static = Path(onrecord.web.__file__).parent / "static"
    assert sum(path.stat().st_size for path in static.glob("*.css")) < 20_000
    assert (static / "onrecord.js").stat().st_size < 5_000
