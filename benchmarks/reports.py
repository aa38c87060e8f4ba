"""The reports that a record is built of: the sample stories told of other states, people, places, numbers and dates.

The same every time. Each happening is told by one to six outlets, some of which copy another.
"""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from renaming import Renaming, renamed

FIRST, DAYS = date(2023, 1, 2), 730  # that happenings are spread over
WORDS = 80  # after which a report is cut, at the end of a sentence
MOST = 6  # outlets
SEED = 5
STATES = (
    ("Norway", "Norwegian", "Oslo", "NOR"), ("Chile", "Chilean", "Santiago", "CHL"),
    ("Ghana", "Ghanaian", "Accra", "GHA"), ("Nepal", "Nepali", "Kathmandu", "NPL"),
    ("Latvia", "Latvian", "Riga", "LVA"),
    ("Oman", "Omani", "Muscat", "OMN"), ("Peru", "Peruvian", "Lima", "PER"), ("Kenya", "Kenyan", "Nairobi", "KEN"),
    ("Jordan", "Jordanian", "Amman", "JOR"), ("Vietnam", "Vietnamese", "Hanoi", "VNM"),
    ("Portugal", "Portuguese", "Lisbon", "PRT"), ("Senegal", "Senegalese", "Dakar", "SEN"),
    ("Iceland", "Icelandic", "Reykjavik", "ISL"), ("Cuba", "Cuban", "Havana", "CUB"),
    ("Angola", "Angolan", "Luanda", "AGO"), ("Cyprus", "Cypriot", "Nicosia", "CYP"),
    ("Finland", "Finnish", "Helsinki", "FIN"), ("Uruguay", "Uruguayan", "Montevideo", "URY"),
    ("Zambia", "Zambian", "Lusaka", "ZMB"), ("Bolivia", "Bolivian", "La Paz", "BOL"),
)  # fmt: skip
PAIRS = 40
ROLES = 8  # people of a state
GIVEN = (
    "Anders", "Maria", "Kofi", "Elena", "Samir", "Ingrid", "Tomas", "Amara", "Jonas", "Leila", "Pavel", "Rosa",
    "Daniel", "Nadia", "Martin", "Vera", "Oscar", "Fatima", "Hugo", "Sofia", "Ivan", "Clara", "Yusuf", "Teresa",
    "Karim", "Helena", "Bruno", "Aisha", "Felix", "Laura", "Emeka", "Astrid", "Diego", "Miriam", "Viktor", "Paula",
    "Tariq", "Monica", "Stefan", "Grace", "Andrei",
)  # fmt: skip
FAMILY = tuple(a + b for a, b in product(
    ("Tam", "Bre", "Kor", "Lun", "Hal", "Mor", "Ser", "Dov", "Gar", "Vel", "Nim", "Zan", "Pol"),
    ("ker", "ton", "lund", "vik", "sen", "dal", "berg", "mann", "nov", "ulo", "ari", "ez", "eth"),
))  # fmt: skip
# What the stories speak of; each stands in for the first of its row, which is what the samples have.
RINGS = (
    ("concert hall", "railway station", "stadium", "cattle market", "shopping centre", "cinema", "ferry", "museum"),
    ("terrorist camps", "missile depots", "radar sites", "arms workshops", "training grounds", "barracks"),
    ("aircraft", "drones", "helicopters", "bombers", "patrol boats", "transport planes"),
    ("energy", "farming", "shipping", "banking", "mining", "fisheries"),
    ("dialogue", "a truce", "negotiations", "an exchange of prisoners", "an armistice"),
    ("drone attacks", "rocket fire", "mortar fire", "sabotage", "raids"),
    ("gunmen", "bombers", "hijackers", "militants", "kidnappers"),
    ("working visit", "private visit", "short visit", "state visit"),
    ("peace mission", "trade mission", "gas mission", "fact-finding mission"),
    ("Pahalgam", "Tarbek", "Solvena", "Ormika", "Quelda", "Brunsay", "Havlo", "Mirrin"),
    ("Crocus City Hall", "Silver Gate Hall", "Old Harbour Hall", "Linden Park Hall", "Juniper House"),
    ("Punjab", "the south", "the highlands", "the delta", "the north"),
    ("Istanbul", "Vienna", "Doha", "Singapore", "Kigali"),
    ("Amritsar", "Velden", "Port Arlo", "Kasmere", "Tolvik", "Esterwald"),
)
# What is said would else be the same of every happening: these words of the samples become any of the nouns.
VARIED = (
    "solidarity", "families", "connection", "purposes", "information", "threat", "condolences", "trace", "organisation",
    "regime", "consent", "handlers", "ministry", "contingent", "problems", "evidence", "readiness", "hall", "country",
    "firing", "soil", "tissue", "parties", "strikes", "losses", "spokesman", "journalists", "places", "women",
    "children", "leadership", "fighting", "decades", "social media", "shelling", "jets", "shops", "shutters",
    "villages", "border", "reduction", "troops", "representative", "positions", "regions",
    "leg", "journey", "presidency", "newspaper", "partners",
)  # fmt: skip
NOUNS = (
    "trawlers", "bridges", "visas", "grain", "flood", "sailors", "copper", "railway", "vaccines", "timber", "tariffs",
    "salt", "wool", "pilots", "dam", "cattle", "cables", "archives", "lorries", "tunnel", "orchards", "batteries",
    "satellites", "reefs", "quotas", "harbour", "lighthouse", "pipeline", "cement", "cotton", "tea", "rubber", "nurses",
    "teachers", "farmers", "miners", "judges", "students", "libraries", "hospitals", "schools", "stations", "turbines",
    "reactors", "wells", "canals", "forests", "glaciers", "islands", "beaches", "passports", "loans", "bonds", "debts",
    "taxes", "prices", "wages", "pensions", "patents", "licences", "songs", "films", "maps", "letters", "coins",
    "stamps", "paintings", "statues", "temples", "gardens", "bees", "wolves", "whales", "horses", "camels", "seeds",
    "fertiliser", "wheat", "barley", "olives", "grapes", "coffee", "sugar", "spices", "silk", "leather", "paper",
    "glass", "steel", "zinc", "nickel", "lithium", "uranium", "coal", "diesel", "kerosene", "tyres", "engines",
    "tractors", "bicycles", "trams", "buses", "containers", "anchors", "sails", "nets", "buoys", "pumps", "filters",
    "lenses", "clocks", "radios", "antennas", "servers", "keyboards", "tickets", "medals", "uniforms", "boots", "tents",
)  # fmt: skip
OUTLETS = tuple(f"{place} {name}" for place, name in product(
    ("Riverside", "Northgate", "Harbour", "Highland", "Lakeside", "Meadow", "Orchard", "Granite"),
    ("Courier", "Mirror", "Post", "Tribune", "Examiner"),
))  # fmt: skip
_SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "stories.jsonl"


@dataclass(frozen=True, slots=True)
class _Story:
    """Reports of one happening among the samples: the date of it, its states in the order of their parts, its people.

    Of each state the words that stand for it, its adjective and its capital; of a person the state's place and a role.
    """

    happened: str
    reports: Sequence[str]
    states: Sequence[Sequence[str]]
    people: Mapping[str, tuple[int, int]]


_RUSSIA = ("Russia|the Russian Federation", "Russian", "Moscow|the Kremlin|The Kremlin")
_UKRAINE = ("Ukraine", "Ukrainian", "Kyiv|Kiev")
STORIES = (
    _Story(
        "2024-04-03", ("paris-readout", "neva-call", "longitude-call", "vercors-call"),
        (("France", "French", "Paris"), _RUSSIA, _UKRAINE),
        {"Sébastien Lecornu": (0, 0), "Sergei Shoigu": (1, 0), "Oleh Nikolenko": (2, 1)},
    ),
    _Story(
        "2025-05-10",
        ("delhi-statement", "margalla-truce", "longitude-truce", "snapfeed-truce", "doaba-second-call"),
        (("India", "Indian", "New Delhi"), ("Pakistan", "Pakistani", "Islamabad|Rawalpindi"), ("Kashmir", "", ""),
         ("the United States|Washington", "US|U.S.|American", "")),
        {"Rajiv Ghai": (0, 2), "Kashif Abdullah": (1, 2), "Vikram Misri": (0, 3), "Rajnath Singh": (0, 0),
         "Ahmed Sharif Chaudhry": (1, 4), "Shehbaz Sharif": (1, 5), "Donald Trump": (3, 6), "Narendra Modi": (0, 5),
         "Ishaq Dar": (1, 1), "Marco Rubio": (3, 1), "Randhir Jaiswal": (0, 4)},
    ),
    _Story(
        "2024-07-05", ("longitude-orban", "white-stone-readout", "tisza-orban"),
        (("Hungary", "Hungarian", "Budapest"), _RUSSIA, _UKRAINE, ("China", "Chinese", "Beijing")),
        {"Viktor Orban": (0, 5), "Viktor Orbán": (0, 5), "Vladimir Putin": (1, 6), "Volodymyr Zelenskiy": (2, 6),
         "Xi Jinping": (3, 6), "Péter Szijjártó": (0, 1)},
    ),
)  # fmt: skip


def make(number: int) -> list[dict[str, str]]:
    """So many lines of JSONL, in the order of their publication."""
    samples = {row["id"]: row for row in map(json.loads, _SAMPLES.read_text(encoding="utf-8").splitlines())}
    found: list[dict[str, str]] = []
    happening = 0
    while len(found) < number:
        happening += 1
        found += _told(random.Random(f"{SEED} {happening}"), f"h{happening}", samples)  # noqa: S311
    return sorted(found[:number], key=lambda row: (row["published"], row["id"]))


def _told(chance: random.Random, name: str, samples: Mapping[str, dict[str, str]]) -> list[dict[str, str]]:
    """All reports of one happening."""
    story = chance.choice(STORIES)
    day = FIRST + timedelta(chance.randrange(DAYS))
    more = chance.randint(1, 40)
    days = (day - date.fromisoformat(story.happened)).days
    renaming = Renaming(_cast(story, chance), days, lambda n: n + more)
    own = chance.sample(story.reports, len(story.reports))
    rows: list[dict[str, str]] = []
    for number in range(1, chance.randint(1, MOST) + 1):
        if rows and (not own or chance.random() < 1 / 3):
            row = _copy(chance.choice(rows), chance)
        else:
            row = renamed(renaming, samples[own.pop()])
            row["text"] = _cut(row["text"])
        rows.append({"id": f"{name}-{number}", **{k: row[k] for k in ("outlet", "published", "title", "text")}})
    return rows


def _cast(story: _Story, chance: random.Random) -> dict[str, str]:
    """Who and what stands in for whom and what in one happening."""
    pair = chance.randrange(PAIRS)
    first = pair % len(STATES)
    chosen = [(first + n) % len(STATES) for n in (0, 1 + 2 * (pair // len(STATES)), 7, 12)]
    words = {ring[0]: chance.choice(ring) for ring in RINGS} | {word: chance.choice(NOUNS) for word in VARIED}
    for state, forms in zip(chosen, story.states, strict=False):
        for kind, spellings in enumerate(forms):
            words |= {spelling: STATES[state][kind] for spelling in spellings.split("|") if spelling}
    for person, (place, role) in story.people.items():
        name = full_name(chosen[place], role)
        words |= {person: name, person.split()[-1]: name.split()[-1]}
    return words


def full_name(state: int, role: int) -> str:
    """Who holds an office in a state."""
    number = state * ROLES + role
    return f"{GIVEN[number * 7 % len(GIVEN)]} {FAMILY[number]}"


def _copy(row: Mapping[str, str], chance: random.Random) -> dict[str, str]:
    """Another outlet's copy of a report, on the same day or the next, with or without the last sentence."""
    text = row["text"]
    shorter = text[: text.rindex(_sentences(text)[-1])].rstrip()
    if chance.random() < 1 / 2 and len(text.split()) > WORDS // 2 and shorter:
        text = shorter
    published = date.fromisoformat(row["published"]) + timedelta(chance.randrange(2))
    return {**row, "outlet": chance.choice(OUTLETS), "published": published.isoformat(), "text": text}


def _cut(text: str) -> str:
    """The first sentences, 80 to 120 words or so."""
    length = 0
    for sentence in _sentences(text):
        length = text.index(sentence, length) + len(sentence)
        if len(text[:length].split()) >= WORDS:
            break
    return text[:length]


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[a-z0-9][.!?])\s+", text)
