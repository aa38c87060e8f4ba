"""How states and their governments are written: names, adjectives, demonyms, capitals, metonyms, cities."""

import re
from collections import defaultdict
from pathlib import Path

from raw import csv_rows, facts, json_file, write
from titles import PARENT

# Metonyms of these are the state; of a ministry, a parliament or an army they are that organisation.
# fmt: off
GOVERNMENT = (
    "head of state", "head of government", "government", "monarch", "party and government leadership",
    "presidential administration",
)
# fmt: on
ORDER = ("name", "adjective", "demonym", "metonym", "region", "capital", "city")
# Ordinary words, names of persons or of places elsewhere, of which a state's name is the rarer reading.
UNSAFE = {row["form"] for row in facts("unsafe_forms.tsv")}


def build(raw: Path, to: Path) -> None:
    """Write countries.tsv and states.tsv."""
    names = {row["ISO3166-1-Alpha-3"]: row["CLDR display name"] for row in csv_rows(raw, "country_codes.csv")}
    best: dict[str, tuple[int, str, str]] = {}
    notes: dict[str, str] = defaultdict(str)
    adjectives: dict[str, str] = {}
    for row in csv_rows(raw, "demonyms.csv"):
        if row["kind"] == "adjective" and row["form"] != "US" and not row["note"].startswith("informal"):
            adjectives.setdefault(row["country_iso3"], row["form"])
        if _usable(row):
            country, kind = (
                PARENT.get(row["country_iso3"], (row["country_iso3"],))[0],
                row["kind"].removeprefix("short_"),
            )
            if row["country_iso3"] in PARENT:
                kind = "region"
            elif row["kind"] == "short_name":
                names.setdefault(country, row["form"])
            _offer(best, row["form"], country, kind)
            if kind == "demonym" and re.search(r"(?:[aeo]n|i|er|[^s]k|ech|ard|ot|o|nd|e)$", row["form"]):
                _offer(best, f"{row['form']}s", country, kind)
            notes[row["form"]] = notes[row["form"]] or row["note"]
    for form, country in _territories(raw, set(names)):
        if form not in UNSAFE:
            _offer(best, form, country, "name")
    for row in facts("cities.tsv"):
        for form in row["forms"].split("|"):
            _offer(best, form, row["country"], row["kind"] or "city")
    for row in facts("state_names.tsv"):
        names[row["country"]] = row["name"]
        _offer(best, row["name"], row["country"], "name")
    lines = [[form, country, ORDER[at], notes[form]] for form, (at, country, _) in sorted(best.items())]
    write(to / "countries.tsv", "form country kind note", lines)
    leaders = {row["country"]: row["leader"] for row in facts("leaders.tsv")}
    formal = {row["country"]: row["formal"] for row in facts("state_names.tsv")}
    states = [[c, names[c], formal.get(c, ""), adjectives.get(c, ""), leaders.get(c, "")] for c in sorted(names) if c]
    write(to / "states.tsv", "country name formal adjective leader", states)


def _usable(row: dict[str, str]) -> bool:
    if row["kind"] == "metonym" and not row["refers_to"].startswith(GOVERNMENT):
        return False
    if row["form"] in UNSAFE or len(row["form"]) < 2 or "ambiguous: several" in row["note"]:
        return False
    return row["country_iso3"][:2] != "X-" or row["country_iso3"] in PARENT


def _offer(best: dict[str, tuple[int, str, str]], form: str, country: str, kind: str) -> None:
    """The first kind in `ORDER` wins; at a tie, the state offered first."""
    at = ORDER.index(kind)
    if form not in best or at < best[form][0]:
        best[form] = (at, country, kind)


def _territories(raw: Path, known: set[str]) -> list[tuple[str, str]]:
    """English-looking strong names of present states: "Republic of Korea", "Viet Nam"."""
    rows = json_file(raw, "territories.json.gz")
    assert isinstance(rows, list)
    found = []
    for row in rows:
        if row.get("is_country") and row.get("alpha3") in known:
            forms = [row["name"], row.get("full_name", ""), *row.get("names_strong", [])]
            found.extend(
                (form, row["alpha3"])
                for form in forms
                if form.isascii() and len(form) > 3 and form[:1].isupper() and not form.isupper()
            )
    return found
