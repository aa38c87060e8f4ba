"""HTML pages of several makes: the report is found, its surroundings are not, its date is declared or none."""

from pathlib import Path

import pytest

from onrecord.documents import LIMITS, read_inputs
from onrecord.documents.page import is_html
from onrecord.errors import InputError, LimitError
from onrecord.record import Document

TITLE = "Marwick asks Karsia to free two sailors"
PARAGRAPHS = (
    "Foreign Minister Elsa Marwick telephoned her Karsian counterpart, Tomas Ruel, on Tuesday and asked him to let two "
    "detained sailors go home, the ministry said.",
    "It was the first call between the two since fishing talks broke down in March. “We spoke plainly,” Marwick said.",
    "Ruel's office did not answer a request for comment.",
    "The sailors' employer rejected that and said the boat's transponder had been on throughout.",
    "Short answer: no.",
    "Opposition leader Per Aune called the ministry's tone “far too soft” and asked that the ambassador be recalled.",
)
BODY = "".join(f"<p>{p}</p>\n" for p in PARAGRAPHS)
WHOLE = "\n\n".join((TITLE, *PARAGRAPHS))
JSON_LD = """<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-04-03T18:20:00+02:00",
"publisher": {"@type": "Organization", "name": "Halden Courier"}}</script>"""

MODERN = f"""<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{TITLE} | Halden Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Halden Courier">{JSON_LD}
<link rel=canonical href="https://courier.example/world/sailors"></head><body>
<div id="cookie-banner"><p>We use cookies to give you the best experience. <button>Accept all</button></p></div>
<header><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1><div class="byline">By <a href=/a>Nora Vik</a></div>
<div class="share"><a>Share on Facebook</a> <a>Tweet</a></div>{BODY}
<aside class="related"><h3>Related articles</h3><ul><li><a href=/1>Ferry strike enters third week</a></li>
<li><a href=/2>Storm due Friday</a></li></ul></aside>
<div class="newsletter"><p>Sign up for our newsletter and never miss a story.</p></div></article></main>
<section class="comments"><h2>Comments</h2><p>anon: they should just apologise and be done with it.</p></section>
<footer><p>© 2024 Halden Courier. All rights reserved.</p></footer></body></html>"""
BARE = f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}</body></html>"""
OLD = f"""<html><head><title>{TITLE}</title><meta name="date" content="2024-04-03"></head><body><table><tr>
<td width=120><a href=/>Front page</a><br><a href=/w>World</a></td><td><div class=content><b>{TITLE}</b><br><br>
{"<br><br>".join(PARAGRAPHS)}</div></td></tr></table><center>Copyright 2024</center></body></html>"""
MINISTRY = f"""<!-- cms --><!doctype html><html><head><title>Ministry</title>
<meta property="article:published_time" content="2024-04-03"></head><body><div class="menu"><a href=/>The Ministry</a>
<a href=/m>Minister</a></div><div class="page"><h1>{TITLE}</h1><div class="text">{BODY}</div>
<div class="contact"><p>For media enquiries: press@mfa.example</p></div></div></body></html>"""


def read(tmp_path: Path, page: str | bytes) -> Document | InputError:
    path = tmp_path / "page"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (found,) = read_inputs([str(path)])
    return found


@pytest.mark.parametrize(
    ("page", "day"),
    [(MODERN, "2024-04-03"), (BARE, None), (OLD, "2024-04-03"), (MINISTRY, "2024-04-03")],
    ids=["modern", "bare", "old", "ministry"],
)
def test_the_report_and_nothing_else(tmp_path: Path, page: str, day: str | None) -> None:
    document = read(tmp_path, page)
    assert isinstance(document, Document)
    assert document.text == WHOLE
    assert document.title == TITLE
    assert (document.published, document.published_from) == (day, day and "metadata")


def test_what_a_page_says_of_itself(tmp_path: Path) -> None:
    document = read(tmp_path, MODERN)
    assert isinstance(document, Document)
    assert (document.outlet, document.url) == ("Halden Courier", "https://courier.example/world/sailors")
    assert document.warnings == ()


def test_a_date_is_not_guessed_from_the_page(tmp_path: Path) -> None:
    page = BARE.replace("</body>", "<p><a href=/x>Older: 1 March 2021</a></p><footer>© 2019 Courier</footer></body>")
    document = read(tmp_path, page)
    assert isinstance(document, Document)
    assert document.published is None


def test_a_broken_date_is_a_warning(tmp_path: Path) -> None:
    document = read(tmp_path, MINISTRY.replace('content="2024-04-03"', 'content="soon&lt;b&gt;"'))
    assert isinstance(document, Document)
    assert [w.code for w in document.warnings] == ["published-invalid"]
    assert document.published is None


def test_the_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = BARE.replace("<head>", '<head><meta charset="iso-8859-1">')
    document = read(tmp_path, page.encode("cp1252"))
    assert isinstance(document, Document)
    assert document.text == WHOLE
    assert document.warnings == ()


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html><html><head><title>x</title></head><body><script>alert('text')</script></body></html>",
        "<html><body>" + "<div>" * 100_000,
        "<!doctype html>" + "<!---->" * 20_000,
    ],
)
def test_a_page_without_a_report_is_an_error(tmp_path: Path, page: str) -> None:
    error = read(tmp_path, page)
    assert isinstance(error, InputError)
    assert "page" in error.where


def test_a_page_may_not_be_huge(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "<html>" + " " * LIMITS.page_chars), LimitError)


def test_scripts_and_markup_do_not_reach_the_text(tmp_path: Path) -> None:
    hostile = (
        "<script>steal()</script><style>p{}</style><p onclick=x()>He said &lt;b&gt;nothing&lt;/b&gt; on Monday.</p>"
    )
    document = read(tmp_path, BARE.replace("</body>", f"{hostile}</body>"))
    assert isinstance(document, Document)
    assert "steal" not in document.text
    assert "onclick" not in document.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ("  <!-- a --> <!-- b -->\n<html>", True),
        ('<?xml version="1.0"?><!DOCTYPE html>', True),
        ("<p>One</p><p>Two</p>", True),
        ("<rss>", False),
        ("<b>no</b>", False),
        ("Talks <p> end", False),
        ("<!-- -->" * 5000 + "x", False),
        ("<!--" * 5000, False),
    ],
)
def test_html_is_told_by_its_beginning(text: str, expected: bool) -> None:
    assert is_html(text) is expected
