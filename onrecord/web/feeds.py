"""Atom feeds of saved questions, which feed readers ask again and again: each is made once for a snapshot."""

import hashlib
import io
from pathlib import Path
from threading import Lock

from onrecord import __version__
from onrecord.ask.store import Store
from onrecord.export.atom import write_atom
from onrecord.export.question import Question
from onrecord.web.asked import Asked
from onrecord.web.problems import UnclearError

_KEPT = 32


class Feeds:
    """Makes the feeds of one record, one at a time and from a view of their own, so that pages wait for none."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        self._made: dict[tuple[str, Question], str] = {}

    def feed(self, snapshot: str, question: Question) -> str:
        """The feed of a question to a snapshot. Raises UsageError where it means nobody, or more than one."""
        asked = snapshot, question
        with self._lock:
            if asked not in self._made:
                out = io.StringIO()
                with Store.open(self._folder, snapshot or None) as store:
                    write_atom(store.view, out, question)
                self._made[asked] = out.getvalue()
                while len(self._made) > _KEPT:
                    self._made.pop(next(iter(self._made)))
            return self._made[asked]


def question_of(asked: Asked) -> Question:
    """The question in a query. Raises UnclearError where it is between one party, or three."""
    between = asked.many("between")
    if len(between) not in (0, 2):
        raise UnclearError("a feed is between two parties: give `between` twice")
    pair = (between[0], between[1]) if between else None
    return Question(pair, asked.one("speaker") or None, asked.one("about") or None)


def mark(snapshot: str) -> str:
    """What is sent as ETag: as long as it is the same, so is the feed of a question."""
    return f'"{hashlib.sha256(f"{__version__} {snapshot}".encode()).hexdigest()[:16]}"'
