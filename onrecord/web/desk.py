"""Snapshots of one record, opened once each and asked by one request at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from onrecord.ask.catalogue import Catalogue, catalogue
from onrecord.ask.store import Store
from onrecord.merged import Sort

_KEPT = 4  # snapshots held open: the newest, and those that links go back to


@dataclass(frozen=True, slots=True)
class Lent:
    """A snapshot for one request: the record, its catalogues, and whether it is the newest."""

    store: Store
    catalogue: Callable[[Sort], Catalogue]
    newest: bool


class Desk:
    """Lends snapshots of the record in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._open: dict[str, Lent] = {}

    @contextmanager
    def lent(self, snapshot: str | None) -> Iterator[Lent]:
        """The record as it was at a snapshot, or as it is now; nobody else has it meanwhile.

        Raises UsageError where there is no such snapshot.
        """
        from onrecord.merge.view import newest  # noqa: PLC0415 - brings what builds a record

        with self._lock:
            latest = newest(self.folder)
            found = self._store(snapshot or latest)
            yield Lent(found.store, found.catalogue, found.store.snapshot == latest)

    def _store(self, wanted: str | None) -> Lent:
        known = next((known for known in self._open if wanted and known.startswith(wanted)), None)
        if known:
            self._open[known] = self._open.pop(known)  # the last used is the last to go
            return self._open[known]
        store = Store.open(self.folder, wanted)
        lent = Lent(store, cache(lambda sort: catalogue(store.view, sort)), newest=True)
        self._open[store.snapshot] = lent
        while len(self._open) > _KEPT:
            self._open.pop(next(iter(self._open))).store.close()
        return lent

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].store.close()
