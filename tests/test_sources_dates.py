"""When a report was published and when it was changed: both are kept with where they come from, and told apart."""

import json
from pathlib import Path

import pytest
from reports_in import REPORT, codes, only, reports_in
from stored import by_key, entry, filled, held, put

from onrecord.documents import clean
from onrecord.documents.published import change_in_head, precedes
from onrecord.record import Document, Record
from onrecord.store import Archive
from onrecord.store.tables import TABLES


def line(folder: Path, **row: str | None) -> Document:
    return only(reports_in(folder, json.dumps({"text": REPORT, **row})))


def page(folder: Path, head: str) -> Document:
    whole = f"<html><head><title>Sailors home</title>{head}</head><body><p>{REPORT}</p></body></html>"
    return only(reports_in(folder, whole))


def test_both_dates_are_kept(tmp_path: Path) -> None:
    found = line(tmp_path, published="2024-04-03", modified="2024-04-05T10:00:00Z")
    assert (found.published, found.published_from) == ("2024-04-03", "metadata")
    assert (found.modified, found.modified_from) == ("2024-04-05", "metadata")
    assert found.warnings == ()


def test_neither_is_there(tmp_path: Path) -> None:
    found = line(tmp_path)
    assert (found.published, found.published_from, found.modified, found.modified_from) == (None,) * 4


@pytest.mark.parametrize(
    ("published", "modified", "conflict"),
    [
        ("2024-04-03", "2024-04-02", True),
        ("2024-04-03", "2024-04-03", False),
        ("2024-04-03T00:30:00+02:00", "2024-04-02T23:00:00Z", False),  # half an hour later
        ("2024-04-03T00:30:00+02:00", "2024-04-02T22:00:00Z", True),
        ("2024-04-03", "2024-04-02T23:00:00Z", False),  # perhaps, by the zone of the first
        ("2024-04-03", "2024-04-01T23:00:00Z", True),
        ("Wed, 03 Apr 2024 10:00:00 +0000", "2024-04-03T09:59:00Z", True),
    ],
)
def test_a_change_before_publication_is_a_conflict(
    tmp_path: Path, published: str, modified: str, conflict: bool
) -> None:
    found = line(tmp_path, published=published, modified=modified)
    assert (codes(found) == ["dates-conflict"]) is conflict
    assert found.published == "2024-04-03"
    assert precedes(modified, published) is conflict


def test_a_conflict_with_the_users_word() -> None:
    found = clean(f"Sailors home\n\nUpdated: 2 April 2024\n\n{REPORT}", published="2024-04-03")
    assert (found.modified, found.modified_from) == ("2024-04-02", "dateline")
    assert "dates-conflict" in codes(found)


def test_a_change_that_is_no_date_is_a_warning(tmp_path: Path) -> None:
    found = line(tmp_path, published="2024-04-03", modified="soon")
    assert found.modified is None
    assert codes(found) == ["modified-invalid"]


def test_without_another_date_that_of_the_change_stands_in(tmp_path: Path) -> None:
    found = line(tmp_path, modified="2024-04-05")
    assert (found.published, found.published_from) == ("2024-04-05", "modified")
    assert codes(found) == ["published-from-modified"]
    found = line(tmp_path, modified="2024-04-05", url="https://c.example/2024/04/03/x")
    assert (found.published, found.published_from) == ("2024-04-03", "url")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-04-03"><meta name="dateModified" content="{}">',
        '<script type="application/ld+json">{{"datePublished": "2024-04-03", "dateModified": "{}"}}</script>',
        '<meta name="date" content="2024-04-03"><meta name="last-modified" content="{}">',
    ],
)
def test_what_a_page_declares(tmp_path: Path, head: str) -> None:
    found = page(tmp_path, head.format("2024-04-05T10:00:00Z"))
    assert (found.published, found.modified, found.modified_from) == ("2024-04-03", "2024-04-05", "metadata")


def test_a_page_that_says_only_when_it_was_changed_has_no_date(tmp_path: Path) -> None:
    found = page(tmp_path, '<meta property="article:modified_time" content="2024-04-05">')
    assert (found.published, found.modified) == (None, "2024-04-05")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Last updated: 3 April 2024 at 10.00", "2024-04-03"),
        ("Published 2 April 2024 | Updated on April 3, 2024", "2024-04-03"),
        ("Published 2 April 2024 Updated 3 April 2024", "2024-04-03"),
        ("The law that was amended on 3 April 2024", None),
        ("Updated at noon", None),
        ("3 April 2024", None),
    ],
)
def test_a_change_at_the_head(head: str, day: str | None) -> None:
    assert change_in_head(f"A headline\n\n{head}\n\n{REPORT}") == day


# ---- in the record's folder


def test_a_record_of_an_earlier_version_is_read_and_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:  # before the date of a change was kept
        columns = {name: sql for name, sql in TABLES["documents"].items() if not name.startswith("modified")}
        earlier.setitem(TABLES, "documents", columns)
        archive = filled(tmp_path / "r", *[[n] for n in range(7)])
    (segment, *_) = archive.manifest.of("documents")
    assert "modified" not in next(archive.segments.rows(segment))
    assert held(archive) == by_key(range(7))
    with archive.writing() as writer:
        put(writer, [7])
    assert [segment.level for segment in archive.manifest.of("documents")] == [1]  # all gathered into one
    assert held(archive) == by_key(range(8))


def test_a_record_without_the_field_is_made(tmp_path: Path) -> None:
    plain = Record(line(tmp_path)).as_json()
    for name in ("modified", "modified_from"):
        del plain["document"][name]
    assert Record.from_json(plain).document.modified is None


def test_both_dates_come_back_from_the_folder(tmp_path: Path) -> None:
    given = entry(Record(line(tmp_path, published="2024-04-03", modified="2024-04-05")))
    archive = Archive.create(tmp_path / "r")
    with archive.writing() as writer:
        writer.commit([given], {given.input: b""})
    assert archive.entry(given.key) == given


@pytest.mark.parametrize(
    ("published", "modified", "moment"),
    [
        ("2024-04-03T12:00:00+02:00", None, "2024-04-03T12:00:00+02:00"),
        ("2024-04-03T12:00:00Z", "2024-04-03T14:05:00Z", "2024-04-03T14:05:00+00:00"),
        ("Wed, 03 Apr 2024 12:00:00 GMT", None, "2024-04-03T12:00:00+00:00"),
        ("2024-04-03T12:00", None, "2024-04-03T12:00:00"),
        ("2024-04-03T12:00:00Z", "2024-04-04", None),
        ("2024-04-03", None, None),
    ],
)
def test_the_moment_of_a_version(tmp_path: Path, published: str, modified: str | None, moment: str | None) -> None:
    assert line(tmp_path, published=published, modified=modified).moment == moment


def test_versions_sort_by_when_they_appeared(tmp_path: Path) -> None:
    days = ["2024-04-03", "2024-04-03T12:00:00+02:00", "2024-04-03T11:00:00Z", "2024-04-04"]
    found = [line(tmp_path, published=day).appeared for day in days]
    assert found == sorted(found)
    assert line(tmp_path).appeared == ""
