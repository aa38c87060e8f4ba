"""The user's word on the merge: these rows are the same, these are different, this one is wrong; and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.ask.protocol import View
from onrecord.ask.show import rows_of
from onrecord.errors import UsageError
from onrecord.merged import Row, Sort
from onrecord.store import Archive, Judgement, Verdict

_SORTS = {"E": Sort.EVENT, "C": Sort.CLAIM, "A": Sort.ACTOR}


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement and whether it still holds; `rows` are the reports' own."""

    verdict: Verdict
    sort: Sort
    rows: tuple[Row, ...]
    holds: bool
    id: str


def judgements(folder: Path, number: int | None = None) -> tuple[Judged, ...]:
    """Every judgement on a record in the order in which they were made; those taken back no longer hold.

    `number` is that of a snapshot: what was made or taken back after it does not count.
    """
    archive = Archive(folder)
    made = (archive if number is None else archive.at(number)).judgements()
    undone = {judgement.undoes for judgement in made}
    return tuple(
        Judged(j.verdict, j.sort, j.rows, j.id not in undone, j.id) for j in made if j.verdict is not Verdict.UNDO
    )


def judgements_on(folder: Path, view: View, words: str) -> tuple[Judged, ...]:
    """Those that hold, as of the view, on rows of what an id means: an event, a claim, an actor or a report.

    Raises UsageError for an id that the view does not hold.
    """
    made = [judged for judged in judgements(folder, view.number) if judged.holds]
    if not made:
        return ()
    sort, rows = rows_meant(view, words)
    documents = {row.document for row in rows} if sort is Sort.ECHO else set()
    return tuple(j for j in made if not set(rows).isdisjoint(j.rows) or any(r.document in documents for r in j.rows))


def judge(folder: Path, view: View, verdict: Verdict, ids: Sequence[str]) -> Judged:
    """Say of merged rows, reports' rows (DOCUMENT#ROW) or reports that they are one, are not, or are wrong.

    `view` is the record as the ids were seen. Of "different" there are two, and the first stays with its other rows.
    Raises UsageError for ids that the record does not hold or that do not go together.
    """
    sort, groups = _asked(view, ids)
    if verdict is Verdict.WRONG and sort is Sort.ECHO:
        raise UsageError("a report as a whole cannot be wrong; name the row, as DOCUMENT#ROW")
    rows = _apart(groups) if verdict is Verdict.DIFFERENT else tuple(dict.fromkeys(row for g in groups for row in g))
    if verdict is Verdict.SAME and len(rows) < 2:
        raise UsageError("same: give two rows or more that are not one yet")
    return _written(folder, verdict, sort, rows)


def undo(folder: Path, judgement: str) -> Judged:
    """Take a judgement back. Raises UsageError where there is none of that id that holds."""
    for judged in judgements(folder):
        if judged.id == judgement and judged.holds:
            _written(folder, Verdict.UNDO, judged.sort, (), undoes=judged.id)
            return Judged(judged.verdict, judged.sort, judged.rows, holds=False, id=judged.id)
    raise UsageError(f"{judgement!r} is no judgement that holds; onrecord judge RECORD list shows those that do")


def _asked(view: View, ids: Sequence[str]) -> tuple[Sort, list[tuple[Row, ...]]]:
    found = [rows_meant(view, words) for words in ids]
    sorts = {sort for sort, _ in found}
    if len(sorts) != 1:
        raise UsageError(f"{', '.join(ids)} are not of one sort: give events, claims, actors or reports alone")
    return sorts.pop(), [rows for _, rows in found]


def rows_meant(view: View, words: str) -> tuple[Sort, tuple[Row, ...]]:
    """The reports' rows behind an id. Raises UsageError for an id that the view does not hold."""
    document, hash_, row = words.partition("#")
    if hash_:
        key = view.document(document)
        for found, it in rows_of(view.record(key)):
            if it.id == row:
                return found, (Row(key, row),)
        raise UsageError(f"{words} is no row; onrecord show RECORD {document} lists those of the report")
    sort = _SORTS.get(words[:1])
    if sort is Sort.EVENT:
        accounts = view.told(words).accounts
        return sort, tuple(Row(account.document, event.id) for account in accounts for event in account.events)
    if sort is Sort.CLAIM:
        return sort, tuple(Row(telling.document, telling.statement.id) for telling in view.claim(words).tellings)
    if sort is Sort.ACTOR:
        return sort, view.actor(words).rows
    return Sort.ECHO, (Row(view.document(words), ""),)


def _apart(groups: list[tuple[Row, ...]]) -> tuple[Row, ...]:
    """A row of the first and all of the second; what is in both is the second's."""
    if len(groups) != 2:
        raise UsageError("different: give two")
    first = [row for row in groups[0] if row not in groups[1]]
    second = groups[1] if first else tuple(row for row in groups[1] if row not in groups[0])
    rows = (*(first[:1] or groups[0][:1]), *second)
    if len(rows) < 2:
        raise UsageError("different: the two are one and the same row")
    return rows


def _written(folder: Path, verdict: Verdict, sort: Sort, rows: tuple[Row, ...], undoes: str | None = None) -> Judged:
    from onrecord.merge.index import Index  # noqa: PLC0415 - brings numpy

    archive = Archive(folder)
    with archive.writing() as writer:
        judgement: Judgement = writer.judgement(verdict, sort, rows, undoes)
        writer.commit((), {}, judgements=(judgement,))
        with Index.open(archive) as index:
            index.catch_up()
    return Judged(verdict, sort, rows, holds=True, id=judgement.id)
