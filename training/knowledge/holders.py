"""Who held which office: raw rows from several sources, brought to one row per person and tenure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from raw import csv_rows, facts, write

from onrecord.knowledge.countries import Countries
from onrecord.knowledge.fold import fold, sound
from onrecord.knowledge.offices import Office, Offices

FIRST_YEAR = "2000"
UNSOURCED = "general knowledge"

# Peoples and territories that the sources give codes of their own; here they are offices within a state, or bodies.
PARENT = {
    "X-ABK": ("GEO", "Abkhazia"),
    "X-SOS": ("GEO", "South Ossetia"),
    "X-ART": ("AZE", "Nagorno-Karabakh"),
    "X-DNR": ("UKR", "the Donetsk People's Republic"),
    "X-LNR": ("UKR", "the Luhansk People's Republic"),
    "X-NCY": ("CYP", "Northern Cyprus"),
    "X-PMR": ("MDA", "Transnistria"),
    "X-SML": ("SOM", "Somaliland"),
    "X-KRI": ("IRQ", "Iraqi Kurdistan"),
    "X-TIB": ("CHN", "the Central Tibetan Administration"),
}
BODIES = {"X-UN": "the United Nations", "X-NATO": "NATO", "X-EU": "the European Union"}
REGIONAL_SOURCES = ("scotland-cabinet", "wales-cabinet", "northern-ireland-ministers")
REGIONAL = re.compile(
    r"\b(?:prefect|mayor|oblast|province|provincial|county|canton|chief minister|minister-president|intendant|"
    r"republika srpska|federation of bosnia|kurdistan|lieutenant governor|catalonia|catalan|basque|galicia|andalusia|"
    r"scotland|scottish|wales|welsh|northern ireland|wellington|flanders|flemish|walloon|wallonia|brussels|quebec|ontario|"
    r"alberta|greenland|faroe|aruba|curaçao|sint maarten|crimea|zanzibar|gagauzia|vojvodina|adjara|bougainville|"
    r"district|region of|regional government|executive council of|junta de|governing council of|generalitat|"
    r"falkland|gibraltar|bermuda|cayman|montserrat|anguilla|governor of (?!the (?:central|national|reserve|federal))|"
    r"premier of (?:new|west|east|queensland|victoria|tasmania|south|north|british|nova|prince|sask|manit|yukon|nunavut)|"
    r"spouse|consort|shadow|secretariat)\b",
    re.I,
)
# Classes that the table keeps; the text matches others too ("commander", "legislator").
DROPPED = {"commander", "legislator", "governor", "leader", "head-of-delegation", "first-lady", "opposition-leader"}
MINOR = {
    "sport", "tourism", "women", "housing", "veterans", "local-government", "planning", "science", "religion", "agriculture",
    "labour", "transport", "environment", "education", "health", "information", "energy", "trade", "economy", "development",
    "european-affairs", "speaker", "prosecutor", "minister", "immigration", "security", "finance", "justice", "interior",
}
UNREPORTED = {"sport", "tourism", "women", "housing", "veterans", "local-government", "planning", "science", "religion", "chief-justice"}
UNREPORTED |= {f"deputy-{minor}" for minor in MINOR}
FIRST = {"ambassador": "2012", "minister": "2012", "deputy-foreign": "2008", "deputy-defence": "2008"}
# Offices of one class that are not one office: an envoy here and an envoy there.
MANY = {"ambassador", "spokesperson", "other", "un-envoy", "special-envoy", "minister", "deputy-foreign"}
HEADS = {"head-of-state", "head-of-government", "vice-president", "deputy-prime-minister", "monarch"}
CIVIL_SECRETARIES = {"IND", "PAK", "BGD", "NPL", "LKA"}
JUNIOR = re.compile(
    r"\b(?:associate|assistant|parliamentary|minister of state|state minister|minister[- ]delegate|delegated minister|"
    r"under-?secretar\w+|state secretary|permanent secretary|in the prime minister's|in the president's|to the presiden\w+)\b",
    re.I,
)
_HEAD = re.compile(
    r"(?:acting |interim |executive |federal |state |first |second |third )*(?:vice[- ]president|president|(?:deputy |vice[- ])?prime[- ]minister|"
    r"(?:deputy |vice[- ])?premier|chancellor|vice[- ]chancellor|taoiseach|tánaiste|head of (?:state|government)|monarch|king|queen|"
    r"emir|sultan|emperor|grand duke|prince|(?:president|chair\w*) of the (?:council of ministers|government|cabinet(?: of ministers)?|"
    r"presidency|state council|council of the government)|chief adviser|captain regent)\b",
    re.I,
)
SINGLE = {"head-of-state", "head-of-government", "foreign", "defence", "interior", "finance", "justice"}


_BASES = {"Wikidata": "W", "IfG": "I", "pocom": "P", UNSOURCED: "G"}


@dataclass(frozen=True, slots=True)
class Row:
    """One tenure. Dates are ISO, cut to the precision known; `as_of` is set where the end is not known."""

    person: str
    country: str
    office: Office
    start: str
    end: str
    as_of: str
    basis: str
    rank: int = field(default=0, compare=False)  # of the source: a higher one is believed


def build(raw: Path, to: Path) -> None:
    """Write people.tsv and holders.tsv; countries.tsv and states.tsv must have been written."""
    names = _Names(raw)
    countries = Countries()
    offices = Offices(lambda text: next((countries.name(form.iso3) for form in countries.find(text)), None))
    kept = [row for row in _rows(raw, names, offices) if _reported(row)]
    merged = [row for group in _grouped(kept) for row in _merged(group)]
    closed = sorted(_closed(merged), key=_order)
    people = sorted({row.person for row in closed})
    number = {person: str(at) for at, person in enumerate(people)}
    write(to / "people.tsv", "qid name gender keys", [names.line(person) for person in people])
    write(
        to / "holders.tsv",
        "person country class office start end as_of basis",
        [
            [number[r.person], r.country, r.office.office_class, r.office.label, r.start, r.end, r.as_of, _BASES[r.basis.split(",")[0]] + ("+" if "," in r.basis else "")]
            for r in closed
        ],
    )


def _reported(row: Row) -> bool:
    """Whether news of the time covered would name such an office."""
    first = FIRST.get(row.office.office_class, FIRST_YEAR)
    return row.rank >= 3 or row.office.office_class not in UNREPORTED and (row.end >= first or not row.end)


def _order(row: Row) -> tuple[str, ...]:
    return row.country, row.office.office_class, row.start, row.person, row.office.label, row.end


def _rows(raw: Path, names: "_Names", offices: Offices) -> Iterator[Row]:
    label = {row["office_qid"]: row for row in csv_rows(raw, "offices.csv")}
    homes = _homes(label.values())
    states: dict[str, set[str]] = defaultdict(set)
    for row in csv_rows(raw, "demonyms.csv"):
        if row["kind"] in ("name", "short_name"):
            states[row["country_iso3"]] |= {fold(row["form"]), fold(row["form"]).removeprefix("the ")}
    for row in csv_rows(raw, "holders.csv"):
        known = label.get(row["office_qid"].split("|")[0])
        if _national(row, known, homes) and not (row["country_iso3"] == "USA" and row["office"].startswith("Secretary of State")):
            title = _title(row["office"], known["label"] if known else "")
            yield from _row(row, title, names.person(row["person"], row["person_qid"], row["country_iso3"]), offices, states, rank=_rank(row["source_repo"]))
    for row in csv_rows(raw, "uk_ministers.csv"):
        if row["rank"] in ("PM", "SoS") or "Foreign" in row["department"] or "Defence" in row["department"]:
            yield from _row(row, row["office"], names.person(row["person"], row["person_qid"], row["country_iso3"]), offices, states, rank=2)
    for row in csv_rows(raw, "us_state_dept.csv"):
        if row["kind"] == "positions-principals" and re.match(r"(?:deputy |under )?secretary of state", row["office"], re.I):
            yield from _row(row, row["office"], names.person(row["person"], "", row["country_iso3"]), offices, states, rank=2)
    for name, rank in (("holders_overlay.csv", 3),):
        for row in csv_rows(raw, name):
            yield from _row(row, row["office"], names.person(row["person"], row["person_qid"], row["country_iso3"]), offices, states, rank=rank)
    for row in facts("holders.tsv"):
        yield from _row(row, row["office"], names.person(row["person"], "", row["country_iso3"]), offices, states, rank=4)


def _rank(source: str) -> int:
    return 0 if "world-leaders" in source or "sources/foreign" in source else 1


def _homes(offices: Iterable[dict[str, str]]) -> dict[str, str]:
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
    if known is None:
        return True
    if REGIONAL.search(known["label"]) and row["country_iso3"] not in PARENT:
        return False
    home = homes.get(row["country_iso3"])
    return not (known["jurisdiction_qid"] and home and home not in known["jurisdiction_qid"] and row["country_iso3"][:2] != "X-")


def _title(office: str, label: str) -> str:
    """The short title, unless it says too little ("monarch") or is only the office's own list name."""
    short = re.sub(r"\s*\([^)]*\)", "", office).strip()
    return label if short.islower() and label and "minister" not in short else short


def _row(row: dict[str, str], title: str, person: str, offices: Offices, states: dict[str, set[str]], *, rank: int) -> Iterator[Row]:
    country, place = PARENT.get(row["country_iso3"], (row["country_iso3"], ""))
    note = row["office"]
    start, end, as_of = row["start"], row["end"], row["as_of"]
    if not re.match(r"\d{4}", as_of):  # a comma in the office moved the columns of a few rows
        as_of = ""
    if end and start > end:
        return
    clean = re.sub(r"\s*\((?:GNU|transitional|caretaker|acting|interim|foreign policy|military|Taliban|Houthi|Taliban, acting)\)", "", title)
    if country == "X-UN" and clean.startswith("Special"):
        clean = f"United Nations {clean}"
    elif country in BODIES and not re.search(r"\bof\b|for the|spokes", clean):
        clean += f" of {BODIES[country]}"
    office = offices.find(clean)
    if office is None or office.office_class in DROPPED:
        head = re.match(r"head of state|de facto leader|chairman of the (?:state|transitional|presidential|supreme political)", clean, re.I)
        minister = re.match(r"(?:federal )?(?:minister|secretary) (?:of|for)\b", clean, re.I)
        if rank < 3 and not minister:
            return
        office = replace(office, label=clean) if office else Office("head-of-state" if head else "minister" if minister else "other", "GOV", clean)
    if office.office_class in HEADS and rank < 3 and not _head(clean, states.get(row["country_iso3"], set())):
        return
    if office.office_class in HEADS and rank >= 3 and not _HEAD.match(clean):
        office = Office("other", "GOV", clean)
    office = _ranked(office, clean, country)
    office = _labelled(office, clean, country, place)
    if rank == 4 and office.office_class not in (*HEADS, "foreign", "defence") and office.sector != "IGO" and not place:
        office = replace(office, label=clean)
    if "acting" in note or "interim" in note or "caretaker" in note:
        office = replace(office, qualifier="acting")
    basis = row.get("source_repo", "").split("/")[-1] or UNSOURCED
    basis = {"general knowledge (unsourced)": UNSOURCED, "ifg-ministers-database-public": "IfG", "pocom": "pocom"}.get(basis, "Wikidata" if rank < 2 else basis)
    if rank >= 3:
        basis = UNSOURCED
    if country in ("X-INT", "X-UN", "X-NATO", "X-EU"):
        country = office.country or country
    yield Row(person, country, office, start, end, "" if end else as_of, basis, rank)


def _head(title: str, names: set[str]) -> bool:
    """Whether a title is that of a head of state or government or a deputy: nothing but the office, of the state."""
    if not _HEAD.match(title):
        return False
    rest = fold(re.sub(_HEAD, "", title, count=1))
    rest = re.sub(r"^(?:and [a-z ]+|in exile|designate)", "", rest).removeprefix("of ").removeprefix("the ")
    return not rest or rest in names or rest.startswith(("republic", "government", "council of ministers", "state council")) or "minister" in rest


def _ranked(office: Office, title: str, country: str) -> Office:
    """The office with its rank in that state: what is called a secretary is a minister in some and an official in others."""
    if country == "USA" and office.office_class == "interior" and "Homeland" not in title:
        return Office("minister", "GOV", title)
    if country in CIVIL_SECRETARIES and re.match(r"(?:foreign|home|defence) secretary", title, re.I):
        return Office("permanent-secretary", office.sector, title)
    if re.match(r"lord chancellor", title, re.I):
        return Office("justice", "GOV", title)
    if re.match(r"first secretary of state", title, re.I):
        return Office("deputy-prime-minister", "GOV", title)
    if JUNIOR.search(title) and not office.office_class.startswith("deputy-"):
        return replace(office, office_class=f"deputy-{office.office_class}", label=title)
    return office


_LABELS = {(row["country"], row["class"]): row["label"] for row in facts("labels.tsv")}


def _labelled(office: Office, title: str, country: str, place: str) -> Office:
    """The label that an analyst would write: the state's own title where it has one."""
    if place:
        return replace(office, office_class=f"regional-{office.office_class}", label=f"{office.label} of {place}", country=None)
    if own := _LABELS.get((country, office.office_class)):
        return replace(office, label=own, country=None)
    if office.office_class.startswith("deputy-") and country != "GBR" and title.lower().startswith(("secretary of state", "state secretary")):
        return replace(office, label=title)
    if office.office_class == "ambassador" or office.sector in ("IGO", "NGO") or office.label.startswith(("King", "Queen", "Emir")) and title.lower().startswith("monarch"):
        return office
    if office.office_class in HEADS and " of " in title:
        return office
    plain = re.sub(r"^(?:federal|union|acting|interim) |\bthe republic of [\w ]+$", "", title, flags=re.I).strip()
    plain = plain[:1].upper() + plain[1:]
    return replace(office, label=plain if len(plain) <= 70 else office.label)


def _grouped(rows: list[Row]) -> Iterator[list[Row]]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        told_apart = row.office.office_class in MANY or row.office.office_class.startswith("regional-")
        groups[row.person, row.country, row.office.office_class + (row.office.label if told_apart else "")].append(row)
    for key in sorted(groups):
        yield sorted(groups[key], key=lambda r: (r.start[:4], -r.rank, r.start, r.end, r.office.label))


def _merged(group: list[Row]) -> Iterator[Row]:
    """Rows of one person in one office whose times touch become one; the better source gives the office's name."""
    current = group[0]
    for row in group[1:]:
        if _horizon(current) >= _first(row) - timedelta(days=31):
            current = _joined(current, row)
        else:
            yield current
            current = row
    yield current


def _joined(a: Row, b: Row) -> Row:
    best = max(a, b, key=lambda r: r.rank)
    start = a.start if a.start[:4] < b.start[:4] and a.start else max(a.start, b.start, key=lambda d: (len(d), d == best.start))
    if a.rank != b.rank and best.rank >= 2 and a.start[:4] == b.start[:4]:
        end = best.end  # one tenure told twice: the better source knows
    elif a.end and b.end:
        end = max(a.end, b.end, key=lambda d: (d[:4], len(d), d))
    else:
        ended, opened = (a, b) if a.end else (b, a)
        end = ended.end if ended.end and ended.end[:4] >= opened.as_of[:4] and _horizon(ended) >= _first_day(opened.as_of) else ""
    as_of = "" if end else max(a.as_of, b.as_of)
    return replace(best, start=start, end=end, as_of=as_of)


def _closed(rows: list[Row]) -> Iterator[Row]:
    """A row without an end, in an office that one person holds at a time, ends where the next better-sourced row begins."""
    seats: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        seats[row.country, row.office.office_class].append(row)
    for (_, office_class), seat in seats.items():
        seat.sort(key=lambda r: (r.start, r.person))
        if office_class not in SINGLE:
            yield from seat
            continue
        for row, following in pairwise([*seat, None]):
            assert row is not None
            if row.end or following is None or not following.start or following.person == row.person:
                yield row
            elif following.rank >= 3 or following.start < row.as_of and following.rank >= row.rank:
                yield replace(row, end=following.start, as_of="", basis=f"{row.basis}, end from successor")
            else:
                yield row


def _first_day(text: str) -> date:
    parts = [int(p) for p in text.split("-")] if text else [1900]
    return date(*(parts + [1, 1])[:3])


def _first(row: Row) -> date:
    return _first_day(row.start)


def _horizon(row: Row) -> date:
    text = row.end or row.as_of
    if not text:
        return date(2100, 1, 1)
    first = _first_day(text)
    return first + timedelta(days={4: 365, 7: 30}.get(len(text), 0))


class _Names:
    """Persons: one key each (a QID, else the folded name), the usual name, and keys of every known spelling."""

    def __init__(self, raw: Path) -> None:
        self._usual: dict[str, str] = {}
        self._gender: dict[str, str] = {}
        self._spellings: dict[str, set[str]] = defaultdict(set)
        self._countries: dict[str, set[str]] = defaultdict(set)
        for row in csv_rows(raw, "holders.csv"):
            self._countries[row["person_qid"]].add(row["country_iso3"])
        for row in csv_rows(raw, "persons.csv"):
            qid = row["person_qid"]
            title = _plain(row["enwiki"])
            self._usual[qid] = title or _plain(row["name"])
            self._gender[qid] = row["gender"][:1] if row["gender"] in ("male", "female") else ""
            self._spellings[qid] |= {_plain(row["name"]), title}
        for row in csv_rows(raw, "aliases.csv"):
            self._spellings[row["person_qid"]].add(_plain(row["variant"]))
        for row in csv_rows(raw, "holders_overlay.csv"):
            if row["person_qid"]:
                self._usual[row["person_qid"]] = row["person"]
                self._spellings[row["person_qid"]].add(row["person"])
                self._countries[row["person_qid"]].add(row["country_iso3"])
        self._fixed = [(row["spelling"], row["name"]) for row in facts("spellings.tsv")]
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for qid, spellings in self._spellings.items():
            for spelling in spellings:
                if _latin(spelling) and " " in spelling:
                    self._bearers[sound(spelling)].add(qid)

    def person(self, name: str, qid: str, country: str) -> str:
        """The key of a person: the QID given, or that of the one politician of the state, or of any, with the name."""
        name = _plain(name) or qid
        key = qid or self._bearer(name, country) or fold(next((n for s, n in self._fixed if fold(s) == fold(name)), name))
        self._usual.setdefault(key, name)
        self._spellings[key].add(name)
        self._countries[key].add(country)
        return key

    def _bearer(self, name: str, country: str) -> str:
        words = name.split()
        asked = [name, *(other for pair in self._fixed if name in pair for other in pair), f"{words[0]} {words[-1]}"]
        for spelling in asked:
            found = self._bearers.get(sound(spelling), set())
            home = {qid for qid in found if country in self._countries[qid] or country[:2] == "X-"}
            if len(home) == 1:
                return next(iter(home))
        return ""

    def line(self, key: str) -> list[str]:
        """The row of people.tsv."""
        name = self._usual[key]
        known = {fold(s) for s in self._spellings[key]}
        fixed = [(s, n) for s, n in self._fixed if fold(s) in known or fold(n) in known]
        if fixed:
            name = fixed[0][1]
        extra = {spelling for pair in fixed for spelling in pair} | {s for s, n in self._fixed if n == name}
        wanted = {s for s in self._spellings[key] if _latin(s) and (" " in fold(s) or s == name)} | extra | {name}
        own = sound(name)
        others = sorted({sound(s) for s in wanted} - {own, ""}, key=lambda k: (len(k), k))[:10]
        return [key if re.fullmatch(r"Q\d+", key) else "", name, self._gender.get(key, ""), "|".join([own, *others])]


def _plain(name: str) -> str:
    """A page title or label without what only tells namesakes apart."""
    return re.sub(r"^(?:H\. ?E\. |Ambassador |Dr\.? )+|\s*\([^)]*\)|,.*", "", name).strip()


def _latin(text: str) -> bool:
    return bool(text) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ–‐" for c in text)
