"""A round of a watch: every feed is asked, and the reports that are new are fetched and built into the record."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.documents.characters import inline
from onrecord.documents.fetch import refuse_failure
from onrecord.documents.limits import LIMITS
from onrecord.documents.raw import Raw
from onrecord.documents.request import Answer
from onrecord.documents.timing import in_time
from onrecord.errors import InputError
from onrecord.store import Failure
from onrecord.watch.entries import listing
from onrecord.watch.instead import better, fed
from onrecord.watch.later import DAY, back_off, retry_after
from onrecord.watch.manners import Manners
from onrecord.watch.state import Feed, State
from onrecord.watch.turns import in_turns

if TYPE_CHECKING:
    from onrecord.build import Summary

_TRIES = 3  # of a page whose host is well
_PATIENCE = 7 * DAY  # with a host that is not
_REPORTS, _BYTES = 64, 32_000_000  # that are built at a time
_VALIDATOR = 200  # letters of the longest one that is sent back
_NOT_MODIFIED = 304

Build = Callable[[Sequence[Raw | InputError]], "Summary"]


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did: how many feeds answered, what is wrong with which, and what became of the reports.

    `waiting` reports are for later rounds. `snapshot` is None where nothing was built.
    """

    answered: int
    troubles: tuple[InputError, ...]
    new: int
    known: int
    failures: tuple[Failure, ...]
    waiting: int
    snapshot: str | None


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why there is no answer, and for how many seconds the server asks to be left alone."""

    error: InputError
    rest: float = 0.0


class Watch:
    """Watches feeds for a record, round by round; `every` is the time from one to the next in seconds."""

    def __init__(self, feeds: Sequence[str], record: Path, *, every: float, manners: Manners, build: Build) -> None:
        """`build` adds reports to the record.

        Raises:
            InputError: The state of an earlier watch is damaged.
        """
        self._feeds, self._record, self._every = feeds, record, every
        self._manners, self._build = manners, build
        self._state = State.load(record)
        self._ends = 0.0

    def round(self) -> Round:
        """Do a round.

        Raises:
            BusyError: Another process writes to the record just now.
            InputError: The record, or the state of the watch, cannot be written. The next round goes on in any case.
        """
        self._ends = time.monotonic() + self._every
        answered, troubles = self._ask_feeds()
        self._state.save(self._record)
        built = [self._add(batch) for batch in self._batches()]
        self._state.save(self._record)
        return Round(
            answered,
            tuple(sorted(troubles, key=str)),
            sum(summary.new for summary in built),
            sum(summary.known for summary in built),
            tuple(failure for summary in built for failure in summary.failures),
            len(self._state.waiting),
            built[-1].snapshot if built else None,
        )

    def _ask_feeds(self) -> tuple[int, list[InputError]]:
        """How many feeds answered, and what is wrong with which; their reports wait then."""
        now, answered, troubles = time.time(), 0, list[InputError]()
        due = [url for url in self._feeds if self._feed(url).not_before <= now]
        for url, answer in in_turns(due, self._ask_feed):
            taken = self._take_in(url, answer) if isinstance(answer, Answer) else answer
            if isinstance(taken, _Failed):
                troubles.append(taken.error)
                errors = self._feed(url).errors + 1
                not_before = time.time() + max(back_off(self._every, errors), taken.rest)
                self._state.feeds[url] = replace(self._feed(url), errors=errors, not_before=not_before)
            elif taken is not None:
                answered += 1
                troubles += taken
        return answered, troubles

    def _feed(self, url: str) -> Feed:
        return self._state.feeds.get(url, Feed())

    def _ask_feed(self, url: str) -> Answer | _Failed | None:
        given = {"If-None-Match": self._feed(url).etag, "If-Modified-Since": self._feed(url).modified}
        return self._ask(url, LIMITS.feed_bytes, {name: value for name, value in given.items() if value})

    def _ask(self, url: str, most: int, headers: Mapping[str, str] | None = None) -> Answer | _Failed | None:
        """The answer, or why there is none; None where it is not the time to ask."""
        if time.monotonic() > self._ends or self._manners.rests(url):
            return None
        rest = 0.0
        try:
            answer = self._manners.get(url, most=most, headers=headers)
            rest = retry_after(answer)
            if answer.status != _NOT_MODIFIED or not headers:
                refuse_failure(answer, where=inline(url))
        except InputError as error:
            return _Failed(error, rest)
        return answer

    def _take_in(self, url: str, answer: Answer) -> list[InputError] | _Failed:
        """Have the reports wait that a feed lists; what is wrong with the feed."""
        if answer.status == _NOT_MODIFIED:
            self._state.feeds[url] = replace(self._feed(url), errors=0, not_before=0.0)
            return []
        where = inline(url)
        try:
            found = in_time(lambda: listing(answer, where), where=where)
        except InputError as error:
            return _Failed(error)
        self._state.expect(found.reports, self._every)
        if found.damage:  # and no validators: next time the feed may be whole
            self._state.feeds[url] = Feed()
            return [InputError(f"{found.damage}; {len(found.reports)} entries were read", where=where)]
        self._state.feeds[url] = Feed(_validator(answer, "etag"), _validator(answer, "last-modified"))
        return []

    def _batches(self) -> Iterator[dict[str, Raw | InputError]]:
        """Reports by address, as they come: their pages, or what keeps them from ever being had."""
        now, batch, size = time.time(), dict[str, Raw | InputError](), 0
        due = [url for url, report in self._state.waiting.items() if report.not_before <= now]
        for url, answer in in_turns(due, lambda url: self._ask(url, LIMITS.report_bytes)):
            if isinstance(answer, Answer):
                told = self._state.waiting[url]
                page = Raw(answer.data, inline(url), answer.url, answer.charset, published=told.published)
                batch[url] = better(replace(page, modified=told.changed), told.line)
                size += len(answer.data)
            elif isinstance(answer, _Failed) and self._is_given_up(url, answer):
                line = self._state.waiting[url].line
                batch[url] = fed(line, inline(url), answer.error) if line else answer.error
            if len(batch) >= _REPORTS or size >= _BYTES:
                yield batch
                batch, size = {}, 0
        if batch:
            yield batch

    def _is_given_up(self, url: str, failed: _Failed) -> bool:
        """Whether a report has failed for good; else it is asked for again later."""
        report = self._state.waiting[url]
        errors = report.errors + (not self._manners.rests(url))  # what ails the host is not the page's fault
        if errors >= _TRIES or time.time() - report.since > _PATIENCE:
            return True
        not_before = time.time() + max(back_off(self._every, errors), failed.rest)
        self._state.waiting[url] = replace(report, errors=errors, not_before=not_before)
        return False

    def _add(self, batch: Mapping[str, Raw | InputError]) -> "Summary":
        summary = self._build(list(batch.values()))
        for url in batch:
            self._state.done(url)
        self._state.save(self._record)
        return summary


def _validator(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name, "")
    return value if value and value.isascii() and value.isprintable() and len(value) <= _VALIDATOR else None
