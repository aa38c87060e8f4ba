"""The record as FollowTheMoney entities.

`followthemoney.json` is the part of its model that we use, since the package needs PyICU, which has no wheel; where
the package is installed, the entities are checked against it too, and the file against its model.
"""

import io
import json
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from export_desk import MARKUP, Story, hostile, story

from onrecord.ask.protocol import View
from onrecord.export.codebook import codebook
from onrecord.export.ftm import write_ftm

MODEL = json.loads((Path(__file__).parent / "followthemoney.json").read_text(encoding="utf-8"))["schemata"]
SHAPES = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "url": re.compile(r"https?://\S+"),
    "country": re.compile("[a-z]{2}"),
}


def written(view: View) -> list[dict[str, Any]]:
    out = io.StringIO()
    write_ftm(view, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def told() -> Story:
    return story()


@pytest.fixture(scope="module", params=["story", "hostile"])
def entities(request: pytest.FixtureRequest, told: Story) -> list[dict[str, Any]]:
    return written(told.desk if request.param == "story" else hostile())


def test_entities_fit_the_model(entities: list[dict[str, Any]]) -> None:
    schema_of = {e["id"]: e["schema"] for e in entities}
    assert len(schema_of) == len(entities)
    for entity in entities:
        schema = MODEL[entity["schema"]]
        assert set(schema["required"]) <= set(entity["properties"])
        for name, values in entity["properties"].items():
            kind, _, range_ = schema["properties"][name].partition(":")
            assert values
            assert len(set(values)) == len(values)
            for value in values:
                assert isinstance(value, str)
                if range_:
                    assert range_ in {schema_of[value], *MODEL[schema_of[value]]["extends"]}
                if kind in SHAPES:
                    assert SHAPES[kind].fullmatch(value), (name, value)


def test_every_schema_is_used(told: Story) -> None:
    kinds = {entity["schema"] for entity in [*written(told.desk), *written(hostile())]}
    assert kinds == set(MODEL) - {"LegalEntity"}


def test_contact(told: Story) -> None:
    by_id = {e["id"]: e for e in written(told.desk)}
    call = by_id[f"onrecord-{told.call.id}"]["properties"]
    assert call["name"] == ["CONSULT: Ana Ferreira, Karim Haddad"]
    assert call["date"] == ["2024-05-02"]
    assert [by_id[i]["properties"]["name"] for i in call["involved"]] == [["Ana Ferreira"], ["Karim Haddad"]]
    assert {by_id[i]["schema"] for i in call["proof"]} == {"Article"}
    assert len(call["proof"]) == 3
    assert by_id[f"onrecord-{told.minister.actor}"]["properties"]["country"] == ["pt"]


def test_what_is_only_planned_says_so(told: Story) -> None:
    (plan,) = [e for e in written(told.desk) if e["id"] == f"onrecord-{told.plan.id}"]
    assert plan["properties"]["name"] == ["CONSULT, planned: Ana Ferreira, Karim Haddad"]


def test_what_one_did_to_another_is_a_link(told: Story) -> None:
    (link,) = [e["properties"] for e in written(told.desk) if e["schema"] == "UnknownLink"]
    assert link["role"] == ["ASSAULT"]
    assert (link["startDate"], link["endDate"]) == (["2024-04-01"], ["2024-04-30"])
    assert link["recordId"] == [told.attack.id]


def test_claim_and_its_denials(told: Story) -> None:
    (note,) = [e["properties"] for e in written(told.desk) if e["id"] == f"onrecord-{told.claim.id}"]
    assert note["description"] == ["promised a new port"]
    assert note["notes"] == ["Denied by Karim Haddad: no port was ever promised", "Denied by Morocco"]
    assert len(note["proof"]) == 3


def test_codebook_has_every_property(entities: list[dict[str, Any]]) -> None:
    section = codebook().partition("\n## FollowTheMoney\n")[2].partition("\n## ")[0]
    rows = [re.findall("`(.+?)`", line) for line in section.splitlines() if line.startswith("| ")]
    listed = {names[0]: set(names[1:]) for names in rows if names}
    dates, body = {"date", "startDate", "endDate"}, listed["PublicBody"]
    for entity in entities:
        known = (listed[entity["schema"]] or body) | (dates if entity["schema"] == "UnknownLink" else set())
        assert set(entity["properties"]) <= known, entity["schema"]


def test_same_record_same_ids(told: Story) -> None:
    assert written(told.desk) == written(told.desk)


def test_words_stay_words() -> None:
    assert MARKUP in {name for e in written(hostile()) for name in e["properties"].get("name", [])}


@pytest.mark.skipif(not find_spec("followthemoney"), reason="followthemoney is not installed: it needs PyICU, built")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_followthemoney_takes_them(entities: list[dict[str, Any]]) -> None:
    model = import_module("followthemoney").model  # not for type checkers, which know nothing of it

    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate({"properties": entity["properties"]})
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()
    for name, schema in MODEL.items():
        theirs = model.schemata[name]
        assert schema["required"] == sorted(theirs.required)
        assert schema["properties"].keys() == {p.name for p in theirs.properties.values() if not p.stub}
