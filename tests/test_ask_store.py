"""A record on disk through the public door, and judgements that show in the answers. The reports are made by hand."""

from pathlib import Path

import pytest
from sample_view import Sample, sample

import onrecord
from onrecord import Store, UsageError, cli
from onrecord.merge.index import Index
from onrecord.store import Archive, Entry, document_key


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    made, folder = sample(), tmp_path_factory.mktemp("records") / "record"
    archive = Archive.create(folder)
    reports = [made.desk.record(source.document) for source in made.desk.sources()]
    entries = [Entry(document_key(r.document), f"input {n}", f"file {n}", r) for n, r in enumerate(reports)]
    with archive.writing() as writer:
        writer.commit(entries, {entry.input: b"raw" for entry in entries})
        with Index.open(archive) as index:
            index.catch_up()
    return folder, made


def calls(store: Store) -> list[str | None]:
    return [row.start for row in store.contacts("FRA", "RUS").rows if row.medium == "phone"]


def test_everything_can_be_asked(record: tuple[Path, Sample]) -> None:
    with onrecord.open(record[0]) as store:
        assert isinstance(store, Store)
        assert len(store.snapshot) == 64
        assert len(list(store.sources())) == 4
        assert calls(store) == ["2022-10-23", "2024-04-03"]
        call = next(row for row in store.contacts("FRA", "RUS").rows if row.start == "2024-04-03")
        assert store.event(call.id).first_since == "2022-10"
        assert store.show(call.id).passages
        assert {row.outlet for row in store.coverage(call.id).rows} == set(call.outlets)
        assert "date" in {row.field for row in store.compare(call.id).rows}
        accusation = store.claims(speaker="Sergei Shoigu", about="concert hall")[0]
        assert store.claim(accusation.id).words == accusation.words
        shoigu = store.timeline("Sergei Shoigu")
        assert {call.id, accusation.id} <= {row.id for row in shoigu.rows}
        assert store.actor(shoigu.actor.actor or "").name == "Sergei Shoigu"
        assert accusation.id in {id_ for found in store.search("concert hall") for id_ in found.rows}
        assert call.id in {event.id for event in store.events(countries=["FRA", "RUS"])}


def test_a_judgement_shows_at_once_and_can_be_taken_back(
    record: tuple[Path, Sample], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = record[0]
    with onrecord.open(folder) as store:
        before, snapshot = calls(store), store.snapshot
        earlier, _ = (row.id for row in store.contacts("FRA", "RUS").rows if row.medium == "phone")
    assert cli.main(["judge", str(folder), "wrong", earlier]) == 0
    undo = capsys.readouterr().err.splitlines()[0].split()[-1]
    with onrecord.open(folder) as store:
        assert calls(store) == before[1:]
        assert store.snapshot != snapshot
    with onrecord.open(folder, snapshot[:12]) as store:
        assert calls(store) == before
    assert cli.main(["contacts", str(folder), "FRA", "RUS", "--csv", "--snapshot", snapshot[:12]]) == 0
    assert earlier in capsys.readouterr().out
    assert cli.main(["contacts", str(folder), "FRA", "RUS", "--csv"]) == 0
    assert earlier not in capsys.readouterr().out
    assert cli.main(["judge", str(folder), "undo", undo]) == 0
    with onrecord.open(folder) as store:
        assert calls(store) == before


def test_no_such_record_or_snapshot(record: tuple[Path, Sample], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        onrecord.open(tmp_path / "none")
    with pytest.raises(UsageError):
        onrecord.open(record[0], "no such snapshot")
