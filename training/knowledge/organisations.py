"""Organisations and groups: names written by hand, and armed groups of PETRARCH's dictionaries."""

import re
from pathlib import Path

from raw import csv_rows, facts, json_lines, write

_SMALL = {"of", "the", "for", "and", "in", "al", "de", "del", "la", "el", "ul", "i", "e"}


def build(raw: Path, to: Path) -> None:
    """Write organisations.tsv; a form in `weak_forms.tsv` is marked with ~ and is not looked for in running text."""
    weak = {row["form"] for row in facts("weak_forms.tsv")}
    lines: list[list[str]] = []
    known: set[str] = set()
    for row in facts("organisations.tsv"):
        forms = [row["name"], *filter(None, row["forms"].split("|"))]
        known |= {form.casefold() for form in forms}
        marked = "|".join(f"~{form}" if form in weak else form for form in forms)
        lines.append([row["name"], row["kind"], row["country"], row["sector"], marked, "G"])
    for name, country, forms in _armed_groups(raw):
        if name.casefold() not in known:
            fresh = [form for form in dict.fromkeys([name, *forms]) if form.casefold() not in known]
            known |= {form.casefold() for form in fresh}
            lines.append([name, "group", country, "REB", "|".join(fresh), "T"])
    write(to / "organisations.tsv", "name kind country sector forms basis", sorted(lines))


def _armed_groups(raw: Path) -> list[tuple[str, str, list[str]]]:
    groups = []
    states = {row["ISO3166-1-Alpha-3"] for row in csv_rows(raw, "country_codes.csv")}
    for row in json_lines(raw, "petrarch_actors.jsonl.gz"):
        name, aliases, codes = str(row["name"]), row["aliases"], row["codes"]
        assert isinstance(aliases, list)
        assert isinstance(codes, list)
        code = str(codes[0]["code"] or "") if len(codes) == 1 else ""
        named = re.search(
            r"\b(?:ARMY|FRONT|MOVEMENT|BRIGADES?|FORCES?|MILITIA|GROUP|ORGANI[SZ]ATION|JIHAD|LIBERATION|GUERRILLAS?)\b",
            name,
        )
        if row["file"] == "milnonstate" and re.fullmatch(r"[A-Z]{3}REB", code) and named and len(name.split()) > 2:
            forms = [
                _cased(re.sub(r"\s*\([^)]*\)", "", str(a)))
                for a in aliases
                if len(str(a).split()) > 2 and "+" not in str(a)
            ]
            groups.append((_cased(re.sub(r"\s*\([^)]*\)", "", name)), code[:3] if code[:3] in states else "", forms))
    return groups


def _cased(upper: str) -> str:
    words = upper.casefold().split()
    cased = " ".join(word if at and word in _SMALL else word[:1].upper() + word[1:] for at, word in enumerate(words))
    return re.sub(r"-([a-z])", lambda match: "-" + match[1].upper(), cased)
