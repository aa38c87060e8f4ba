"""The public corpora as training examples for the heads that only pretraining has.

Every loader gives Examples over a text put together from the corpus's own tokens, sentences on lines of their own.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np

from examples import NOWHERE, Example, bio, earlier, rows, words_of
from onrecord.language.features import Ints
from onrecord.language.pieces import cut

GUM_TYPES = ("person", "organization", "place", "event", "time", "object", "abstract", "substance", "animal", "plant")
UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
DEPRELS = (
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "case",
    "cc",
    "ccomp",
    "clf",
    "compound",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
)
ROLES = (
    "ARG0",
    "ARG1",
    "ARG2",
    "ARG3",
    "ARG4",
    "ARGM-ADV",
    "ARGM-CAU",
    "ARGM-DIR",
    "ARGM-EXT",
    "ARGM-GOL",
    "ARGM-LOC",
    "ARGM-MNR",
    "ARGM-MOD",
    "ARGM-NEG",
    "ARGM-PRD",
    "ARGM-PRP",
    "ARGM-TMP",
    "other",
)


@dataclass
class Tree:
    """What EWT adds to an example: `heads` and `relations` of words, `roles` (predicate, word, label), `happened`.

    `sentence` numbers the words by EWT's own sentences, which are not always ours.
    """

    heads: Ints
    relations: Ints
    sentence: Ints
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    predicates: list[int] = field(default_factory=list)
    happened: list[tuple[int, float]] = field(default_factory=list)


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _joined(sentences: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """One text, and of every token its offsets."""
    parts, offsets, at = [], [], 0
    for tokens in sentences:
        places = []
        for token in tokens:
            places.append((at, at + len(token)))
            at += len(token) + 1
        parts.append(" ".join(tokens))
        offsets.append(places)
    return "\n".join(parts), offsets


def polnear(folder: Path, part: str) -> Iterator[Example]:
    """PolNeAR: sources, cues and contents. No licence: trained on and measured, never passed on."""
    for row in _lines(folder / "polnear" / f"{part}.jsonl.gz"):
        pieces = cut(row["text"])
        tags = {}
        for role in ("source", "cue", "content"):
            spans = {words_of(pieces, *s) for a in row["attributions"] for s in a[role]} - {NOWHERE}
            tags[f"polnear_{role}"] = bio(len(pieces), [(s, 0) for s in sorted(spans)])
        yield Example(row["id"], row["text"], pieces, tags)


def gum(folder: Path, part: str) -> Iterator[Example]:
    """GUM: outermost entities with their type, and which are the same thing."""
    for row in _lines(folder / "gum" / f"entities-{part}.jsonl.gz"):
        text, offsets = _joined(row["sentences"])
        pieces = cut(text)
        found = []
        for m in row["mentions"]:
            places = offsets[m["sent"]]
            span = words_of(pieces, places[m["start"]][0], places[m["end"] - 1][1])
            if span != NOWHERE:
                found.append((span, GUM_TYPES.index(m["type"]), m["cluster"]))
        found.sort(key=lambda f: f[0])
        example = Example(row["doc_id"], text, pieces, {"gum_entity": bio(len(pieces), [f[:2] for f in found])})
        agents = [f for f in found if f[1] in (0, 1, 2)][:160]
        example.spans["mention"] = rows([f[0] for f in agents])
        numbers = {c: i for i, c in enumerate(sorted({str(f[2]) for f in agents}))}
        group = np.array([numbers[str(f[2])] for f in agents], dtype=np.int64)
        example.pairs["same_actor"] = earlier(group)
        example.kinds = [GUM_TYPES[f[1]] for f in agents]
        yield example


def geneva(folder: Path, part: str) -> Iterator[Example]:
    """GENEVA: event triggers, any of its types. Windows whose negatives are incomplete are left out."""
    for row in _lines(folder / "geneva" / f"{part}.jsonl.gz"):
        if row.get("complete", True) and not str(row["doc_id"]).startswith(("115_", "185_", "205_")):
            text, offsets = _joined([row["tokens"]])
            pieces = cut(text)
            spans = {words_of(pieces, offsets[0][e["start"]][0], offsets[0][e["end"] - 1][1]) for e in row["events"]}
            yield Example(
                row["id"], text, pieces, {"geneva_trigger": bio(len(pieces), [(s, 0) for s in sorted(spans)])}
            )


def factappeal(folder: Path, part: str) -> Iterator[Example]:
    """FactAppeal: sources, and the facts that are appealed to them."""
    for row in _lines(folder / "factappeal" / f"{part}.jsonl.gz"):
        pieces = cut(row["text"])
        tags = {}
        for name, label in (("factappeal_source", "Source"), ("factappeal_fact", "Fact_Appeal")):
            spans = {words_of(pieces, s["start"], s["end"]) for s in row["spans"] if s["label"] == label} - {NOWHERE}
            tags[name] = bio(len(pieces), [(s, 0) for s in sorted(spans)])
        yield Example(row["id"], row["text"], pieces, tags)


def _sentences(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        name, tokens = "", []
        for line in file:
            if line.startswith("# sent_id = "):
                name = line.split(" = ", 1)[1].strip()
            elif line[:1].isdigit():
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    tokens.append(columns)
            elif not line.strip() and tokens:
                yield name, tokens
                tokens = []


def _by_sentence(path: Path) -> dict[str, dict]:  # type: ignore[type-arg]
    return {row["sent_id"]: row for row in _lines(path)}


def ewt(folder: Path, part: str) -> Iterator[tuple[Example, Tree]]:
    """EWT: parts of speech, dependencies, PropBank roles (to each argument's head word), whether it happened.

    Eight sentences of one document make an example.
    """
    srl = _by_sentence(folder / "ewt" / f"srl-{part}.jsonl.gz")
    factuality = _by_sentence(folder / "ewt" / f"factuality-{part}.jsonl.gz")
    sentences = _sentences(folder / "ewt" / f"{part}.conllu.gz")
    for document, group in groupby(sentences, key=lambda s: s[0].rsplit("-", 1)[0]):
        members = list(group)
        for i in range(0, len(members), 8):
            yield _ewt_example(f"{document}#{i}", members[i : i + 8], srl, factuality)


def _ewt_example(name: str, members: Iterable, srl: dict, factuality: dict) -> tuple[Example, Tree]:  # type: ignore[type-arg]
    members = list(members)
    text, offsets = _joined([[columns[1] for columns in tokens] for _, tokens in members])
    pieces = cut(text)
    upos = np.full(len(pieces), -100, dtype=np.int64)
    nothing = np.full(len(pieces), -1, dtype=np.int64)
    tree = Tree(nothing.copy(), nothing - 99, nothing.copy())
    for number, ((sentence, tokens), places) in enumerate(zip(members, offsets, strict=True)):
        word = [words_of(pieces, *place)[0] for place in places]
        tree.sentence[[w for w in word if w >= 0]] = number
        for i, columns in enumerate(tokens):
            if word[i] < 0:
                continue
            upos[word[i]] = UPOS.index(columns[3])
            head = int(columns[6])
            tree.heads[word[i]] = word[head - 1] if head else word[i]
            tree.relations[word[i]] = DEPRELS.index(columns[7].split(":")[0])
        above = [int(columns[6]) - 1 for columns in tokens]
        for predicate in srl.get(sentence, {}).get("predicates", ()):
            tree.predicates.append(word[predicate["index"]])
            for a in predicate["args"]:
                inside = range(a["start"], min(a["end"], len(tokens)))
                top = next((t for t in inside if not a["start"] <= above[t] < a["end"]), a["start"])
                label = a["label"] if a["label"] in ROLES else "other"
                tree.roles.append((word[predicate["index"]], word[top], ROLES.index(label)))
        for predicate in factuality.get(sentence, {}).get("predicates", ()):
            tree.happened.append((word[predicate["index"]], float(predicate["value"])))
    return Example(name, text, pieces, {"upos": upos}), tree
