"""Pages with much around the report: it goes, and the report stays, whatever the page's elements are called."""

import html
from pathlib import Path

import pytest
from reports_in import body, only, reports_in

TITLE = "Marwick asks Karsia to free two sailors"
PARAGRAPHS = (
    "Foreign Minister Elsa Marwick telephoned her Karsian counterpart, Tomas Ruel, on Tuesday and asked him to let two "
    "detained sailors go home, the ministry said.",
    "It was the first call between the two since fishing talks broke down in March. “We spoke plainly,” Marwick said.",
    "Ruel's office did not answer a request for comment, and the embassy in Halden referred all questions to it.",
    "The sailors' employer rejected that and said the boat's transponder had been on throughout the night in question.",
    "Opposition leader Per Aune called the ministry's tone “far too soft” and asked that the ambassador be recalled.",
)
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
LONG = "Every year the same promises, and every year the same bill, which nobody in the capital wants to have written. "
OTHERS = ("Ferry strike enters its third week", "Storm due on Friday, says bureau", "Mayor of Orlu to stand again")
LINKS = "<ul>" + "".join(f"<li><a href='/{n}'>{words}</a></li>" for n, words in enumerate(OTHERS)) + "</ul>"
TEASERS = "".join(f"<div><h3><a href='/{n}'>{words}</a></h3><p>{LONG}</p></div>" for n, words in enumerate(OTHERS))
COMMENTS = "".join(f"<li><b>{name}</b><p>{LONG}</p><a href='#'>Reply</a></li>" for name in ("Tomas", "Gwen", "Nina"))


def page(before: str = "", after: str = "", text: str = BODY, *, title: str = f"<h1>{TITLE}</h1>") -> str:
    head = f"<head><title>{TITLE} | Halden Courier</title></head>"
    report = f"<div class='x1'>{title}<div class='x2'>{text}</div></div>"
    return f"<!doctype html><html>{head}<body>{before}{report}{after}</body></html>"


def read(folder: Path, whole: str) -> str:
    found = only(reports_in(folder, whole))
    assert found.title == TITLE
    return body(found)


AROUND = {
    "a menu": f"<div><a href='/'>Home</a> {LINKS}</div>",
    "a dialog on cookies": f"<div role='dialog'><h2>Your choice</h2><p>{LONG * 3}</p><button>OK</button></div>",
    "a notice on cookies": f"<div><p>We use cookies. {LONG * 3}</p><button>Accept all</button></div>",
    "a wall by name": f"<div id='cookie-consent'><p>{LONG * 3}</p></div>",
    "other reports": f"<div><h2>Most read</h2>{LINKS}</div>",
    "teasers": f"<div>{TEASERS}</div>",
    "comments": f"<section><h2>3 comments</h2><ol>{COMMENTS}</ol></section>",
    "comments under another heading": f"<div><h3>Have your say</h3><p>Be kind.</p><ol>{COMMENTS}</ol></div>",
    "an offer": f"<div><h3>Continue reading with a subscription</h3><p>{LONG}</p><a href='/s'>Subscribe</a></div>",
    "an offer without heading": "<div><p>One crown a week, for all.</p><a href='/s'>Start free trial</a></div>",
    "a newsletter": f"<div><h3>The Morning Tide</h3><p>{LONG}</p><form><input type='email'></form></div>",
    "the author": f"<div><h3>About the author</h3><p>Nora Vik {LONG}</p></div>",
    "a sidebar": f"<aside><p>{LONG}</p></aside>",
    "an imprint": "<div><p>Published by Coastline Media, 14 Harbour Street, Halden, under number 104233.</p></div>",
}


@pytest.mark.parametrize("kind", AROUND)
def test_what_comes_after_the_report_goes(tmp_path: Path, kind: str) -> None:
    assert read(tmp_path, page(after=AROUND[kind])) == TEXT


@pytest.mark.parametrize("kind", [k for k in AROUND if not k.startswith("comments")])
def test_what_comes_before_it_goes(tmp_path: Path, kind: str) -> None:
    assert read(tmp_path, page(before=AROUND[kind])) == TEXT


@pytest.mark.parametrize("kind", ["other reports", "a newsletter", "an offer without heading", "a sidebar"])
def test_what_stands_in_the_middle_goes(tmp_path: Path, kind: str) -> None:
    text = BODY.replace("</p><p>", f"</p>{AROUND[kind]}<p>", 1)
    assert read(tmp_path, page(text=text)) == TEXT


def test_all_of_it_at_once(tmp_path: Path) -> None:
    before = "".join(AROUND[kind] for kind in ("a dialog on cookies", "a menu", "an offer without heading"))
    after = "".join(AROUND[kind] for kind in ("an offer", "comments", "teasers", "a wall by name", "an imprint"))
    assert read(tmp_path, page(before, after)) == TEXT


# ---- what stays


@pytest.mark.parametrize(
    "name", ["comment", "cookie-consent", "related", "share", "paywall", "sidebar", "newsletter", "subscribe-box"]
)
def test_the_report_stays_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    whole = page().replace("class='x2'", f"class='{name}'")
    assert read(tmp_path, whole) == TEXT
    whole = page().replace("<p>", f"<p class='{name}'>") if name == "paywall" else page()
    assert read(tmp_path, whole) == TEXT


@pytest.mark.parametrize("around", ["<form action='/x'>{}</form>", "<main>{}</main>", "<article>{}</article>"])
def test_the_report_stays_whatever_it_is_in(tmp_path: Path, around: str) -> None:
    assert read(tmp_path, page(text=around.format(BODY))) == TEXT


LEAD, *OTHER = (f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
REST = "".join(OTHER)


@pytest.mark.parametrize(
    "whole",
    [
        f"<div>{{}}{LEAD.replace('<p>', '<p class=lead>')}<div class=text>{REST}</div></div>",
        f"<div>{{}}{LEAD.replace('p>', 'h2>')}<div class=text>{REST}</div></div>",
        f"<header>{{}}{LEAD.replace('p>', 'div>')}</header><div class=text>{REST}</div>",
        f"<article><header>{{}}{LEAD}</header><div class=text>{REST}</div></article>",
        f"{{}}{LEAD}<div>{REST}</div>",
        f"<main>{{}}<section>{LEAD}</section><section>{REST}</section></main>",
        f"<div>{{}}<div class=text>{LEAD}{''.join(OTHER[:-1])}</div><div class=end>{OTHER[-1]}</div></div>",
    ],
)
def test_what_leads_up_to_the_text_and_ends_it_stays(tmp_path: Path, whole: str) -> None:
    shown = whole.format(f"<h1>{TITLE}</h1>")
    assert read(tmp_path, f"<html><title>{TITLE}</title><body>{shown}</body></html>") == TEXT


def test_a_text_in_two_parts_stays_whole(tmp_path: Path) -> None:
    parts = "".join(f"<div class='part'><p>{html.escape(p)}</p></div>" for p in PARAGRAPHS)
    assert read(tmp_path, page(text=parts)) == TEXT


def test_a_link_in_a_sentence_and_a_list_stay(tmp_path: Path) -> None:
    text = BODY.replace("fishing talks", "<a href='/t'>fishing talks</a>") + "<ul><li>The boat stays in port.</li></ul>"
    assert read(tmp_path, page(text=text)) == f"{TEXT}\n\n- The boat stays in port."


def test_a_page_laid_out_in_tables_has_paragraphs(tmp_path: Path) -> None:
    text = "<br><br>".join(map(html.escape, PARAGRAPHS))
    cells = f"<tr><td>{LINKS}</td><td><b>{TITLE}</b><br><br>{text}</td><td>{LINKS}</td></tr>"
    assert read(tmp_path, f"<html><title>{TITLE}</title><body><table>{cells}</table></body></html>") == TEXT


def test_a_table_of_figures_stays_a_table(tmp_path: Path) -> None:
    table = "<table><tr><td>Sailors</td><td>2</td></tr><tr><td>Boats</td><td>1</td></tr></table>"
    assert "Sailors | 2" in read(tmp_path, page(text=BODY + table))


# ---- the title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f'<meta property="og:title" content="{TITLE} | Courier"><meta property="og:site_name" content="Courier">', ""),
        ('<script type="application/ld+json">{"headline": "Marwick asks Karsia to free two sailors"}</script>', ""),
        ("<title>Press release</title>", f"<h2>{TITLE}</h2>"),
        (f"<title>Courier: {TITLE}</title>", f"<h1>Courier</h1><h1>{TITLE}</h1>"),
        (f"<title>{TITLE} – Courier</title>", ""),
    ],
)
def test_titles(tmp_path: Path, head: str, title: str) -> None:
    assert read(tmp_path, f"<html><head>{head}</head><body>{title}<div>{BODY}</div></body></html>") == TEXT


def test_the_title_is_not_said_twice(tmp_path: Path) -> None:
    assert read(tmp_path, page(title=f"<p>World</p><h1>{TITLE}</h1>")).count(TITLE) == 0


def test_a_page_of_very_many_elements_is_read_all_the_same(tmp_path: Path) -> None:
    assert TEXT in read(tmp_path, page(after="<i></i>" * 100_000))
