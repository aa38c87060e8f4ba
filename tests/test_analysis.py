"""What the shipped model gives for any text; never what it thinks of one, which training may change."""

import itertools

import numpy as np
import pytest

from onrecord.language.analysis import Analysis, Found, LanguageModel, says_something
from onrecord.language.encoder import WIDTH, Encoder
from onrecord.language.labels import CLASSES, PAIRS, TAGS
from onrecord.language.pieces import cut
from onrecord.record import Span

REPORT = (
    "Ardish and Borlandic ministers talk\n\n"
    "HALDEN, April 4 - Premier Ana Orlu of France telephoned her German counterpart, Bo Tam, on Tuesday. "
    "“We want the sailors back,” she told reporters. The ministry in Berlin has not commented. "
    "Two dock workers were killed in Halden on March 22, the police said; Germany denies any part in it.\n"
)
TEXTS = {
    "a report": REPORT,
    "empty": "",
    "white space": " \n\t\n ",
    "one word": "Halden",
    "one letter": "a",
    "one mark": ".",
    "punctuation": "?! ... — “” () ;;; ‘’ -- *** //",
    "emoji": "😀😀 🇫🇷 👩‍👩‍👧 said 🎉! ❤️",
    "right to left": "قال الوزير إن المحادثات جرت في القاهرة يوم الثلاثاء. שר החוץ שוחח אתמול עם עמיתו.",
    "right to left within": "The minister, وزير الخارجية, said \u202bשלום\u202c to “them”.",
    "one long line": REPORT.replace("\n", " ") * 6 + "and so on " * 600,
    "one long word": "Minister " + "x" * 5000 + " left",
    "many short lines": "Orlu\nleft\n" * 300,
    "other scripts": "北京 и Москва met 東京 in İzmir, ﬁnally",
    "marks": "\u0301\u0301e\u0301 \ufffd \x00 \ufeff",
}


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel()


@pytest.fixture(scope="module", params=TEXTS)
def analysis(request: pytest.FixtureRequest, model: LanguageModel) -> Analysis:
    text = TEXTS[request.param]
    return model.analyse(text, times=halves(text), forms=halves(text)[:1])


def halves(text: str) -> list[Span]:
    """Two spans that some text always has, if it has words at all."""
    words = cut(text)
    return [Span(int(words.starts[i]), int(words.ends[i])) for i in sorted({0, len(words) - 1}) if len(words) > i >= 0]


def parts(analysis: Analysis) -> dict[str, list[Found]]:
    return {
        "mention": list(analysis.mentions),
        "trigger": list(analysis.triggers),
        "place": list(analysis.places),
        "content": [s.content for s in analysis.statements if s.content],
        "cue": [s.cue for s in analysis.statements if s.cue],
    }


def test_spans_slice_back_to_whole_words(analysis: Analysis) -> None:
    pieces = analysis.pieces
    for head, found in parts(analysis).items():
        for f in found:
            assert 0 <= f.first <= f.last < len(pieces)
            assert f.span == Span(int(pieces.starts[f.first]), int(pieces.ends[f.last]))
            assert f.span.of(analysis.text).strip()
            assert f.label in (CLASSES["event_type"][1] if head == "trigger" else TAGS[head])
            assert 0 < f.confidence <= 1
            assert 0 <= analysis.sentence(f) < len(pieces.sentences)


def test_spans_of_one_head_are_in_order_and_disjoint(analysis: Analysis) -> None:
    for head, found in parts(analysis).items():
        if head != "cue":  # contents may share one
            assert all(a.last < b.first for a, b in itertools.pairwise(found))


def test_every_statement_has_content_or_is_a_silence(analysis: Analysis) -> None:
    for said in analysis.statements:
        assert said.content or said.cue
        assert said.silent == (said.content is None)
        if said.cue:
            assert said.cue.label == ("silence" if said.silent else "cue")
    silent = [s.silent for s in analysis.statements]
    assert silent == sorted(silent)  # the rows that "reply" chooses from count on it


def test_classes_are_probabilities(analysis: Analysis) -> None:
    counts = {
        "mention": len(analysis.mentions), "trigger": len(analysis.triggers), "statement": len(analysis.statements),
        "context": len(analysis.statements),
    }  # fmt: skip
    assert analysis.classes.keys() == CLASSES.keys()
    for head, (left, labels) in CLASSES.items():
        assert analysis.classes[head].shape == (counts[left], len(labels))
        assert analysis.classes[head].sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_scores_of_pairs(analysis: Analysis) -> None:
    counts = {name: len(found) for name, found in parts(analysis).items()}
    counts |= {"statement": len(analysis.statements), "row": counts["content"] + counts["trigger"]}
    counts |= {"time": len(analysis.times), "form": len(analysis.forms)}
    assert analysis.pairs.keys() == PAIRS.keys() - {"cue"}
    for head, (left, right, one) in PAIRS.items():
        if head != "cue":
            assert analysis.pairs[head].shape == (counts[left], counts[right] + one)
            assert np.isfinite(analysis.pairs[head]).all()


def test_times_and_forms_are_kept(analysis: Analysis) -> None:
    assert analysis.times == tuple(halves(analysis.text))
    assert analysis.forms == tuple(halves(analysis.text)[:1])


@pytest.mark.parametrize("name", ["empty", "white space"])
def test_nothing_is_found_in_nothing(model: LanguageModel, name: str) -> None:
    found = model.analyse(TEXTS[name])
    assert not any(parts(found).values())


def test_a_report_holds_people(model: LanguageModel) -> None:
    assert any(m.label == "person" for m in model.analyse(REPORT).mentions)


def test_the_same_text_is_seen_the_same_way(model: LanguageModel) -> None:
    first, other = model.analyse(REPORT), LanguageModel(threads=2).analyse(REPORT)
    assert parts(first) == parts(other)
    model.analyse(TEXTS["one long line"])
    again = model.analyse(REPORT)
    assert parts(first) == parts(again)
    for head, scores in first.pairs.items():
        assert np.array_equal(scores, again.pairs[head])


def test_word_vectors() -> None:
    encoder = Encoder()
    assert encoder(cut("")).shape == (0, WIDTH)
    pieces = cut(TEXTS["one long line"])
    vectors = encoder(pieces)
    assert vectors.shape == (len(pieces), WIDTH)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()


def test_where_a_report_was_written_does_not_act(model: LanguageModel) -> None:
    text = (
        "Army denies losses\n\nTRIPOLI, May 11 (Gulf Wire) - The military spokesman, Ahmed Mismari, told reporters on "
        "Sunday that no aircraft had been lost."
    )
    mentions = [m.span.of(text) for m in model.analyse(text).mentions]
    assert any("Mismari" in words for words in mentions)
    assert not any("TRIPOLI" in words for words in mentions)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("He denied [that].", True),
        ("He denied [that] he had left.", False),
        ("He rejected [it], [and] left.", True),
        ("He said [and] left.", False),
        ("He spoke [as a] minister.", False),
        ("He spoke [at] noon.", False),
        ("He spoke of [the attack].", True),
    ],
)
def test_what_says_nothing(text: str, says: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert says_something(text.replace("[", "").replace("]", ""), Span(start, end)) is says
