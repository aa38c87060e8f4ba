"""The raw facts, as they were gathered: CSV and JSON files, some compressed."""

import csv
import gzip
import json
from pathlib import Path


def csv_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, or of its compressed form."""
    plain = folder / name
    if plain.exists():
        with plain.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with gzip.open(f"{plain}.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def json_lines(folder: Path, name: str) -> list[dict[str, object]]:
    """The objects of a compressed file with one JSON object a line."""
    with gzip.open(folder / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def json_file(folder: Path, name: str) -> object:
    """The contents of a compressed JSON file."""
    with gzip.open(folder / name, "rt", encoding="utf-8") as file:
        return json.load(file)


def facts(name: str) -> list[dict[str, str]]:
    """The rows of a table in `facts/` beside this module: tab-separated, written from general knowledge."""
    path = Path(__file__).parent / "facts" / name
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def write(path: Path, header: str, lines: list[list[str]]) -> None:
    """A tab-separated table with its header."""
    text = "\n".join([header.replace(" ", "\t"), *("\t".join(line).rstrip("\t") for line in lines)])
    assert "\t\n" not in text
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size / 1e6:.2f} MB")
