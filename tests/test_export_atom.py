"""The record as an Atom feed."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from export_desk import FORMULAS, MARKUP, Story, hostile, story

from onrecord.ask.protocol import View
from onrecord.errors import UsageError
from onrecord.export import atom
from onrecord.export.question import Question

A = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TAG = re.compile(r"tag:onrecord\.invalid,2024:[A-Za-z0-9/%._~-]+")


def written(view: View, question: Question | None = None) -> str:
    out = io.StringIO()
    atom.write_atom(view, out, question or Question())
    return out.getvalue()


def feed(view: View, question: Question | None = None) -> ET.Element:
    return ET.fromstring(written(view, question))  # noqa: S314 - our own output


def words(element: ET.Element, name: str) -> str:
    return element.findtext(f"{A}{name}") or ""


def titles(element: ET.Element) -> list[str]:
    return [words(entry, "title") for entry in element.iter(f"{A}entry")]


@pytest.fixture(scope="module")
def told() -> Story:
    return story()


@pytest.mark.parametrize("view", [story().desk, hostile()], ids=["story", "hostile"])
def test_what_the_standard_wants(view: View) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author, ids that differ, content or a link."""
    root = feed(view)
    assert root.tag == f"{A}feed"
    assert words(root.find(f"{A}author") or root, "name")
    entries = root.findall(f"{A}entry")
    assert entries
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{A}{name}")) == 1
            assert words(element, name).strip()
        assert DATE.fullmatch(words(element, "updated"))
        assert TAG.fullmatch(words(element, "id"))
    ids = [words(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        (content,) = entry.findall(f"{A}content")
        assert (content.get("type"), len(content)) == ("text", 0)
        links = entry.findall(f"{A}link")
        assert [link.get("rel") for link in links][1:] == ["related"] * (len(links) - 1 if links else 0)
        assert all((link.get("href") or "").startswith(("http://", "https://")) for link in links)


def test_times_are_the_reports(told: Story) -> None:
    root = feed(told.desk)
    (call,) = [e for e in root.iter(f"{A}entry") if words(e, "id").endswith(told.call.id)]
    assert (words(call, "published"), words(call, "updated")) == ("2024-05-02T00:00:00Z", "2024-05-04T00:00:00Z")
    (plan,) = [e for e in root.iter(f"{A}entry") if words(e, "id").endswith(told.plan.id)]
    assert words(plan, "updated") == "1970-01-01T00:00:00Z"  # no report has a date
    assert words(root, "updated") == "2024-05-04T00:00:00Z"
    days = [words(e, "updated") for e in root.iter(f"{A}entry")]
    assert days == sorted(days, reverse=True)


def test_contact(told: Story) -> None:
    (call,) = [e for e in feed(told.desk).iter(f"{A}entry") if words(e, "id").endswith(told.call.id)]
    assert words(call, "title") == "Contact: Ana Ferreira, Karim Haddad, 2024-05-02"
    assert words(call, "content").splitlines() == [
        "Medium: phone",
        "On the initiative of: Ana Ferreira",
        "Reports disagree on initiator: Portugal / ?",
        "Independent reports: 2; told by: Tagus Post, Atlas Wire, Atlas Daily",
    ]
    assert [link.get("href") for link in call.iter(f"{A}link")] == [
        "https://tagus.example/1",
        "https://atlas.example/1",
        "https://atlas.example/2",
    ]


def test_claim(told: Story) -> None:
    (claim,) = [e for e in feed(told.desk).iter(f"{A}entry") if words(e, "id").endswith(told.claim.id)]
    assert words(claim, "updated") == "2024-05-04T00:00:00Z"  # a denial is news
    assert words(claim, "content").splitlines() == [
        "promised a new port",
        "Evidence: none-offered",
        "Denied by: Karim Haddad, Morocco",
        "Independent reports: 1; told by: Tagus Post",
    ]


CALL, PLAN = "Contact: Ana Ferreira, Karim Haddad, 2024-05-02", "Contact (planned): Ana Ferreira, Karim Haddad"
CLAIM, SILENCE = "Ana Ferreira: accuse, on Karim Haddad", "Morocco: silence"
ANSWERS = {"Karim Haddad: deny", "Morocco: deny", "Karim Haddad: assert"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question(), {CALL, PLAN, CLAIM, SILENCE, *ANSWERS}),
        (Question(between=("PRT", "MAR")), {CALL, PLAN, CLAIM}),
        (Question(between=("Karim Haddad", "Portugal")), {CALL, PLAN, CLAIM}),
        (Question(between=("PRT", "FRA")), set()),
        (Question(speaker="MAR"), {SILENCE, *ANSWERS}),
        (Question(speaker="Ana Ferreira"), {CLAIM}),
        (Question(about="new port"), {CLAIM}),
        (Question(about="old port"), set()),
        (Question(between=("PRT", "MAR"), speaker="Ana Ferreira"), {CLAIM}),
        (Question(between=("PRT", "MAR"), speaker="Morocco"), set()),
    ],
)
def test_question(told: Story, question: Question, expected: set[str]) -> None:
    assert set(titles(feed(told.desk, question))) == expected


def test_each_question_is_a_feed_of_its_own(told: Story) -> None:
    questions = [Question(), Question(between=("PRT", "MAR")), Question(speaker="MAR"), Question(about="a/b ü?")]
    ids = [words(feed(told.desk, question), "id") for question in questions]
    assert len(set(ids)) == len(ids)
    assert all(TAG.fullmatch(i) for i in ids)


def test_nobody_of_that_name(told: Story) -> None:
    with pytest.raises(UsageError):
        written(told.desk, Question(speaker="Zebulon Quux"))


def test_same_record_same_feed(told: Story) -> None:
    assert written(told.desk) == written(told.desk)


def test_the_newest_are_kept(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "ENTRIES", 3)
    assert set(titles(feed(told.desk))) == {CALL, CLAIM, "Morocco: deny"}


def test_words_are_no_markup() -> None:
    text = written(hostile())
    assert "<script" not in text
    assert 'href="javascript:' not in text
    root = ET.fromstring(text)  # noqa: S314 - our own output
    assert any(MARKUP in title for title in titles(root))
    assert len(titles(root)) == min(atom.ENTRIES, 2 * (len(FORMULAS) + 1))
