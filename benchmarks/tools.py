"""What is measured, each time in a fresh process: `python benchmarks/tools.py TOOL PROCESSES FILE` prints a `Run`.

Loading includes the first article, as all of them load some of their data at first use. What further processes need to
start is part of the reading.
"""

# ruff: noqa: PLC0415 - the time of imports is part of what is measured
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from articles import Article, page
from stopwatch import Stopwatch

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 16  # texts handed over at a time; spaCy's own 1000 would leave its second process without work


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of loading, of all articles, and of each stage where they are known."""

    loading: float
    reading: float
    stages: dict[str, float] = field(default_factory=dict)


def read(path: Path, processes: int) -> Run:
    """All that `onrecord read --json` does."""
    began = perf_counter()
    from onrecord.documents import read_inputs
    from onrecord.reader import Reader
    from onrecord.record import Document, Record

    def documents() -> Iterator[Document]:
        return (d for d in read_inputs([str(path)]) if isinstance(d, Document))

    def write(record: Record) -> None:
        sink.write(json.dumps(record.as_json(), ensure_ascii=False, separators=(",", ":")) + "\n")

    watch = _watched()
    reader = Reader()
    reader.read(next(documents()))
    watch.seconds.clear()
    loaded = perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8") as sink:
        found = watch.timed("documents", lambda: list(documents()))()
        for record in reader.read_many(found, jobs=processes):
            watch.timed("JSON", write)(record)
    return Run(loaded - began, perf_counter() - loaded, dict(watch.seconds) if processes == 1 else {})


def _watched() -> Stopwatch:
    from onrecord import reader
    from onrecord.knowledge.knowledge import Knowledge
    from onrecord.language import analysis, encoder

    watch = Stopwatch()
    watch.replace("language: cutting", analysis, "cut")
    watch.replace("language: encoder", encoder.Encoder, "__call__")
    watch.replace("language: heads", analysis.LanguageModel, "analyse")  # what is left of it
    watch.replace("knowledge and times", reader, "find_times")
    questions = [name for name, value in vars(Knowledge).items() if callable(value) and not name.startswith("_")]
    watch.replace("knowledge and times", Knowledge, *questions)
    watch.replace("extract", reader.Reader, "read")  # what is left of it
    return watch


def extract_pages(path: Path, processes: int) -> Run:
    """Trafilatura, as it comes."""
    articles = _load(path)
    pages = [page(article) for article in articles]
    began = perf_counter()
    from trafilatura import extract

    extract(pages[0])
    loaded = perf_counter()
    if processes == 1:
        texts = [extract(p) for p in pages]
    else:
        with Pool(processes) as pool:
            texts = list(pool.imap(extract, pages, chunksize=_BATCH))
    done = perf_counter()
    # It leaves out a paragraph that comes again, as some do where articles are made from the sample reports.
    assert all(len((t or "").split()) > 0.8 * a.words for t, a in zip(texts, articles, strict=True))
    return Run(loaded - began, done - loaded)


def tokenizer() -> "Language":
    """The English tokenizer of spaCy."""
    import spacy

    return spacy.blank("en")


def pipeline() -> "Language":
    """Tagger, parser and named entities of spaCy's default size, as `spacy init config` sets them up, untrained."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.training import Example

    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency", silent=True)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    labels = {
        "tags": ["NNP", "VBD", "PRP", "VBD", "VBN"],
        "heads": [1, 1, 4, 4, 1],
        "deps": ["nsubj", "ROOT", "nsubj", "aux", "ccomp"],
        "entities": ["U-GPE", "O", "O", "O", "O"],
    }
    example = Example.from_dict(nlp.make_doc("Paris said it had called"), labels)
    nlp.initialize(lambda: [example] * 30)  # the parser drops labels seen less often
    return nlp


def parse(build: "Callable[[], Language]", path: Path, processes: int) -> Run:
    """A pipeline of spaCy's."""
    texts = [article.text for article in _load(path)]
    began = perf_counter()
    nlp = build()
    nlp(texts[0])
    loaded = perf_counter()
    number = sum(1 for _ in nlp.pipe(texts, n_process=processes, batch_size=_BATCH))
    done = perf_counter()
    assert number == len(texts)
    return Run(loaded - began, done - loaded)


def _load(path: Path) -> list[Article]:
    return [Article(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


TOOLS: dict[str, Callable[[Path, int], Run]] = {
    "Onrecord": read,
    "trafilatura, text from pages": extract_pages,
    "spaCy, tokenizer alone": partial(parse, tokenizer),
    "spaCy, tagger + parser + NER": partial(parse, pipeline),
}

if __name__ == "__main__":
    tool, number, file = sys.argv[1:]
    print(json.dumps(asdict(TOOLS[tool](Path(file), int(number)))))
