"""Statements: who said what, to whom, through whom, on what evidence, in answer to what."""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set

import numpy as np

from onrecord.extract.choice import Owners
from onrecord.knowledge import Knowledge
from onrecord.language.analysis import Analysis, Said
from onrecord.language.labels import CLASSES
from onrecord.language.tagging import softmax
from onrecord.record import Act, Evidence, Span, Statement

# From this probability on a target, a relay or an answered row is given; calibrated as in events.
GIVEN = 0.35
QUOTES = frozenset('"“”„«»')


def find_statements(
    analysis: Analysis,
    actor_of: Sequence[str],
    event_of: Sequence[str | None],
    knowledge: Knowledge,
    *,
    groups: Set[str] = frozenset(),
) -> list[Statement]:
    """Every statement, in the order of its words.

    `event_of` gives each trigger's event, if it has one; `groups` are the actors that are armed groups, who claim what
    they did.
    """
    order = sorted(range(len(analysis.statements)), key=lambda i: _place(analysis.statements[i]))
    names = {i: f"s{n}" for n, i in enumerate(order, 1)}
    spoken = [names[i] for i, s in enumerate(analysis.statements) if s.content]
    evidence = _evidence(analysis, knowledge)
    actors, least = Owners(actor_of), {"speaker": 0.0, "target": GIVEN, "via": GIVEN}
    chosen = {head: actors.likeliest(softmax(analysis.pairs[head]), least=least[head]) for head in least}
    replies = _replies(analysis, [*spoken, *event_of], names)
    rows = []
    for i in order:
        said = analysis.statements[i]
        speaker, via = chosen["speaker"][i], chosen["via"][i]
        if said.silent:
            speaker = _silent_one(analysis, said, actor_of) or speaker
        rows.append(
            Statement(
                id=names[i],
                speaker=speaker,
                act=_act(analysis, i, armed=speaker in groups),
                target=chosen["target"][i],
                via=via if via != speaker else None,
                cue=said.cue.span if said.cue else None,
                content=said.content.span if said.content else None,
                quoted=said.content is not None and quoted(analysis.text, said.content.span),
                evidence=evidence.get(i),
                replies_to=replies[i],
            )
        )
    return rows


def _place(said: Said) -> tuple[int, int]:
    spans = [f.span for f in (said.content, said.cue) if f]
    return spans[0].start, spans[0].end


_FROM = re.compile(r"\bfrom\s+(?:either\s+)?(?:the\s+)?$")  # "there was no comment from the ministry"


def _silent_one(analysis: Analysis, said: Said, actor_of: Sequence[str]) -> str | None:
    """Whom the words of a silence, or those right after it, name as silent."""
    start, end = _place(said)
    for mention, actor in zip(analysis.mentions, actor_of, strict=True):
        at = mention.span.start
        if start <= at <= end + len(" from the ") and _FROM.search(analysis.text, start, at):
            return actor
    return None


def quoted(text: str, span: Span) -> bool:
    """Whether any of the words stands in quotation marks."""
    return any(c in QUOTES for c in text[max(0, span.start - 1) : span.end + 1])


# "it had staged an attack on the hall", "its fighters were behind the blast"
_OWN_DEED = re.compile(
    r"(?:it|they|we|(?:its|their|our) \w+(?: \w+)?)\s+(?:ha[ds]\s+|have\s+)?(?:been\s+|was\s+|were\s+|stood\s+)?"
    r"(?:behind|carried out|staged|conducted|committed|perpetrated|executed|organi[sz]ed|launched|fired|planted|"
    r"set off|detonated|blew up|killed|attacked|ambushed|bombed|shelled|struck|hit|targeted|shot|stormed|abducted)\b",
    re.IGNORECASE,
)


def _act(analysis: Analysis, statement: int, *, armed: bool) -> Act:
    said, labels = analysis.statements[statement], CLASSES["act"][1]
    if said.content is None:
        return Act.SILENCE
    if armed and _OWN_DEED.match(said.content.span.of(analysis.text)):
        return Act.CLAIM_RESPONSIBILITY
    return Act(labels[int(np.delete(analysis.classes["act"][statement], labels.index(Act.SILENCE)).argmax())])


def _replies(analysis: Analysis, rows: Sequence[str | None], names: dict[int, str]) -> list[str | None]:
    """The row that each statement answers; never itself."""
    probable = softmax(analysis.pairs["reply"])
    for i in range(len(probable)):
        probable[i, [k for k, row in enumerate(rows) if row in {None, names[i]}]] = 0
    return Owners([row or "" for row in rows]).likeliest(probable, least=GIVEN)


def _evidence(analysis: Analysis, knowledge: Knowledge) -> dict[int, Evidence]:
    """What the report says about evidence: a phrase of the lexicon beside the statement, else the head's word."""
    labels = CLASSES["evidence"][1]
    found: dict[int, Evidence] = {}
    for phrase in knowledge.evidence_phrases(analysis.text):
        statement = _beside(analysis, phrase.start)
        if statement is not None:
            found.setdefault(statement, Evidence(phrase.value))
    for i, row in enumerate(analysis.classes["evidence"]):
        label = labels[int(row.argmax())]
        if label != "none" and not analysis.statements[i].silent:
            found.setdefault(i, Evidence(label))
    return found


def _beside(analysis: Analysis, at: int) -> int | None:
    """The statement that a phrase is about: the nearest in its sentence, else the last of the sentence before."""
    starts = [start for start, _ in analysis.pieces.sentences]
    sentence = bisect_right(starts, at) - 1
    near: list[tuple[int, int, int]] = []
    for i, said in enumerate(analysis.statements):
        if said.content is None:
            continue
        span = said.content.span
        apart = sentence - (bisect_right(starts, span.end - 1) - 1)
        if apart in {0, 1}:
            # What was said before; or after, where the phrase stands between cue and content.
            within = said.cue is not None and said.cue.span.end <= at < span.start
            near.append((2 * apart + (3 if span.start > at and not within else 0), abs(at - span.end), i))
    return min(near)[2] if near else None
