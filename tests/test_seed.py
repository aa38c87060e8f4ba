"""The founding document, and what an analyst notes in it. It lies beside the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.documents import clean
from onrecord.reader import Reader
from onrecord.record import Act, Actor, Dates, Event, EventType, Evidence, Medium, Record, Span, Statement, Status

SEED = Path(__file__).parents[2] / "shared" / "cases" / "dev" / "seed.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the founding document is not beside the repository: {SEED}")


@pytest.fixture(scope="module")
def record() -> Record:
    return Reader().read(clean(SEED.read_text(encoding="utf-8"), published="2024-04-04"))


def spans(record: Record, words: str) -> list[Span]:
    """Every place where words stand."""
    text, found, at = record.document.text, [], -1
    while (at := text.find(words, at + 1)) >= 0:
        found.append(Span(at, at + len(words)))
    assert found, f"{words!r} is not in the text"
    return found


def actor(record: Record, words: str) -> Actor:
    """The actor of a mention in which words stand."""
    found = [a for a in record.actors if any(m.holds(s) for m in a.mentions for s in spans(record, words))]
    assert found, f"{words!r} is nobody"
    return found[0]


def touching(record: Record, words: str) -> list[Event]:
    """The events that words trigger."""
    return [e for e in record.events if any(m.overlaps(s) for m in e.mentions for s in spans(record, words))]


def the_one(rows: list[Event], fits: Callable[[Event], bool]) -> Event:
    found = [row for row in rows if fits(row)]
    assert found, f"none of {rows}"
    return found[0]


def saying(record: Record, words: str) -> Statement:
    """The statement in whose content words stand; the shortest such."""
    places = spans(record, words)
    found = [s for s in record.statements if s.content and any(s.content.holds(p) for p in places)]
    assert found, f"nobody says {words!r}"
    return min(found, key=lambda s: (s.content or Span(0, 0)).end - (s.content or Span(0, 0)).start)


def by(record: Record, said: Statement) -> Actor:
    found = next((a for a in record.actors if a.id == said.speaker), None)
    assert found, "nobody is given as the speaker"
    return found


@pytest.fixture(scope="module")
def call(record: Record) -> Event:
    """The contact that the report is about."""
    return the_one(touching(record, "spoke by phone"), lambda e: e.type is EventType.CONSULT)


# ---- the call


def test_the_call_is_reported_and_by_phone(call: Event) -> None:
    assert (call.status, call.medium) == (Status.REPORTED, Medium.PHONE)


def test_the_day_of_the_call(call: Event) -> None:
    assert call.date == Dates("2024-04-03", "2024-04-03")


def test_who_spoke_with_whom(record: Record, call: Event) -> None:
    names = {a.name for a in record.actors if a.id in {*call.sources, *call.targets}}
    assert {"Sébastien Lecornu", "Sergei Shoigu"} <= names


def test_who_asked_for_the_call(record: Record, call: Event) -> None:
    who = next((a for a in record.actors if a.id == call.initiator), None)
    assert who is not None
    assert who.country == "FRA"
    assert who.name == "France" or "ministry" in who.name.lower()


def test_the_call_is_the_first_since_october_2022(call: Event) -> None:
    assert call.first_since == "2022-10"


def test_the_conversation_is_the_call(record: Record, call: Event) -> None:
    assert call in touching(record, "conversation took place")


def test_the_calls_of_2022_are_another_event(record: Record, call: Event) -> None:
    other = the_one(touching(record, "called the defense ministers"), lambda e: e.type is EventType.CONSULT)
    assert other.id != call.id
    assert other.date == Dates("2022-10-01", "2022-10-31")


# ---- what was done, what was not, what is only said


def test_troops_were_not_sent(record: Record) -> None:
    events = touching(record, "sending military personnel") + touching(record, "sending of military")
    assert events
    assert {e.status for e in events} == {Status.UNREALIZED}


def test_the_dirty_bomb_is_only_claimed(record: Record) -> None:
    events = touching(record, "detonate the so-called dirty nuclear bomb")
    assert events
    assert {e.status for e in events} == {Status.CLAIMED}


def test_nothing_in_that_claim_is_reported(record: Record) -> None:
    content = saying(record, "dirty nuclear bomb").content
    assert content is not None
    inside = [e for e in record.events if any(content.holds(m) for m in e.mentions)]
    assert [e for e in inside if e.status is Status.REPORTED] == []


def test_the_attack_and_its_dead(record: Record) -> None:
    killed = [e for e in record.events if any((f.what, f.min, f.max) == ("killed", 144, None) for f in e.figures)]
    assert [(e.type, e.status, e.date) for e in killed] == [
        (EventType.ASSAULT, Status.REPORTED, Dates("2024-03-22", "2024-03-22"))
    ]


# ---- who is who


def test_the_misspelt_minister_is_the_minister(record: Record) -> None:
    assert actor(record, "Lecorne") == actor(record, "Sébastien Lecornu")


def test_the_ministers(record: Record) -> None:
    french, russian = actor(record, "Sébastien Lecornu"), actor(record, "Sergei Shoigu")
    assert (french.name, french.country, french.sector) == ("Sébastien Lecornu", "FRA", "MIL")
    assert (russian.name, russian.country, russian.sector) == ("Sergei Shoigu", "RUS", "MIL")


# ---- what was said


def test_the_silence_of_the_russian_ministry(record: Record) -> None:
    speakers = [s.speaker for s in record.statements if s.act is Act.SILENCE]
    assert actor(record, "Russian Ministry of Defense").id in speakers


@pytest.mark.parametrize("words", ["dirty nuclear bomb", "could have been involved in the terrorist attack"])
def test_no_evidence_was_offered(record: Record, words: str) -> None:
    assert saying(record, words).evidence is Evidence.NONE_OFFERED


def test_the_rejection_answers_the_claim_about_ukraine(record: Record) -> None:
    claim = saying(record, "could have been involved in the terrorist attack")
    rejections = [s for s in record.statements if s.content and s.content.of(record.document.text) == "this"]
    assert rejections
    assert rejections[0].act is Act.DENY
    assert rejections[0].replies_to == claim.id
    assert by(record, rejections[0]).country == "UKR"


def test_the_claim_of_responsibility(record: Record) -> None:
    said = saying(record, "staged an attack")
    assert said.act is Act.CLAIM_RESPONSIBILITY
    assert "Islamic State" in by(record, said).name


# ---- the page


def test_warnings(record: Record) -> None:
    assert {"repeated-title", "source-link-missing"} <= {w.code for w in record.document.warnings}


def test_the_title_stands_once(record: Record) -> None:
    assert record.document.title is not None
    assert record.document.text.count(record.document.title) == 1
