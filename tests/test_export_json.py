"""The merged record as JSON."""

import io
import json
import re
from typing import Any

import pytest
from export_desk import Shuffled, Story, hostile, story

from onrecord.ask.protocol import View
from onrecord.export.codebook import codebook
from onrecord.export.merged_json import write_json


def written(view: View) -> str:
    out = io.StringIO()
    write_json(view, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def told() -> Story:
    return story()


@pytest.fixture(scope="module")
def exported(told: Story) -> Any:
    return json.loads(written(told.desk))


def by_id(rows: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    (row,) = [row for row in rows if row["id"] == id_]
    return row


def test_documents_have_the_ids_that_they_were_given(told: Story, exported: Any) -> None:
    ids = [d["id"] for d in exported["documents"]]
    assert ids == sorted(ids)
    assert ids[:2] == ["post/1", "sheet"]
    assert all(i == f"wire/1~{told.desk.document(i[7:])}" for i in ids[2:])  # two reports were given one id
    assert all(d["text"] == told.desk.record(d["key"]).document.text for d in exported["documents"])


def test_copies_share_a_group(exported: Any) -> None:
    groups = [d["echo_group"] for d in exported["documents"]]
    assert groups == [None, None, "o1", "o1"]


def test_every_span_is_of_its_words(told: Story, exported: Any) -> None:
    texts = {d["id"]: d["text"] for d in exported["documents"]}
    reports = by_id(exported["events"], told.call.id)["reports"]
    words = [texts[r["document"]][s["start"] : s["end"]] for r in reports for s in r["mentions"]]
    assert words == ["telephoned", "call", "call"]
    claim = by_id(exported["claims"], told.claim.id)
    ((report,), (denial,)) = claim["reports"], claim["denials"]
    assert texts[report["document"]][report["content"]["start"] : report["content"]["end"]] == "promised a new port"
    assert texts[denial["document"]][denial["content"]["start"] :].startswith("no port was ever promised")
    assert denial["speaker"] == "Karim Haddad"


def test_event(told: Story, exported: Any) -> None:
    call = by_id(exported["events"], told.call.id)
    assert [(p["role"], p["name"]) for p in call["participants"]] == [
        ("source", "Ana Ferreira"),
        ("source", "Karim Haddad"),
    ]
    assert call["initiator"]["name"] == "Ana Ferreira"
    assert (call["medium"], call["status"], call["origins"]) == ("phone", "reported", 2)
    assert call["conflicts"] == ["initiator"]
    ((unknown, portugal),) = [c["readings"] for c in call["conflict_readings"]]
    assert portugal == {"value": "Portugal", "documents": ["post/1"]}
    assert (unknown["value"], [d[:7] for d in unknown["documents"]]) == ("?", ["wire/1~"])


def test_what_has_no_words_stands_apart(told: Story, exported: Any) -> None:
    silence = by_id(exported["claims"], told.silence.id)
    assert (silence["reports"], silence["denials"]) == ([], [])
    assert [(w["role"], w["act"]) for w in silence["wordless"]] == [("report", "silence")]
    claim = by_id(exported["claims"], told.claim.id)
    assert [(w["role"], w["speaker"]) for w in claim["wordless"]] == [("denial", "Morocco")]


def test_same_content_same_bytes(told: Story) -> None:
    assert written(Shuffled(told.desk)) == written(told.desk)
    assert told.desk.snapshot not in written(told.desk)


def test_hostile_words_stay_as_they_are() -> None:
    desk = hostile()
    titles = {d["title"] for d in json.loads(written(desk))["documents"]}
    assert titles == {source.title for source in desk.sources()}


@pytest.mark.parametrize("name", ["documents", "events", "claims", "actors"])
def test_codebook_has_every_key(exported: Any, name: str) -> None:
    section = codebook().partition("\n## JSON\n")[2]
    (line,) = [line for line in section.splitlines() if line.startswith(f"| `{name}` |")]
    listed = re.findall("`(.+?)`", re.sub(r"\(.*?\)", "", line))[1:]
    assert all(set(row) == set(listed) for row in exported[name])


def test_codebook_has_every_key_of_a_telling(told: Story, exported: Any) -> None:
    (report,) = by_id(exported["claims"], told.claim.id)["reports"]
    assert set(report) <= set(re.findall("`(.+?)`", codebook().partition("\n## JSON\n")[2].rpartition("\n\n")[2]))
