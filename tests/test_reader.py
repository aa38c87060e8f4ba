"""The reading as a whole, on the sample reports: what must hold whatever the model thinks of them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import permutations
from pathlib import Path

import pytest

import onrecord
from onrecord.documents import clean, read_inputs
from onrecord.errors import InputError, LanguageError, UsageError
from onrecord.reader import Reader
from onrecord.record import Act, Document, EventType, Kind, Medium, Record, Span

SAMPLES = Path(__file__).parents[1] / "samples"

ODD = {
    "one word": "Halden",
    "one sentence": "The minister said on Tuesday that the two sailors had come home.",
    "one long line": "The minister said on Tuesday that the two sailors of France had come home to Paris. " * 60,
    "short lines": "Orlu met Tam\nin Paris\non Tuesday\n" * 40,
    "emoji": "😀 The minister of France 🇫🇷 said 🎉 on Tuesday that “it is done 👩‍👩‍👧” and left for Berlin.",
    "right to left": "The French minister, الوزير, said on Tuesday that שלום was what she had told them in Paris.",
    "marks": "?!?! “” — … The minister said: “...!” ((())) —— ** Paris ** “",
    "years": "In 0001 and 9999, on February 30, 2024, the 32nd of May, nobody was killed; 10,000,000,000,000,000 were.",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    paths = [str(path) for path in sorted(SAMPLES.glob("*.txt"))]
    found = [d for d in read_inputs(paths) if isinstance(d, Document)]
    assert len(found) == 3
    return found


@pytest.fixture(scope="module")
def records(reader: Reader, documents: list[Document]) -> list[Record]:
    return [reader.read(document) for document in documents]


def written(record: Record) -> bytes:
    return json.dumps(record.as_json(), ensure_ascii=False).encode()


def spans(record: Record) -> Iterator[Span]:
    for mentions in (*(a.mentions for a in record.actors), *(e.mentions for e in record.events)):
        yield from mentions
    for said in record.statements:
        yield from (span for span in (said.cue, said.content) if span)


def check(record: Record) -> None:
    """What holds of every record."""
    text = record.document.text
    for span in spans(record):
        assert 0 <= span.start < span.end <= len(text)
        words = span.of(text)
        assert words == words.strip()
        for inside, outside in (
            (words[0], text[span.start - 1 : span.start]),
            (words[-1], text[span.end : span.end + 1]),
        ):
            assert not (inside.isalnum() and outside.isalnum()), f"{words!r} is not whole words"
    assert [actor.id for actor in record.actors] == [f"a{n}" for n in range(1, len(record.actors) + 1)]
    assert [event.id for event in record.events] == [f"e{n}" for n in range(1, len(record.events) + 1)]
    assert [said.id for said in record.statements] == [f"s{n}" for n in range(1, len(record.statements) + 1)]
    check_references(record)
    assert json.loads(written(record)) == record.as_json()


def check_references(record: Record) -> None:
    actors = {actor.id for actor in record.actors}
    for actor in record.actors:
        assert actor.name.strip()
        assert actor.mentions == tuple(sorted(set(actor.mentions)))
        assert actor.office is None or actor.kind is Kind.PERSON
    for event in record.events:
        assert {*event.sources, *event.targets} <= actors
        assert len({*event.sources, *event.targets}) == len(event.sources) + len(event.targets)
        assert event.initiator is None or event.initiator in actors
        assert event.medium is None or (event.type is EventType.CONSULT and event.medium in Medium)
        assert event.date is None or event.date.start <= event.date.end
        assert event.place is None or event.place in record.document.text
        assert event.mentions == tuple(sorted(set(event.mentions)))
    rows = {event.id for event in record.events} | {said.id for said in record.statements}
    for said in record.statements:
        assert {said.speaker, said.target, said.via} - {None} <= actors
        assert said.via is None or said.via != said.speaker
        assert said.replies_to is None or said.replies_to in rows - {said.id}
        assert said.cue or said.content
        assert (said.content is None) == (said.act is Act.SILENCE)


def test_samples(records: list[Record]) -> None:
    for record in records:
        check(record)
        assert record.actors
        assert record.statements


def test_every_mention_belongs_to_one_actor(records: list[Record]) -> None:
    for record in records:
        mentions = [span for actor in record.actors for span in actor.mentions]
        assert len(set(mentions)) == len(mentions)
        firsts = [actor.mentions[0] for actor in record.actors]
        assert firsts == sorted(firsts)


def test_statements_are_in_reading_order(records: list[Record]) -> None:
    for record in records:
        places = [said.content or said.cue for said in record.statements]
        assert places == sorted(places, key=lambda span: (span.start, span.end) if span else (0, 0))


def test_reading_twice_gives_the_same_bytes(reader: Reader, documents: list[Document], records: list[Record]) -> None:
    assert [written(reader.read(d)) for d in documents] == [written(r) for r in records]
    assert [written(Reader(threads=2).read(d)) for d in documents[:1]] == [written(r) for r in records[:1]]


def test_the_order_does_not_matter(reader: Reader, documents: list[Document], records: list[Record]) -> None:
    alone = {record.document.id: written(record) for record in records}
    for order in permutations(documents):
        found = [r for r in reader.read_many(order, jobs=1) if isinstance(r, Record)]
        assert [r.document.id for r in found] == [d.id for d in order]
        assert {r.document.id: written(r) for r in found} == alone


def test_processes_do_not_matter(reader: Reader, documents: list[Document], records: list[Record]) -> None:
    many = documents * 4  # more than one process's share
    found = [written(r) for r in reader.read_many(iter(many), jobs=2) if isinstance(r, Record)]
    assert found == [written(r) for r in records] * 4


def test_a_failing_document_costs_only_itself(
    reader: Reader, documents: list[Document], records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Reader.read

    def broken(self: Reader, document: Document) -> Record:
        if document.id == documents[1].id:
            raise ValueError("no such luck")
        return whole(self, document)

    monkeypatch.setattr(Reader, "read", broken)
    first, failed, last = reader.read_many(documents, jobs=1)
    assert (first, last) == (records[0], records[2])
    assert isinstance(failed, InputError)
    assert "no such luck" in str(failed)
    assert documents[1].id in str(failed)


def test_reading_leaves_nothing_at_home(tmp_path: Path) -> None:
    start = "import onrecord; onrecord.read('Envoys met\\n\\nMinisters of Peru and Chile met in Lima on Monday.')"
    given = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run([sys.executable, "-c", start], env=given | {"HOME": str(tmp_path)}, check=True)  # noqa: S603
    assert list(tmp_path.iterdir()) == []


def test_reading_nothing(reader: Reader) -> None:
    assert list(reader.read_many([], jobs=1)) == []


@pytest.mark.parametrize("published", [None, "2024-04-04", "1900-01-01", "2100-12-31"])
@pytest.mark.parametrize("name", ODD)
def test_odd_reports(reader: Reader, name: str, published: str | None) -> None:
    document = Document(name, None, None, None, published, None, "en", ODD[name])
    record = reader.read(document)
    assert record.document is document
    check(record)


@pytest.mark.parametrize("text", ["", " \n ", "“”"])
def test_a_document_without_words_has_an_empty_record(reader: Reader, text: str) -> None:
    document = Document("d", None, None, None, "2024-04-04", None, "en", text)
    assert reader.read(document) == Record(document)


# ---- onrecord.read


def test_read_a_path_and_a_text(records: list[Record]) -> None:
    path = SAMPLES / "paris-moscow-call.txt"
    record = onrecord.read(path)
    assert written(record) == written(next(r for r in records if r.document.text == record.document.text))
    again = onrecord.read(path.read_text(encoding="utf-8"), published="2024-04-04", outlet="Halden Courier")
    assert (again.document.published_from, again.document.outlet) == ("user", "Halden Courier")
    assert again.events == record.events


def test_read_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file"):
        onrecord.read(tmp_path / "none.txt")
    with pytest.raises(UsageError, match="yesterday"):
        onrecord.read("The minister said that they were well.", published="yesterday")
    with pytest.raises(LanguageError, match="French"):
        onrecord.read("La ministre a demandé mardi à son homologue de laisser rentrer les deux marins chez eux.")


def test_what_is_read_is_what_is_cleaned(reader: Reader) -> None:
    document = clean("The minister said that they were well.\n\nRead also: Storm due on Friday", published="2024-04-04")
    assert "Storm" not in document.text
    check(reader.read(document))


def test_few_are_read_here_and_many_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    class Pool:
        def __init__(self, jobs: int, **_: object) -> None:
            made.append(jobs)

        def __enter__(self) -> "Pool":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, _: object, chunk: list[Document]) -> "Future[list[Record]]":
            future: Future[list[Record]] = Future()
            future.set_result([Record(document) for document in chunk])
            return future

    monkeypatch.setattr("onrecord.reader.ProcessPoolExecutor", Pool)
    monkeypatch.setattr(Reader, "read", lambda _, document: Record(document))
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    document = clean("They met.", published="2024-04-04")
    for count, jobs in ((23, []), (24, [4])):
        made.clear()
        assert len(list(Reader().read_many([document] * count))) == count
        assert made == jobs
