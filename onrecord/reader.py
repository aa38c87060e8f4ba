"""The reading, in one place: a clean document in, its record out."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from onrecord import knowledge
from onrecord.documents.timing import in_time
from onrecord.errors import InputError, LimitError
from onrecord.extract.actors import find_actors
from onrecord.extract.confidence import is_event
from onrecord.extract.events import Setting, find_events
from onrecord.extract.statements import find_statements
from onrecord.extract.times import find_times
from onrecord.extract.triggers import gather
from onrecord.knowledge.actors_file import read as own_actors
from onrecord.language.analysis import Analysis, LanguageModel
from onrecord.record import Actor, Document, Kind, Record, Span

# Starting processes takes about as long as reading this many reports in this one.
_WORTH_PROCESSES = 24
_CHUNK = 8  # documents handed to a process at a time; enough that passing them costs nothing


@dataclass(frozen=True, slots=True)
class Looked:
    """What a document is found to hold before its events are told."""

    analysis: Analysis
    actors: list[Actor]
    groups: list[list[int]]  # of the analysis's triggers: those of one happening
    setting: Setting


class Reader:
    """Reads documents. Loading takes a second or so; reading one, a tenth."""

    def __init__(self, *, threads: int = 1, actors: Path | knowledge.Own | None = None) -> None:
        """`threads` are the encoder's, for one document at a time; `read_many` uses processes instead.

        `actors` is the user's file of who held which office when, or what it holds. Raises UsageError where a row of
        it is wrong.
        """
        self._threads = threads
        self.own = own_actors(actors) if isinstance(actors, Path) else actors
        self._knowledge = knowledge.load(self.own)

    @cached_property
    def _model(self) -> LanguageModel:  # only where something is read in this process
        return LanguageModel(threads=self._threads)

    def look(self, document: Document) -> Looked:
        """A document, read as far as the groups of its triggers; the unlikely ones are among them."""
        text = document.text
        published = date.fromisoformat(document.published) if document.published else None
        times = [t for t in find_times(text, published) if t.dates]
        forms = self._knowledge.country_forms(text)
        analysis = self._model.analyse(
            text,
            times=[t.span for t in times],
            forms=[Span(f.start, f.end) for f in forms],
            silences=[Span(p.start, p.end) for p in self._knowledge.silence_phrases(text)],
        )
        actors, actor_of = find_actors(analysis, forms, self._knowledge, published=document.published)
        return Looked(analysis, actors, gather(analysis, times), Setting(actor_of, times, published))

    def read(self, document: Document) -> Record:
        """What is on record in one document; one read with a file of the user's has a warning that says so."""
        if self.own:
            document = replace(document, warnings=(*document.warnings, self.own.notice))
        looked = self.look(document)
        analysis, actor_of = looked.analysis, looked.setting.actor_of
        groups = [group for group in looked.groups if is_event(analysis, group, actor_of)]
        events = find_events(analysis, groups, looked.setting)
        event_of = {i: event.id for event, group in zip(events, groups, strict=True) for i in group}
        statements = find_statements(
            analysis,
            actor_of,
            [event_of.get(i) for i in range(len(analysis.triggers))],
            self._knowledge,
            groups={a.id for a in looked.actors if a.kind is Kind.GROUP},
        )
        return Record(document, tuple(looked.actors), tuple(events), tuple(statements))

    def _read_safely(self, document: Document) -> Record | InputError:
        where = document.url or document.id
        try:
            _ = self._model  # loading it is no part of a document's time
            return in_time(lambda: self.read(document), where=where)
        except LimitError as error:
            return error
        except Exception as error:
            what = f"reading failed: {type(error).__name__}: {error}"
            advice = "this is a defect in Onrecord; please report it with the text"
            return InputError(what, where=where, advice=advice)

    def read_many(self, documents: Iterable[Document], *, jobs: int | None = None) -> Iterator[Record | InputError]:
        """The records of many documents, in their order; on all cores unless `jobs` says otherwise.

        A few documents are read in this process. One that cannot be read costs only itself: an InputError stands in its
        place.
        """
        documents = iter(documents)
        if jobs is None:
            head = list(islice(documents, _WORTH_PROCESSES))
            documents = chain(head, documents)
            jobs = (os.cpu_count() or 1) if len(head) == _WORTH_PROCESSES else 1
        if jobs == 1:
            yield from map(self._read_safely, documents)
            return
        # Started afresh, not forked: onnxruntime's threads do not survive a fork.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
            waiting: deque[Future[list[Record | InputError]]] = deque()
            for chunk in _chunks(documents):
                waiting.append(pool.submit(partial(_read_chunk, own=self.own), chunk))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even if it was killed and could not say so."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@cache
def reader_with(own: knowledge.Own | None) -> Reader:
    """The one reader of this process with these rows of the user's."""
    return Reader(actors=own)


def _read_chunk(documents: list[Document], *, own: knowledge.Own | None) -> list[Record | InputError]:
    return list(reader_with(own).read_many(documents, jobs=1))
