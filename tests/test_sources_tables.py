"""Tables: columns by their names, delimiters as they come, and rows that are broken."""

import csv
import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from reports_in import REPORT, SECOND, body, codes, documents, errors, only, only_error, reports_in

from onrecord.documents import LIMITS
from onrecord.errors import LimitError


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "names",
    [
        ("id", "title", "url", "outlet", "published", "modified", "text"),
        ("ID", "Headline", "Link", "Source", "Pub Date", "Last-Modified", "Body"),
        ("guid", "HEADING", "article_url", "Publisher", "publishedAt", "updated_at", "full.text"),
    ],
)
def test_columns_by_name(tmp_path: Path, delimiter: str, names: tuple[str, ...]) -> None:
    words = f"{REPORT}\n\n{SECOND}"
    row = ("7", 'Sailors, "home"; at last', "https://c.example/1", "Courier", "2024-04-03", "2024-04-04T10:00Z", words)
    found = only(reports_in(tmp_path, table(names, row, delimiter=delimiter)))
    assert (found.id, found.title, found.url, found.outlet) == ("7", 'Sailors, "home"; at last', row[2], "Courier")
    assert (found.published, found.modified) == ("2024-04-03", "2024-04-04")
    assert body(found) == words


def test_a_column_of_pages_and_one_of_summaries(tmp_path: Path) -> None:
    found = only(reports_in(tmp_path, table(("title", "html"), ("Home", f"<p>{REPORT}</p><p>{SECOND}</p>"))))
    assert body(found) == f"{REPORT}\n\n{SECOND}"
    found = only(reports_in(tmp_path, table(("title", "Description"), ("Home", REPORT))))
    assert codes(found) == ["summary-only"]


def test_of_two_columns_alike_the_better_name_holds(tmp_path: Path) -> None:
    found = only(reports_in(tmp_path, table(("body", "text", "unknown", "id"), ("short", REPORT, "x", "1"))))
    assert found.text == REPORT


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16"])
def test_marks(tmp_path: Path, encode: str) -> None:
    assert only(reports_in(tmp_path, table(("id", "text"), ("1", f"Café {REPORT}")).encode(encode))).id == "1"


def test_windows_letters_are_a_warning(tmp_path: Path) -> None:
    found = documents(
        reports_in(tmp_path, table(("id", "text"), ("1", REPORT), ("2", f"Café {REPORT}")).encode("cp1252"))
    )
    assert [codes(d) for d in found] == [[], ["encoding-guessed"]]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_bad_rows_cost_only_themselves(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    lines = [
        "id,text,url",
        f"1,{REPORT},",
        f"2,{REPORT}, and more, and more",
        "3,short",
        "",
        "4,,https://c.example/4",
        f'5,"{REPORT}"x,',
        f"6,{SECOND},,,",
        f'7,"{REPORT},',
        f"8,{REPORT},",
        f"9,{SECOND},",
    ]
    found = reports_in(tmp_path, pack("\r\n".join(lines).encode()))
    assert [d.id for d in documents(found)] == ["1", "6", "8", "9"]
    told = [(e.where.rpartition(":")[2], e.what) for e in errors(found)]
    assert [place for place, _ in told] == ["3", "4", "6", "7", "9"]
    assert "the row has 4 cells where the first row names 3 columns" in told[0][1]
    assert "neither `text` nor `html`" in told[2][1]
    assert "words follow the quotation mark that closes a cell" in told[3][1]
    assert "a quotation mark is not closed" in told[4][1]


def test_a_cell_that_is_cut_off_gives_no_rows(tmp_path: Path) -> None:
    rows = table(("title", "text"), ("A", REPORT), ("B", "\n".join([f"One, {n} lines, then" for n in range(9)])))
    found = reports_in(tmp_path, rows[: rows.index("8 lines")])
    assert [d.title for d in documents(found)] == ["A"]
    assert len(errors(found)) == 1


def test_a_long_table_is_read_in_small_memory(tmp_path: Path) -> None:
    path = tmp_path / "long"
    with path.open("w") as file:
        file.write("id,text\n")
        for n in range(8_000):
            file.write(f'{n},"{REPORT} {n} {"x" * 900}"\n')
    from onrecord.documents.sources import find_raw  # noqa: PLC0415

    tracemalloc.start()
    assert sum(1 for _ in find_raw([str(path)])) == 8_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_without_end(tmp_path: Path, quote: str) -> None:
    long = quote + "a" * (LIMITS.report_bytes + 1000)
    found = reports_in(tmp_path, f"id,text\n1,{REPORT}\n2,{long}\n3,{SECOND}\n")
    assert documents(found)[0].id == "1"
    assert "longer than 20,000,000" in errors(found)[0].what


@pytest.mark.parametrize(
    "text",
    [
        f"Title, text and more: {REPORT}\n{SECOND}",
        f"Text\n\n{REPORT}",
        f"Source | Date\n\n{REPORT}",
        f"one,two\n{REPORT}",
    ],
)
def test_prose_is_no_table(tmp_path: Path, text: str) -> None:
    assert REPORT in only(reports_in(tmp_path, text)).text


def test_a_table_that_goes_on_for_ever_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "long"
    with path.open("w") as file:
        file.write(f"id,text\n1,{REPORT}\n2,")
        for _ in range(100):
            file.write("a" * 1_000_000)
    found = reports_in(tmp_path, path.read_bytes())
    assert isinstance(found[-1], LimitError)
    assert only_error(found[-1:]).where.endswith("input")
