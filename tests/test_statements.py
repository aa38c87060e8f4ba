"""Who said what, from contents and cues marked by hand."""

from dataclasses import replace

import pytest
from analyses import YES, Scene, place

from onrecord.extract.statements import quoted
from onrecord.record import Act, Evidence, Span

TEXT = "Orlu said that the boat was sunk. Tam told the army that it was not. The ministry declined to comment."
SCENE = Scene(
    TEXT,
    mentions=[("Orlu", "person"), ("Tam", "person"), ("the army", "organization"), ("The ministry", "organization")],
    triggers=[("sunk", "ASSAULT")],
    statements=[("the boat was sunk", "said"), ("it was not", "told"), ("", "declined to comment")],
    links={"speaker": {(0, 0): YES, (1, 1): YES, (2, 3): YES}, "target": {(1, 2): YES}},
)


def test_statements_are_in_the_order_of_their_words() -> None:
    scene = Scene(
        "No comment, they said. It was night, Orlu said; day, Tam said.",
        statements=[("It was night", "said#2"), ("day", "said#3"), ("", "No comment")],
    )
    assert [s.id for s in scene.said] == ["s1", "s2", "s3"]
    assert [(s.cue.of(scene.text), s.content and s.content.of(scene.text)) for s in scene.said if s.cue] == [
        ("No comment", None), ("said", "It was night"), ("said", "day"),
    ]  # fmt: skip


def test_speaker_target_words() -> None:
    first, second, third = SCENE.said
    assert (first.speaker, first.target, first.via, first.act) == ("a1", None, None, Act.ASSERT)
    assert (second.speaker, second.target) == ("a2", "a3")
    assert first.cue == place(TEXT, "said")
    assert first.content == place(TEXT, "the boat was sunk")
    assert (third.speaker, third.act, third.content) == ("a4", Act.SILENCE, None)
    assert third.cue == place(TEXT, "declined to comment")
    assert (third.quoted, third.evidence, third.replies_to) == (False, None, None)


def test_a_statement_may_have_no_cue() -> None:
    (said,) = Scene("To Orlu, it was night.", statements=[("it was night", "")]).said
    assert said.cue is None
    assert said.content is not None


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.SILENCE])
def test_acts(act: Act) -> None:
    scene = replace(SCENE, labels={"act": {0: act.value, 2: act.value}})
    assert [s.act for s in scene.said] == [act, Act.ASSERT, Act.SILENCE]


def test_a_statement_with_content_is_no_silence() -> None:
    scene = replace(SCENE, labels={"act": {0: "silence"}})
    assert scene.said[0].act is not Act.SILENCE


def test_mentions_of_the_speaker_count_together() -> None:
    scene = Scene(
        "Orlu came. Tam heard what Orlu said: it was night.",
        mentions=[("Orlu", "person"), ("Tam", "person"), ("Orlu#2", "person")],
        statements=[("it was night", "said")],
        links={"speaker": {(0, 0): 2.0, (0, 1): 2.5, (0, 2): 2.0}},
    )
    assert [s.speaker for s in scene.said] == ["a1"]


def test_the_relay_is_another_than_the_speaker() -> None:
    links = {"speaker": {(0, 0): YES}, "via": {(0, 2): YES}}
    assert replace(SCENE, links=links).said[0].via == "a3"
    assert replace(SCENE, links={**links, "via": {(0, 0): YES}}).said[0].via is None


def test_unsure_targets_and_relays_are_left_out() -> None:
    scene = replace(SCENE, links={"target": {(0, 2): -0.5}, "via": {(0, 2): -0.5}})
    assert [(s.target, s.via) for s in scene.said] == [(None, None)] * 3


def test_without_actors() -> None:
    (said,) = Scene("It was night, somebody said.", statements=[("It was night", "said")]).said
    assert (said.speaker, said.target, said.via) == (None, None, None)


# ---- quotation marks


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("“It was night,” she said.", "It was night", True),
        ('"It was night," she said.', "It was night", True),
        ("She said it was “dark” there.", "it was “dark” there", True),
        ("«Nuit», she said.", "Nuit", True),
        ("She said it was night.", "it was night", False),
        ("She said it wasn’t Orlu's night.", "it wasn’t Orlu's night", False),
        ("“Night”, the film, is dark, she said.", "is dark", False),
    ],
)
def test_quoted(sentence: str, words: str, expected: bool) -> None:
    assert quoted(sentence, place(sentence, words)) is expected
    (said,) = Scene(sentence, statements=[(words, "said")]).said
    assert said.quoted is expected


def test_quoted_at_the_ends_of_a_text() -> None:
    assert not quoted("night", Span(0, 5))
    assert quoted("“night”", Span(0, 7))


# ---- evidence


def evidence(text: str, *contents: str, labels: dict[int, str] | None = None) -> list[Evidence | None]:
    scene = Scene(text, statements=[(c, "") for c in contents], labels={"evidence": labels or {}})
    return [said.evidence for said in scene.said]


def test_evidence_in_the_words_of_the_report() -> None:
    assert evidence("Officials claim, without providing evidence, that Orlu sank it. They left.", "Orlu sank it") == [
        Evidence.NONE_OFFERED
    ]
    assert evidence(
        "Orlu said that it sank. The claim could not be independently verified.", "it sank"
    ) == [Evidence.UNCONFIRMED]  # fmt: skip


def test_a_phrase_about_evidence_is_of_what_was_said_before_it() -> None:
    text = "Orlu said that it sank. Tam said it had not, without providing evidence. Vik said that it was night."
    assert evidence(text, "it sank", "it had not", "it was night") == [None, Evidence.NONE_OFFERED, None]


def test_evidence_two_sentences_off_is_of_nothing() -> None:
    text = "Orlu said that it sank. It was night. The claim could not be independently verified."
    assert evidence(text, "it sank") == [None]


def test_evidence_as_the_model_sees_it() -> None:
    assert evidence("Orlu said that it sank, and showed it.", "it sank", labels={0: "offered"}) == [Evidence.OFFERED]
    text = "Orlu said, without providing evidence, that it sank."
    assert evidence(text, "it sank", labels={0: "confirmed"}) == [Evidence.NONE_OFFERED]  # the words go first


def test_a_silence_has_no_evidence() -> None:
    scene = Scene(
        "The ministry declined to comment.",
        statements=[("", "declined to comment")],
        labels={"evidence": {0: "none-offered"}},
    )
    assert [s.evidence for s in scene.said] == [None]


# ---- replies


def test_a_reply_to_a_statement_and_to_an_event() -> None:
    # The rows that can be answered: the two contents, then the trigger.
    assert [s.replies_to for s in replace(SCENE, links={"reply": {(1, 0): YES}}).said] == [None, "s1", None]
    assert [s.replies_to for s in replace(SCENE, links={"reply": {(1, 2): YES}}).said] == [None, "e1", None]
    assert [s.replies_to for s in SCENE.said] == [None] * 3


def test_nothing_answers_itself() -> None:
    scene = replace(SCENE, links={"reply": {(0, 0): YES, (1, 1): YES}})
    assert [s.replies_to for s in scene.said] == [None] * 3


def test_replies_are_told_by_their_ids_not_by_the_order_of_the_model() -> None:
    scene = Scene(
        "It was night, Orlu said. It was day, Tam said.",
        statements=[("It was day", "said#2"), ("It was night", "said")],
        links={"reply": {(0, 1): YES}},
    )
    night, day = scene.said
    assert (night.id, day.id) == ("s1", "s2")
    assert (night.replies_to, day.replies_to) == (None, "s1")


def test_triggers_of_an_event_are_answered_together() -> None:
    scene = Scene(
        "A strike hit; the strike was short. No, Tam said.",
        triggers=[("strike", "ASSAULT"), ("strike#2", "ASSAULT")],
        statements=[("No", "said")],
        links={"same_event": {(1, 0): YES}, "reply": {(0, 1): 0.2, (0, 2): 0.2}},
    )
    assert [s.replies_to for s in scene.said] == ["e1"]


def test_no_statements() -> None:
    assert Scene("Nobody spoke, without providing evidence.").said == []


def test_silence_is_of_whom_it_is_awaited_from() -> None:
    scene = Scene(
        "Orlu rang Tam. There was no comment from the ministry.",
        mentions=[("Orlu", "person"), ("Tam", "person"), ("the ministry", "organization")],
        statements=[("", "no comment")],
        links={"speaker": {(0, 0): YES}},
    )
    (silence,) = scene.said
    assert silence.act is Act.SILENCE
    assert silence.speaker == scene.cast[1][2]
