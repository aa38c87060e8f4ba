"""RSS and Atom files: a report for each entry, told from its summary; and XML that means harm."""

import gzip
import time
from html import escape
from pathlib import Path

import pytest
from reports_in import LONG, REPORT, SECOND, body, codes, documents, errors, only, only_error, reports_in

from onrecord.errors import InputError, LimitError

CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
ITEM = "<title>Sailors &amp; boat</title><link>https://c.example/1</link><guid isPermaLink='false'>g1</guid>"
DATED = "<pubDate>Wed, 03 Apr 2024 23:30:00 -0500</pubDate>"


def rss(*items: str, title: str = "Halden Courier", prolog: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{prolog}<rss version="2.0" {CONTENT} {DC}><channel><title>{title}</title>{inner}</channel></rss>'


def full(html: str) -> str:
    return f"<content:encoded><![CDATA[{html}]]></content:encoded>"


def atom(*entries: str) -> str:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Halden Courier</title>{inner}</feed>'


# ---- what an entry says


def test_an_entry_in_full(tmp_path: Path) -> None:
    html = f"<p>{REPORT}</p><figure><img><figcaption>A boat</figcaption></figure><p>{SECOND}<br>End.</p>"
    found = only(reports_in(tmp_path, rss(ITEM + DATED + full(html) + "<description>Two sailors.</description>")))
    assert (found.id, found.title, found.url) == ("g1", "Sailors & boat", "https://c.example/1")
    assert (found.published, found.published_from, found.outlet) == ("2024-04-03", "metadata", "Halden Courier")
    assert body(found) == f"{REPORT}\n\n{SECOND}\nEnd."
    assert found.warnings == ()


def test_an_entry_with_a_summary_alone_says_so(tmp_path: Path) -> None:
    found = only(reports_in(tmp_path, rss(ITEM + f"<description>{escape(f'<p>{REPORT}</p>')}</description>")))
    assert body(found) == REPORT
    assert codes(found) == ["summary-only"]


def test_a_long_description_is_the_report(tmp_path: Path) -> None:
    found = only(reports_in(tmp_path, rss(ITEM + f"<description>{escape(f'<p>{LONG}</p>')}</description>")))
    assert codes(found) == []


@pytest.mark.parametrize("end", ["…", " [...]", " Continue reading", " Read more »"])
def test_a_content_that_breaks_off_is_a_summary(tmp_path: Path, end: str) -> None:
    found = only(reports_in(tmp_path, rss(ITEM + full(f"<p>{LONG}{end}</p>"))))
    assert codes(found) == ["summary-only"]


def test_an_entry_without_words_is_an_error_and_the_others_come_out(tmp_path: Path) -> None:
    found = reports_in(tmp_path, rss(ITEM, f"<description>{REPORT}</description>", ITEM + full(SECOND)))
    assert [body(d) for d in documents(found)] == [REPORT, SECOND]
    (error,) = errors(found)
    assert error.where.endswith("input, entry 1")
    assert "no text, only a title" in error.what
    assert "https://c.example/1" in error.advice


def test_atom(tmp_path: Path) -> None:
    xhtml = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{REPORT}</p><p>{SECOND}</p></div></content>'
    dates = "<published>2024-04-03T10:00:00Z</published><updated>2024-04-05T09:00:00Z</updated>"
    entry = "<id>tag:c.example,2024:1</id><title type='html'>A &lt;b&gt;boat&lt;/b&gt;</title><link href='https://c.example/1'/>"
    found = only(reports_in(tmp_path, atom(entry + dates + xhtml)))
    assert (found.id, found.title, found.url) == ("tag:c.example,2024:1", "A boat", "https://c.example/1")
    assert (found.published, found.modified, found.modified_from) == ("2024-04-03", "2024-04-05", "metadata")
    assert body(found) == f"{REPORT}\n\n{SECOND}"


def test_atom_that_says_only_when_it_was_updated(tmp_path: Path) -> None:
    found = only(
        reports_in(tmp_path, atom(f"<id>1</id><updated>2024-04-05T09:00:00Z</updated><content>{REPORT}</content>"))
    )
    assert (found.published, found.published_from) == ("2024-04-05", "modified")
    assert codes(found) == ["published-from-modified"]


def test_the_date_in_an_address_is_better_than_that_of_an_update(tmp_path: Path) -> None:
    link = "<link href='https://c.example/2024/04/03/boat'/>"
    found = only(
        reports_in(tmp_path, atom(f"{link}<updated>2024-04-05T09:00:00Z</updated><content>{REPORT}</content>"))
    )
    assert (found.published, found.published_from, found.modified) == ("2024-04-03", "url", "2024-04-05")
    assert codes(found) == []


def test_rss_1_and_dublin_core(tmp_path: Path) -> None:
    feed = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {DC}
        xmlns="http://purl.org/rss/1.0/"><channel><title>Courier</title></channel><item rdf:about="https://c.example/1">
        <title>Boat</title><link>https://c.example/1</link><description>{LONG}</description>
        <dc:date>2024-04-03</dc:date></item></rdf:RDF>"""
    found = only(reports_in(tmp_path, feed))
    assert (found.published, found.published_from, found.modified) == ("2024-04-03", "metadata", None)


def test_the_user_goes_before_the_feed(tmp_path: Path) -> None:
    from onrecord.documents import read_inputs  # noqa: PLC0415

    path = tmp_path / "feed"
    path.write_text(rss(ITEM + DATED + full(REPORT)))
    found = only(list(read_inputs([str(path)], published="2020-01-01", outlet="Gazette")))
    assert (found.published, found.outlet) == ("2020-01-01", "Gazette")


# ---- makes of feeds


@pytest.mark.parametrize(
    "prolog",
    [
        "",
        '<?xml version="1.0" encoding="utf-8"?>\n',
        "\ufeff<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!-- made by hand -->\n",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_stands_before_the_feed(tmp_path: Path, prolog: str, pack: type[bytes]) -> None:
    found = reports_in(tmp_path, pack(rss(ITEM + full(REPORT), prolog=prolog).encode()))
    assert body(only(found)) == REPORT


def test_a_feed_may_declare_its_encoding(tmp_path: Path) -> None:
    feed = rss(full(f"{REPORT} Café"), prolog='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert body(only(reports_in(tmp_path, feed.encode("latin-1")))) == f"{REPORT} Café"
    assert body(only(reports_in(tmp_path, feed.encode("utf-16")))) == f"{REPORT} Café"


def test_names_of_html_letters_and_undeclared_prefixes_do_no_harm(tmp_path: Path) -> None:
    found = only(
        reports_in(tmp_path, rss(f"<title>Sailors&nbsp;home &mdash; at last</title><x:y>1</x:y>{full(REPORT)}"))
    )
    assert found.title == "Sailors home — at last"


def test_half_a_feed_gives_what_came_before(tmp_path: Path) -> None:
    feed = rss(ITEM + full(REPORT), ITEM.replace("g1", "g2") + full(LONG))
    found = reports_in(tmp_path, feed[: feed.index("On day 9")])
    assert body(documents(found)[0]) == REPORT
    *_, error = errors(found)
    assert "not well formed at line 1" in error.what
    assert error.advice == "get a whole copy"


def test_an_empty_feed(tmp_path: Path) -> None:
    assert only_error(reports_in(tmp_path, rss())).what == "the feed has no entries"


def test_an_entry_that_feedparser_cannot_read_costs_only_itself(tmp_path: Path) -> None:
    odd = f"<link>https://c.example/2<item><title>Odd</title><description>{REPORT}</description></item></link>"
    found = reports_in(tmp_path, rss(ITEM + full(REPORT), odd, ITEM + full(SECOND)))
    assert [body(d) for d in documents(found)] == [REPORT, REPORT, SECOND]
    (error,) = errors(found)
    assert (error.what, error.where.rpartition(", ")[2]) == ("the entry is damaged", "entry 2")


# ---- XML that means harm

LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
A_LONG_ENTITY, MANY_ATTRIBUTES = "a" * 100_000, " ".join(f"a{n}=''" for n in range(200_000))
HARM = {
    "a billion laughs": f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{LAUGHS}]>" + rss("<title>&l11;</title>"),
    "one long entity": f"<!DOCTYPE rss [<!ENTITY a '{A_LONG_ENTITY}'>]>" + rss(f"<title>{'&a;' * 50_000}</title>"),
    "a file": "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + rss("<title>&a;</title>"),
    "an address": "<!DOCTYPE rss [<!ENTITY a SYSTEM 'http://127.0.0.1:9/'>]>" + rss("<title>&a;</title>"),
    "parameters": "<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'> %p;]>" + rss(),
    "defaults": f"<!DOCTYPE rss [<!ATTLIST item a CDATA '{A_LONG_ENTITY}'>]>" + rss(*["<a/>"] * 10_000),
    "depth": "<rss>" + "<item>" * 500_000,
    "width": "<rss>" + "<item/>" * 2_000_000,
    "attributes": f"<rss><item {MANY_ATTRIBUTES}/></rss>",
    "namespaces": f"<rss {MANY_ATTRIBUTES.replace('a', 'xmlns:a')}></rss>",
    "one long text": f"<rss><channel><title>{'a' * 15_000_000}</title></channel></rss>",
    "open comments": "<rss>" + "<!--" * 500_000,
    "open sections": "<rss>" + "<![CDATA[" * 500_000,
    "signs alone": "<rss>" + "<" * 900_000,
}


@pytest.mark.parametrize("name", HARM)
def test_harmful_xml_is_stopped(tmp_path: Path, name: str) -> None:
    began = time.process_time()
    found = reports_in(tmp_path, HARM[name])
    assert time.process_time() - began < 3
    assert found
    assert all(isinstance(item, InputError) for item in found)
    assert not any("root:" in str(item) for item in found)


def test_what_xml_includes_is_not_fetched(tmp_path: Path) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    external = f'<!DOCTYPE rss SYSTEM "file:///etc/passwd">{rss(f"<title>a{include}</title>" + full(REPORT))}'
    assert "root:" not in only(reports_in(tmp_path, external)).text


def test_declarations_are_refused_in_words(tmp_path: Path) -> None:
    error = only_error(reports_in(tmp_path, HARM["a billion laughs"]))
    assert "declarations of its own" in error.what
    assert "DOCTYPE" in error.advice
    assert isinstance(only_error(reports_in(tmp_path, HARM["width"])), LimitError)
