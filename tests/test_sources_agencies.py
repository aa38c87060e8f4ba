"""News items as agencies send them: ninjs in JSON and NewsML-G2 in XML."""

import json
from pathlib import Path
from typing import Any

import pytest
from reports_in import REPORT, SECOND, body, codes, documents, errors, only, only_error, reports_in

NINJS_1: dict[str, Any] = {
    "uri": "urn:newsml:halden.example:1",
    "type": "text",
    "versioncreated": "2024-04-03T10:00:00Z",
    "firstcreated": "2024-04-02T10:00:00+02:00",
    "version": "3",
    "headline": "Sailors home",
    "copyrightholder": "Halden News",
    "body_text": f"{REPORT} {SECOND}",
    "body_xhtml": f"<p>{REPORT}</p>\n<p>{SECOND}</p>",
}
NINJS_2: dict[str, Any] = {
    "uri": "https://c.example/1",
    "standard": {"name": "ninjs", "version": "2.1"},
    "versioncreated": "2024-04-03T10:00:00Z",
    "pubstatus": "usable",
    "headlines": [{"role": "short", "value": "Home"}, {"role": "main", "value": "Sailors home"}],
    "infosources": [{"name": "Halden News"}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": f"{REPORT} {SECOND}"},
        {"role": "html", "contenttype": "text/html", "value": f"<section><p>{REPORT}</p><p>{SECOND}</p></section>"},
    ],
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("item", [NINJS_1, NINJS_2])
def test_ninjs(tmp_path: Path, item: dict[str, Any], indent: int | None) -> None:
    found = only(reports_in(tmp_path, json.dumps(item, indent=indent)))
    assert (found.id, found.title, found.outlet) == (item["uri"], "Sailors home", "Halden News")
    assert body(found) == f"{REPORT}\n\n{SECOND}"
    assert found.warnings == ()


def test_dates_of_ninjs(tmp_path: Path) -> None:
    first, second = (only(reports_in(tmp_path, json.dumps(item))) for item in (NINJS_1, NINJS_2))
    assert (first.published, first.published_from, first.modified) == ("2024-04-02", "metadata", "2024-04-03")
    assert (second.published, second.published_from, second.modified) == ("2024-04-03", "metadata", None)
    third = only(reports_in(tmp_path, json.dumps(NINJS_2 | {"version": "4"})))
    assert (third.published, third.published_from) == ("2024-04-03", "modified")
    assert codes(third) == ["published-from-modified"]


def test_many_ninjs_items_as_lines_and_as_a_list(tmp_path: Path) -> None:
    items = [NINJS_1 | {"uri": f"urn:{n}"} for n in range(3)]
    for data in ("\n".join(map(json.dumps, items)), json.dumps(items), json.dumps(items, indent=1)):
        assert [d.id for d in documents(reports_in(tmp_path, data))] == ["urn:0", "urn:1", "urn:2"]


def test_bad_ninjs_items_cost_only_themselves(tmp_path: Path) -> None:
    bare = {key: value for key, value in NINJS_2.items() if key != "bodies"}
    described = {"descriptions": [{"contenttype": "text/plain", "value": REPORT}]}
    items = [
        NINJS_1 | {"pubstatus": "canceled"},
        bare | {"type": "picture"},
        bare,
        bare | described,
        NINJS_2 | {"bodies": "none", "headlines": [7], "infosources": {}},
        NINJS_1,
    ]
    found = reports_in(tmp_path, json.dumps(items))
    assert [codes(d) for d in documents(found)] == [["summary-only"], []]
    told = [(e.where.rpartition(", ")[2], e.what) for e in errors(found)]
    assert told == [
        ("item 1", "its provider says that the item is canceled"),
        ("item 2", "the item is no text (`type` is picture)"),
        ("item 3", "the item has no body"),
        ("item 5", "the item has no body"),
    ]


def test_json_in_other_layouts(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": REPORT}, {"id": "2", "text": 5}, 7, {"id": "4", "text": SECOND}]
    found = reports_in(tmp_path, json.dumps(rows, indent=1))
    assert [d.id for d in documents(found)] == ["1", "4"]
    assert [e.where.rpartition(", ")[2] for e in errors(found)] == ["item 2", "item 3"]
    assert only(reports_in(tmp_path, json.dumps(rows[0], indent=4))).id == "1"
    assert only(reports_in(tmp_path, ("\ufeff" + json.dumps(rows[:1])).encode())).id == "1"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("[{}", "cut off"),
        ('[{"text": "a"', "the JSON is broken"),
        ('[ {"a": 1}, {"b": ', "the JSON is broken"),
        ('[ {"a":' + '{"a":' * 100_000, "nested too deeply"),
        ('{\n"text": "a"} {', "something follows"),
    ],
)
def test_broken_json(tmp_path: Path, data: str, what: str) -> None:
    assert what in errors(reports_in(tmp_path, data))[-1].what


# ---- NewsML-G2

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
NITF = f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
    <body.head><hedline><hl1>Sailors home</hl1></hedline><byline>By Nora Vik</byline></body.head><body.content>
    <p>{REPORT}</p><media><media-caption>A boat</media-caption></media>
    <p>{SECOND.replace("Halden", "<location>Halden</location>")}</p></body.content></body></nitf></inlineXML>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
    <title>x</title></head><body><p>{REPORT}</p><p>{SECOND}</p></body></html></inlineXML>"""
PLAIN = f'<inlineData contenttype="text/plain">{REPORT}\n\n{SECOND}</inlineData>'
REMOTE = '<remoteContent href="a.txt"/>'


def item(content: str = NITF, *, status: str = "usable", kind: str = "text", dates: str = "", version: int = 1) -> str:
    dates = dates or "<versionCreated>2024-04-03T10:00:00+02:00</versionCreated>"
    return f"""<newsItem xmlns="{NAMESPACE}" guid="urn:newsml:halden.example:1" version="{version}"><itemMeta>
        <itemClass qcode="ninat:{kind}"/><provider literal="Halden News"/>{dates}<pubStatus qcode="stat:{status}"/>
        </itemMeta><contentMeta><headline>Sailors
        home</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


@pytest.mark.parametrize("content", [NITF, XHTML, PLAIN])
def test_a_news_item(tmp_path: Path, content: str) -> None:
    found = only(reports_in(tmp_path, f'<?xml version="1.0" encoding="UTF-8"?>\n{item(content)}'))
    assert (found.id, found.title, found.outlet) == ("urn:newsml:halden.example:1", "Sailors home", "Halden News")
    assert (found.published, found.published_from, found.modified) == ("2024-04-03", "metadata", None)
    assert body(found) == f"{REPORT}\n\n{SECOND}"
    assert found.warnings == ()


def test_dates_of_a_news_item(tmp_path: Path) -> None:
    both = "<versionCreated>2024-04-05T10:00:00Z</versionCreated><firstCreated>2024-04-03T10:00:00Z</firstCreated>"
    found = only(reports_in(tmp_path, item(dates=both, version=2)))
    assert (found.published, found.modified) == ("2024-04-03", "2024-04-05")
    found = only(reports_in(tmp_path, item(version=2)))
    assert (found.published, found.published_from) == ("2024-04-03", "modified")


def test_items_of_a_message_cost_only_themselves(tmp_path: Path) -> None:
    parts = item() + item(status="withheld") + item(kind="picture") + item(REMOTE) + item(PLAIN)
    message = f'<newsMessage xmlns="{NAMESPACE}"><header/><itemSet><packageItem/>{parts}</itemSet></newsMessage>'
    found = reports_in(tmp_path, message)
    assert len(documents(found)) == 2
    assert [(e.where.rpartition(", ")[2], e.what) for e in errors(found)] == [
        ("item 2", "its provider says that the item is withheld"),
        ("item 3", "the item is no text but picture"),
        ("item 4", "the item holds no text"),
    ]
    found = reports_in(tmp_path, message[: message.rindex("<inlineData")])
    assert len(documents(found)) == 1
    assert "not well formed" in errors(found)[-1].what


def test_a_package_without_items(tmp_path: Path) -> None:
    assert only_error(reports_in(tmp_path, f'<packageItem xmlns="{NAMESPACE}"/>')).what == "it holds no news item"


def test_a_news_item_with_entities(tmp_path: Path) -> None:
    declared = '<!DOCTYPE newsItem [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "declarations of its own" in only_error(reports_in(tmp_path, declared + item(PLAIN))).what
