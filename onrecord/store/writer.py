"""The one who writes a record, while holding its lock."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from onrecord.merged import Row, Sort
from onrecord.refusals import of_duckdb, refused
from onrecord.store import judgements as file
from onrecord.store import manifest as manifests
from onrecord.store.archive import Archive
from onrecord.store.entries import Commit, Entry, Failure, Judgement, Verdict, new_judgement
from onrecord.store.manifest import Manifest, Segment
from onrecord.store.segments import Draft
from onrecord.store.tables import TABLES, Cells, cells_of, document_rows, encoded

# Eight segments of a level become one of the next, unless that would take longer than a second or so to write.
_GATHERED = 8
_LARGEST = 64_000_000  # bytes


class Writer:
    """Adds to a record. `inputs` are the hashes of the inputs that it has, `keys` its documents' keys."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        given = list(archive.rows("inputs", "input, document, raw"))
        self.inputs = {row["input"] for row in given}
        self.keys = {row["document"] for row in given}
        self._raws = {row["raw"] for row in given}
        self._failures = set(archive.failures())
        self._judged = len(archive.judgements())

    def judgement(self, verdict: Verdict, sort: Sort, rows: Iterable[Row], undoes: str | None = None) -> Judgement:
        """A judgement with an id of its own, to be committed next."""
        return new_judgement(verdict, sort, tuple(rows), undoes, self._judged)

    def commit(
        self,
        entries: Iterable[Entry],
        raws: Mapping[str, bytes],
        failures: Iterable[Failure] = (),
        judgements: Sequence[Judgement] = (),
    ) -> Commit:
        """Add to the record what it does not have; when this returns, that is on the disk.

        `raws` has the bytes of the entries by their `input`. Of an entry with a known key only the input is added, of
        a known input and a known failure nothing.

        Raises:
            InputError: The record cannot be written; it is then as it was before.
        """
        number = self._archive.number + 1
        given = {e.input: e for e in entries if e.input not in self.inputs}
        fresh = {e.key: e for e in reversed(given.values()) if e.key not in self.keys}
        told = sorted({f for f in failures if f not in self._failures}, key=lambda f: (f.where, f.what, f.advice))
        digests = {i: sha256(raws[i]).hexdigest() for i in given if i in raws}
        bytes_of = {digest: raws[i] for i, digest in digests.items() if digest not in self._raws}
        added = {
            "raw": [{"commit": number, "sha256": d, "bytes": encoded(bytes_of[d])} for d in sorted(bytes_of)],
            "inputs": [_input_row(number, given[i], digests.get(i)) for i in sorted(given)],
            **document_rows(number, fresh.values()),
            "failures": [{"commit": number, **cells_of(failure)} for failure in told],
        }
        if judgements or any(added.values()):
            self._write(number, added, judgements)
        self.inputs |= given.keys()
        self.keys |= fresh.keys()
        self._raws |= bytes_of.keys()
        self._failures |= set(told)
        self._judged += len(judgements)
        new = tuple(fresh[key] for key in sorted(fresh))
        return Commit(self._archive.number, self._archive.snapshot, new, tuple(judgements))

    def _write(self, number: int, added: Mapping[str, list[Cells]], judgements: Sequence[Judgement]) -> None:
        import duckdb  # noqa: PLC0415 - heavy, and readers of the merged record need none

        archive, last = self._archive, self._archive.manifest
        try:
            extent = file.append(archive.folder, last.judgements, number, judgements)
            drafts = [archive.segments.write(table, number, rows) for table, rows in added.items() if rows]
            placed = [part for table in TABLES for part in self._gathered(last.of(table), drafts, table)]
            archive.segments.place([part for part in placed if isinstance(part, Draft)])
            current = Manifest(
                number=number,
                earlier=(*last.earlier, last.id),
                segments=tuple(part.segment if isinstance(part, Draft) else part for part in placed),
                judgements=extent,
            )
            manifests.save(archive.folder, current)
        except (OSError, duckdb.Error) as error:
            refusal = error if isinstance(error, OSError) else of_duckdb(error)
            raise refused(refusal, archive.folder, "the record cannot be written") from error
        archive.adopt(current)

    def _gathered(self, old: Sequence[Segment], drafts: Sequence[Draft], table: str) -> list[Segment | Draft]:
        """A table's segments with the new one, the last of a level gathered into one where they are many."""
        parts: list[Segment | Draft] = [*old, *(draft for draft in drafts if draft.segment.table == table)]
        # Nothing damaged is gathered: with a hash of its own the damage would never be found.
        while (tail := _tail(parts)) and all(isinstance(p, Draft) or self._archive.segments.is_sound(p) for p in tail):
            parts[-_GATHERED:] = [self._archive.segments.gather(tail)]
        return parts


def _tail(parts: Sequence[Segment | Draft]) -> Sequence[Segment | Draft]:
    """The last segments, if they are to be one."""
    tail = parts[-_GATHERED:]
    known = [part.segment if isinstance(part, Draft) else part for part in tail]
    alike = len(tail) == _GATHERED and len({segment.level for segment in known}) == 1
    return tail if alike and sum(segment.size for segment in known) <= _LARGEST else ()


def _input_row(commit: int, entry: Entry, raw: str | None) -> Cells:
    return {"commit": commit, "input": entry.input, "document": entry.key, "raw": raw, "where": entry.where}
