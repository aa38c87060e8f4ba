"""Snapshots of one record, opened once each and asked by one request at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from onrecord.ask.store import Store
from onrecord.errors import BusyError, UsageError
from onrecord.merged import Sort
from onrecord.web.problems import MissingError

if TYPE_CHECKING:
    from onrecord.ask.catalogue import Catalogue

_KEPT = 4  # snapshots held open: the newest, and those that links go back to
_TELLING = 12  # digits of an id that are taken to mean but one snapshot


@dataclass(frozen=True, slots=True)
class Lent:
    """A snapshot for one request: the record, its catalogues, and whether it is the newest."""

    store: Store
    catalogue: "Callable[[Sort], Catalogue]"
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

        Raises:
            MissingError: There is no such snapshot.
            UsageError: There is no record.
            BusyError: There is none yet, as it is being made.
        """
        from onrecord.merge.view import newest  # noqa: PLC0415 - brings what builds a record

        with self._lock:
            latest = newest(self.folder)
            found = self._store(snapshot or latest)
            yield Lent(found.store, found.catalogue, latest is None or found.store.snapshot == latest)

    def _store(self, wanted: str | None) -> Lent:
        known = self._known(wanted)
        if known is None:
            store = self._opened(wanted)
            known = store.snapshot
            # The empty record is opened anew each time: another may take its place under the same file.
            if known in self._open or not store.view.number:
                self._let_go(known)
            self._open[known] = Lent(store, cache(partial(_catalogue, store)), newest=True)
            while len(self._open) > _KEPT:
                self._let_go(next(iter(self._open)))
        self._open[known] = self._open.pop(known)  # the last used is the last to go
        return self._open[known]

    def _known(self, wanted: str | None) -> str | None:
        """A snapshot that is open; a short beginning of its id may mean another as well, which opening tells."""
        if wanted is None or len(wanted) < _TELLING:
            return None
        held = (known for known, lent in self._open.items() if known.startswith(wanted) and lent.store.view.number)
        return next(held, None)

    def _opened(self, wanted: str | None) -> Store:
        try:
            return Store.open(self.folder, wanted)
        except BusyError:
            raise
        except UsageError as error:
            raise (MissingError(str(error)) if wanted else error) from None

    def _let_go(self, snapshot: str) -> None:
        if lent := self._open.pop(snapshot, None):
            lent.store.close()

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            while self._open:
                self._let_go(next(iter(self._open)))


def _catalogue(store: Store, sort: Sort) -> "Catalogue":
    from onrecord.ask.catalogue import catalogue  # noqa: PLC0415 - brings numpy, which the first page does without

    return catalogue(store.view, sort)
