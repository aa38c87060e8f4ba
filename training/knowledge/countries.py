"""How states and their governments are written: names, adjectives, demonyms, capitals, metonyms, cities."""

from collections import defaultdict
from pathlib import Path

from titles import PARENT
from raw import csv_rows, facts, json_file, write

# Several forms of one kind are one kind here.
KINDS = {
    "name": "name",
    "short_name": "name",
    "adjective": "adjective",
    "demonym": "demonym",
    "capital": "capital",
    "metonym": "metonym",
}
# Metonyms of these are the state; of a ministry, a parliament or an army they are that organisation.
GOVERNMENT = (
    "head of state",
    "head of government",
    "government",
    "monarch",
    "party and government leadership",
    "presidential administration",
)
ORDER = ("name", "adjective", "demonym", "metonym", "region", "capital", "city")
# Ordinary words, names of persons or of places elsewhere, of which a state's name is the rarer reading.
UNSAFE = {
    "Male",
    "Victoria",
    "PA",
    "Brussels",
    "Westminster",
    "Diet",
    "Istana",
    "Castille",
    "Tamar",
    "Kasbah",
    "Bardo",
    "Mons",
    "Arg",
    "Congress",
    "The Lodge",
    "Brit",
    "Kiwi",
    "Santa Marta",
    "Roseau",
    "Strasbourg",
    "Hofburg",
    "Europe",
    "European",
    "Santiago",
    "Government House",
    "Security Council",
    "First Avenue",
    "Ministry of Defence",
    "National Security Council",
    "Royal Court",
    "State House",
    "Sucre",
    "San José",
    "Executive Mansion",
    "Castries",
    "Kingstown",
    "Georgetown",
    "Federal Palace",
    "National Palace",
    "Republican Palace",
    "Government Palace",
    "ROC",
    "DPR",
    "LPR",
    "Tlatelolco",
    "Bercy",
    "Torentje",
    "Congolese",
}
SHORT = {row["country"]: row["name"] for row in facts("state_names.tsv")}


def build(raw: Path, to: Path) -> None:
    """Write countries.tsv and states.tsv."""
    best: dict[str, tuple[int, str, str]] = {}
    names: dict[str, str] = {}
    for row in csv_rows(raw, "country_codes.csv"):
        names[row["ISO3166-1-Alpha-3"]] = row["CLDR display name"]
    notes: dict[str, str] = defaultdict(str)
    for row in csv_rows(raw, "demonyms.csv"):
        country = row["country_iso3"]
        form, kind = row["form"], KINDS[row["kind"]]
        if kind == "metonym" and not row["refers_to"].startswith(GOVERNMENT):
            continue
        if (
            form in UNSAFE
            or len(form) < 2
            or "ambiguous: several" in row["note"]
            or country[:2] == "X-"
            and country not in PARENT
        ):
            continue
        if country in PARENT:
            country, kind = PARENT[country][0], "region"
        elif row["kind"] == "short_name" and country not in names:
            names[country] = form
        _offer(best, form, country, kind)
        notes[form] = notes[form] or row["note"]
    for row in _territories(raw):
        _offer(best, row[0], row[1], "name")
    for row in facts("cities.tsv"):
        for form in row["forms"].split("|"):
            _offer(best, form, row["country"], row["kind"] or "city")
    for country, name in SHORT.items():
        names[country] = name
        _offer(best, name, country, "name")
    lines = [[form, country, ORDER[at], notes[form]] for form, (at, country, _) in sorted(best.items())]
    write(to / "countries.tsv", "form country kind note", lines)
    used = {line[1] for line in lines} | set(names)
    adjectives: dict[str, str] = {}
    for row in csv_rows(raw, "demonyms.csv"):
        if row["kind"] == "adjective" and row["form"] != "US" and not row["note"].startswith("informal"):
            adjectives.setdefault(row["country_iso3"], row["form"])
    systems = {row["country"]: row["leader"] for row in facts("leaders.tsv")}
    formal = {row["country"]: row["formal"] for row in facts("state_names.tsv")}
    states = [
        [c, names[c], formal.get(c, ""), adjectives.get(c, ""), systems.get(c, "")]
        for c in sorted(used)
        if c and c in names
    ]
    write(to / "states.tsv", "country name formal adjective leader", states)


def _offer(best: dict[str, tuple[int, str, str]], form: str, country: str, kind: str) -> None:
    """The first kind in `ORDER` wins; at a tie, the state offered first."""
    at = ORDER.index(kind)
    if form not in best or at < best[form][0]:
        best[form] = (at, country, kind)


def _territories(raw: Path) -> list[tuple[str, str]]:
    """English-looking strong names of present states: "Republic of Korea", "Viet Nam"."""
    rows = json_file(raw, "territories.json.gz")
    assert isinstance(rows, list)
    found = []
    for row in rows:
        if row.get("is_country") and row.get("alpha3"):
            forms = [row["name"], row.get("full_name", ""), *row.get("names_strong", [])]
            found.extend(
                (form, row["alpha3"])
                for form in forms
                if form.isascii() and len(form) > 3 and form[:1].isupper() and not form.isupper()
            )
    return found
