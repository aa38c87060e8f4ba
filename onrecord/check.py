"""Checking a record: is every byte as it was written, what is lost where one is not, and mending what can be."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord.build import merging
from onrecord.errors import InputError, UsageError
from onrecord.store import Archive, judgements, manifest
from onrecord.store.archive import DERIVED
from onrecord.store.files import replace_file, sha256
from onrecord.store.lock import locked
from onrecord.store.manifest import Manifest, Segment
from onrecord.store.segments import FOLDER, MissingError, Segments

_HOLDS = {
    "raw": "the bytes that these reports were read from",
    "inputs": "which inputs these reports were read from",
    "documents": "these reports' texts",
    "actors": "the actors of these reports",
    "events": "the events of these reports",
    "statements": "the statements of these reports",
    "failures": "the list of inputs that failed",
}
# Where a report's key and place can be learnt, best first.
_NAMED = ("inputs", "documents")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: a file, what is wrong with it, and what is lost by that.

    `reports` are those that it concerns, each its key and the place it was read from. What is mended is as before.
    """

    where: Path
    what: str
    reports: tuple[str, ...] = ()
    mended: bool = False


def check(folder: Path, *, repair: bool = True) -> list[Finding]:
    """Verify every byte of a record; with `repair`, mend the manifest from its copy and make anew what is derived.

    What is derived is left alone where something is lost, as it may tell what that was.

    Raises:
        UsageError: There is no record, or `repair` is asked for while another process writes.
        InputError: A later version of Onrecord wrote it.
    """
    if not any((folder / name).exists() for name in (manifest.NAME, manifest.COPY, FOLDER)):
        raise UsageError(f"{folder} is no record; `onrecord build` makes one")
    if not repair:
        return _unlocked(folder)
    with locked(folder):
        _, findings = _examined(folder, repair=True)
        if all(finding.mended for finding in findings):
            shutil.rmtree(folder / DERIVED, ignore_errors=True)
            with merging(Archive(folder)) as merge:
                merge()
    return findings


def _unlocked(folder: Path) -> list[Finding]:
    """What there is to find without keeping writers out: begun again where one has moved things meanwhile."""
    while True:
        with suppress(MissingError):
            current, findings = _examined(folder, repair=False)
            if not findings or _parsed(folder / manifest.NAME) in (current, None):
                return findings


def _examined(folder: Path, *, repair: bool) -> tuple[Manifest | None, list[Finding]]:
    current, findings = _manifest(folder, repair=repair)
    if current:
        findings += [*_segments(folder, current), *_judgements(folder, current)]
    return current, findings


def _manifest(folder: Path, *, repair: bool) -> tuple[Manifest | None, list[Finding]]:
    """The manifest, or its copy where it is damaged."""
    path, copy = folder / manifest.NAME, folder / manifest.COPY
    current, second = _parsed(path), _parsed(copy)
    if current and second:
        return current, []
    whole = current or second
    if whole is None:
        what = "the manifest and its copy are damaged; without them the rest is no record"
        return None, [Finding(path, what, _on_disk(folder))]
    if repair:
        replace_file(copy if current else path, manifest.to_bytes(whole))
    what = "the manifest's copy is damaged" if current else "the manifest is damaged; its copy is whole"
    return whole, [Finding(copy if current else path, f"{what}; nothing is lost", mended=repair)]


def _parsed(path: Path) -> Manifest | None:
    try:
        return manifest.from_bytes(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _segments(folder: Path, current: Manifest) -> Iterator[Finding]:
    segments = Segments(folder)
    states = {segment: _state(segments.path(segment), segment) for segment in current.segments}
    whole = [segment for segment, state in states.items() if not state]
    for segment, state in states.items():
        if state:
            reports = () if segment.table == "failures" else _reports(segments, whole, segment)
            yield Finding(segments.path(segment), f"the file is {state}; lost: {_HOLDS[segment.table]}", reports)


def _state(path: Path, segment: Segment) -> str:
    if not path.exists():
        return "missing"
    return "" if path.stat().st_size == segment.size and sha256(path) == segment.sha256 else "damaged"


def _reports(segments: Segments, whole: list[Segment], lost: Segment) -> tuple[str, ...]:
    """The reports of a lost segment's commits, by the tables that are whole."""
    found: dict[str, str] = {}
    for table in _NAMED:
        key = "document" if table == "inputs" else "key"
        for segment in whole:
            if segment.table == table:
                rows = segments.rows(segment, f'{key} AS key, "where"', "commit BETWEEN ? AND ?", lost.first, lost.last)
                found |= {row["key"]: row["where"] for row in rows if row["key"] not in found}
    return tuple(f"{key} {where}" for key, where in sorted(found.items()))


def _on_disk(folder: Path) -> tuple[str, ...]:
    """The reports in segments that are whole by their own names, where no manifest says which count."""
    segments, found = Segments(folder), set[str]()
    for path in sorted((folder / FOLDER).glob("documents-*.parquet")):
        if path.stem.endswith("-" + sha256(path)[:16]):
            rows = segments.rows(Segment("documents", path.name, "", 0, 0, 0, 0, 0), 'key, "where"')
            found |= {f"{row['key']} {row['where']}" for row in rows}
    return tuple(sorted(found))


def _judgements(folder: Path, current: Manifest) -> Iterator[Finding]:
    try:
        judgements.committed(folder, current.judgements)
    except InputError:
        yield Finding(folder / judgements.NAME, "the file is damaged; lost: the judgements, or some of them")
