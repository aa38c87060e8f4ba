"""Who held which office: people.tsv and holders.tsv, from several sources."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from persons import Persons
from raw import csv_rows, facts, write
from tenures import BY_HAND, Row, closed, merged
from titles import PARENT, Titles

from onrecord.knowledge.countries import Countries
from onrecord.knowledge.fold import fold
from onrecord.knowledge.offices import Offices

FIRST_YEAR = "2000"
# Lesser offices are named in the news of their own time, and the table has to stay small.
FIRST = {"ambassador": "2012", "minister": "2012", "deputy-foreign": "2008", "deputy-defence": "2008"}
# fmt: off
UNREPORTED = {
    "sport", "tourism", "women", "housing", "veterans", "local-government", "planning", "science", "religion",
    "chief-justice", "deputy-minister",
}
DEPUTIES = {
    f"deputy-{of}" for of in (
        "prime-minister", "foreign", "defence", "un-ambassador", "army-chief", "security-adviser", "spokesperson",
    )
}
# fmt: on
REGIONAL_SOURCES = ("scotland-cabinet", "wales-cabinet", "northern-ireland-ministers")
REGIONAL = re.compile(
    r"\b(?:prefect|mayor|oblast|province|provincial|county|canton|chief minister|minister-president|intendant|"
    r"republika srpska|federation of bosnia|kurdistan|lieutenant governor|catalonia|catalan|basque|galicia|andalusia|"
    r"scotland|scottish|wales|welsh|northern ireland|wellington|flanders|flemish|walloon|wallonia|brussels|quebec|"
    r"ontario|alberta|greenland|faroe|aruba|curaçao|sint maarten|crimea|zanzibar|gagauzia|vojvodina|adjara|"
    r"bougainville|district|region of|regional government|executive council of|junta de|governing council of|"
    r"generalitat|falkland|gibraltar|bermuda|cayman|montserrat|anguilla|"
    r"governor of (?!the (?:central|national|reserve|federal))|premier of "
    r"(?:new|west|east|queensland|victoria|tasmania|south|north|british|nova|prince|sask|manit|yukon|nunavut)|"
    r"spouse|consort|shadow|secretariat)\b",
    re.I,
)
# A source's rows, its rank (see `tenures.Row`) and its code in the table.
Sourced = tuple[dict[str, str], int, str]


def build(raw: Path, to: Path) -> None:
    """Write people.tsv and holders.tsv; countries.tsv and states.tsv must have been written."""
    persons = Persons(raw)
    rows = list(merged([row for row in _rows(raw, persons) if _reported(row)]))
    final = sorted(closed(rows), key=lambda r: (r.country, r.office.office_class, r.start, r.person, r.office.label))
    people = sorted({row.person for row in final})
    number = {person: str(at) for at, person in enumerate(people)}
    write(to / "people.tsv", "qid name gender keys", [persons.line(person) for person in people])
    lines = [
        [number[r.person], r.country, r.office.office_class, r.office.label, r.start, r.end, r.as_of, r.basis]
        for r in final
    ]
    write(to / "holders.tsv", "person country class office start end as_of basis", lines)


def _reported(row: Row) -> bool:
    """Whether news of the time covered would name such an office."""
    if row.rank >= 3:
        return True
    office_class = row.office.office_class
    if office_class in UNREPORTED or (office_class.startswith("deputy-") and office_class not in DEPUTIES):
        return False
    first = FIRST.get(office_class, FIRST_YEAR)
    return row.end >= first or not row.end


def _rows(raw: Path, persons: Persons) -> Iterator[Row]:
    countries = Countries()
    offices = Offices(lambda text: next((countries.within(form.iso3) for form in countries.find(text)), None))
    titles = Titles(offices, _state_names(raw))
    refused = {(row["country"], row["office"], row["person"]) for row in facts("refused.tsv")}
    for row, rank, basis in _sources(raw):
        country, person, offices_told = row["country_iso3"], row["person"], {row["office"], row.get("office_qid", "")}
        names = {(country, "", person), *((country, office, who) for office in offices_told for who in ("", person))}
        if rank < BY_HAND and refused & names:
            continue
        if not person or (row["end"] and not "0" < row["start"][: len(row["end"])] <= row["end"]):
            continue
        found = titles.office(row["country_iso3"], row["office"], rank=rank)
        if found:
            country, office = found
            person = persons.key(row["person"], row.get("person_qid", ""), row["country_iso3"], by_hand=rank >= 3)
            # A comma within an office moved the columns of a few rows of one source.
            as_of = row["as_of"] if re.match(r"\d{4}", row["as_of"]) and not row["end"] else ""
            yield Row(person, country, office, row["start"], row["end"], as_of, basis, rank)


def _sources(raw: Path) -> Iterator[Sourced]:
    labels = {row["office_qid"]: row for row in csv_rows(raw, "offices.csv")}
    homes = _homes(labels.values())
    for row in csv_rows(raw, "holders.csv"):
        known = labels.get(row["office_qid"].split("|")[0])
        american = row["country_iso3"] == "USA" and row["office"].startswith("Secretary of State")
        if _national(row, known, homes) and not american:  # those are of the fifty states too
            row["office"] = _title(row["office"], known["label"] if known else "")
            yield row, 0 if "world-leaders" in row["source_repo"] or "sources" in row["source_repo"] else 1, ""
    for row in csv_rows(raw, "uk_ministers.csv"):
        if row["rank"] in ("PM", "SoS") or re.search(r"Foreign|Defence", row["department"]):
            yield row, 2, "I"
    for row in csv_rows(raw, "us_state_dept.csv"):
        title = re.match(r"(?:deputy |under )?secretary of state", row["office"], re.I)
        if row["kind"] == "positions-principals" and title:
            yield row, 2, "P"
    for row in csv_rows(raw, "holders_overlay.csv"):
        yield row, 3, "G"
    for row in facts("holders.tsv"):
        yield row, BY_HAND, "G"


def _state_names(raw: Path) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in csv_rows(raw, "demonyms.csv"):
        if row["kind"] in ("name", "short_name"):
            names[row["country_iso3"]].add(fold(row["form"]).removeprefix("the "))
    return names


def _homes(offices: Iterable[dict[str, str]]) -> dict[str, str]:
    """The QID of each state: the one that most of its offices name."""
    count: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in offices:
        if row["country_qid"] and "|" not in row["country_iso3"]:
            count[row["country_iso3"]][row["country_qid"]] += 1
    return {country: max(qids, key=lambda q: (qids[q], q)) for country, qids in count.items()}


def _national(row: dict[str, str], known: dict[str, str] | None, homes: dict[str, str]) -> bool:
    if row["end"] and row["end"] < FIRST_YEAR:
        return False
    if row["source_repo"].endswith(REGIONAL_SOURCES) or REGIONAL.search(row["office"]):
        return False
    if known is None or row["country_iso3"] in PARENT or row["country_iso3"][:2] == "X-":
        return True
    home = homes.get(row["country_iso3"])
    elsewhere = known["jurisdiction_qid"] and home and home not in known["jurisdiction_qid"]
    return not REGIONAL.search(known["label"]) and not elsewhere


def _title(office: str, label: str) -> str:
    """The short title, unless it says too little ("monarch")."""
    short = re.sub(r"\s*\([^)]*\)", "", office).strip()
    return label if short.islower() and label and "minister" not in short else short
