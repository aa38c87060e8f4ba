"""What a watch remembers: of each feed how to ask it next, which reports wait to be fetched, which were seen."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from onrecord.documents.published import precedes
from onrecord.errors import InputError
from onrecord.refusals import out_of_place
from onrecord.store import Archive
from onrecord.store.files import replace_file
from onrecord.store.lock import locked
from onrecord.watch.entries import Listed
from onrecord.watch.later import back_off

FOLDER = "watch"
_NAME, _FORMAT = "state.json", 1
_REMEMBERED = (
    365  # days after a feed last listed a report; one that comes back later is fetched, and known by its words
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the validators of its last answer, how often in a row it failed, and when it may be asked (Unix time)."""

    etag: str | None = None
    modified: str | None = None
    errors: int = 0
    not_before: float = 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report to be fetched: its date by the feed, since when it waits, how often it failed, when it may be asked.

    `changed` and `line` are as in `Listed`.
    """

    published: str | None
    since: float
    errors: int = 0
    not_before: float = 0.0
    changed: str | None = None
    line: str | None = None


@dataclass(slots=True)
class State:
    """`feeds` and `waiting` are by address; `seen` has the day on which a report was last listed, by `_key`.

    `stamps` has by the same key the last date that a feed gave it: a report with a later one may be another version.
    `again` has how often it was to be fetched for that.
    """

    feeds: dict[str, Feed] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, record: Path) -> Self:
        """The state in a record's folder, empty where there is none.

        Raises:
            InputError: It is damaged, or a later version of Onrecord wrote it.
        """
        path = record / FOLDER / _NAME
        try:
            found: Mapping[str, Any] = json.loads(path.read_bytes())
            if found["format"] != _FORMAT:
                raise InputError("a newer version of Onrecord wrote it", where=str(path), advice="use that one")
            feeds = {url: Feed(**values) for url, values in found["feeds"].items()}
            waiting = {url: Waiting(**values) for url, values in found["waiting"].items()}
            return cls(
                feeds, waiting, dict(found["seen"]), *(dict(found.get(name, {})) for name in ("stamps", "again"))
            )
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            advice = "remove the file: feeds are then asked anew, and what the record has is not added twice"
            raise InputError("the state of the watch is damaged", where=str(path), advice=advice) from None

    def save(self, record: Path) -> None:
        """Put it on the disk, whole.

        Raises:
            InputError: It cannot be written; the earlier state is still there.
        """
        oldest = _day(time.time() - _REMEMBERED * 86_400)
        self.seen = {key: day for key, day in self.seen.items() if day >= oldest}
        known = self.seen.keys() | {_key(url) for url in self.waiting}
        self.stamps = {key: stamp for key, stamp in self.stamps.items() if key in known}
        self.again = {key: count for key, count in self.again.items() if key in known}
        plain = {
            "format": _FORMAT,
            "feeds": {url: asdict(feed) for url, feed in self.feeds.items()},
            "waiting": {url: asdict(report) for url, report in self.waiting.items()},
            "seen": self.seen,
            "stamps": self.stamps,
            "again": self.again,
        }
        path = record / FOLDER / _NAME
        try:
            replace_file(path, json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n")
        except OSError as error:
            what = f"the state of the watch cannot be written: {error.strerror or error}"
            raise InputError(what, where=str(path), advice="mend this and run again; nothing is lost") from error

    def expect(self, reports: Iterable[Listed], every: float) -> None:
        """Have those wait that are new, or that their feed says were changed.

        These the longer the more often that was said, from a round's seconds up: some feeds date everything anew each
        time that they are asked.
        """
        now = time.time()
        for report in reports:
            key = _key(report.url)
            stamp, before = report.changed or report.published, self.stamps.get(key)
            if stamp is not None:
                self.stamps[key] = stamp
            changed = stamp is not None and before is not None and precedes(before, stamp)
            if key in self.seen:
                self.seen[key] = _day(now)
            if report.url in self.waiting or not (changed or key not in self.seen):
                continue
            waits = Waiting(report.published, now, changed=report.changed, line=report.line)
            if key in self.seen:
                times = self.again.get(key, 0)
                waits = replace(waits, not_before=now + back_off(every, times - 1) if times else 0.0)
                self.again[key] = times + 1
            self.waiting[report.url] = waits

    def done(self, url: str) -> None:
        """No longer wait for a report, and know it again."""
        self.waiting.pop(url, None)
        self.seen[_key(url)] = _day(time.time())


@contextmanager
def held(record: Path) -> Iterator[None]:
    """Have a record, made where there is none, to oneself as its watch; builds may go on beside it.

    Raises:
        BusyError: Another process watches for it. At once.
        UsageError: The folder is no record, or cannot be written.
        InputError: The record is damaged, or the disk is full or fails.
    """
    Archive.create(record)
    with ExitStack() as stack:
        try:
            (record / FOLDER).mkdir(exist_ok=True)
            stack.enter_context(locked(record / FOLDER))
        except OSError as error:
            raise out_of_place(error, record, "give a folder that can be") from error
        yield


def _key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).date().isoformat()
