"""Titles of offices as sources write them: of which class, and how an analyst would write them."""

import re
from dataclasses import replace

from raw import facts

from onrecord.knowledge.fold import fold
from onrecord.knowledge.offices import Office, Offices

# Peoples and territories that the sources give codes of their own; here their offices are within a state.
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
HEADS = {"head-of-state", "head-of-government", "vice-president", "deputy-prime-minister", "monarch"}
# Classes that news text has and the table has not, unless they were written by hand.
NOT_KEPT = {"commander", "legislator", "governor", "leader", "head-of-delegation", "first-lady", "opposition-leader"}
# States whose foreign, home and defence secretaries are officials under a minister.
CIVIL_SECRETARIES = {"IND", "PAK", "BGD", "NPL", "LKA"}
JUNIOR = re.compile(
    r"\b(?:associate|assistant|parliamentary|minister of state|state minister|minister[- ]delegate|delegated minister|"
    r"under-?secretar\w+|state secretary|permanent secretary|in the (?:prime minister|president)'s|to the presiden\w+|"
    r"defence (?:personnel|procurement|materiel|materials|industry|science|people|production))\b",
    re.I,
)
HEAD = re.compile(
    r"(?:acting |interim |executive |federal |state |first |second |third )*(?:vice[- ]president|president|"
    r"(?:deputy |vice[- ])?prime[- ]minister|(?:deputy |vice[- ])?premier|chancellor|vice[- ]chancellor|taoiseach|"
    r"tánaiste|head of (?:state|government)|monarch|king|queen|emir|sultan|emperor|grand duke|prince|chief adviser|"
    r"captain regent|(?:president|chair\w*) of the (?:council of ministers|government|cabinet(?: of ministers)?|"
    r"presidency|state council))\b",
    re.I,
)
RULERS = re.compile(
    r"head of state|de facto leader|chairman of the (?:state (?:peace|administration)|"
    r"transitional|presidential|supreme political)",
    re.I,
)
_NOTES = re.compile(r"\s*\((?:GNU|transitional|caretaker|acting|interim|foreign policy|military|Taliban|Houthi|, )+\)")
_LABELS = {(row["country"], row["class"]): row["label"] for row in facts("labels.tsv")}
# What a state's own title comes to where the words alone do not say so.
_OWN = {(row["country"], row["title"].casefold()): row["class"] for row in facts("titles.tsv")}
_ACTING = re.compile(r"\b(?:acting|interim)\b ?", re.I)
_LEADER = re.compile(
    r"(?:leader|head|chairman|president|secretary[- ]general|general secretary|commander(?:[- ]in[- ]chief)?) "
    r"of (?:the )?(?P<group>.+)",
    re.I,
)
_BODY_HEAD = re.compile(
    r"(?:secretary|director)[- ]general|president|executive (?:director|secretary)|chair\w*|administrator", re.I
)
_GROUPS = {
    form
    for row in facts("organisations.tsv")
    if row["sector"] in ("REB", "UAF", "CRM")
    for form in (row["name"], *row["forms"].split("|"))
}


class Titles:
    """What offices titles name, state by state."""

    def __init__(self, offices: Offices, names: dict[str, set[str]]) -> None:
        """`names` are the folded names of each state, by the sources' code."""
        self._offices = offices
        self._names = names

    def office(self, code: str, title: str, *, rank: int) -> tuple[str, Office] | None:
        """State and office of a title under a source's country code; None for an office that the table does not keep.

        `rank` is that of the source: from 3 on rows were chosen by hand, and all are kept.
        """
        country, place = PARENT.get(code, (code, ""))
        clean = _with_body(code, _ACTING.sub("", _NOTES.sub("", title)))
        own = _OWN.get((code, clean.casefold()))
        office = Office(own, "GOV", clean) if own else self._told(code, clean, country, rank=rank)
        if office is None:
            return None
        office = _labelled(office, clean, country)
        if place:
            label = office.label if office.label.endswith(place) else f"{office.label} of {place}"
            office = replace(office, office_class=f"regional-{office.office_class}", label=label)
        elif rank == 4 and office.office_class not in (*HEADS, "foreign", "defence") and office.sector != "IGO":
            office = replace(office, label=clean)
        if _ACTING.search(title) and office.sector != "IGO":
            office = replace(office, label=f"Acting {office.label}")
        if country in ("X-INT", *BODIES):
            country = office.country or country
        return country, office

    def _told(self, code: str, title: str, country: str, *, rank: int) -> Office | None:
        """The office that the words of a title tell."""
        office = self._class(code, title, rank=rank)
        if office is None:
            return None
        if office.qualifier in ("former", "shadow", "designate"):
            office = Office("other", "OPP" if office.qualifier == "shadow" else "GOV", title)
        if office.office_class in HEADS and not RULERS.match(title) and not _head(title, self._names.get(code, set())):
            if rank < 3:
                return None
            office = Office("other", "GOV", title)
        return _ranked(office, title, country)

    def _class(self, code: str, title: str, *, rank: int) -> Office | None:
        led = _LEADER.fullmatch(title)
        if led and led["group"] in _GROUPS:
            return Office("group-leader", "REB", title)
        office = self._offices.find(title)
        if office and office.office_class == "supreme-leader" and not title.lower().startswith("supreme"):
            office = None  # an official of the leader's
        if office and (office.country or "").startswith("X-") and not code.startswith("X-"):
            office = None  # a state's secretary-general, not the United Nations'
        if code in ("X-INT", *BODIES) and _BODY_HEAD.match(title) and (office is None or office.sector == "GOV"):
            return Office("secretary-general", "IGO", title)
        if office and office.office_class not in NOT_KEPT:
            return office
        if re.match(r"(?:federal )?(?:minister|secretary) (?:of|for)\b", title, re.I):
            return Office("minister", "GOV", title)
        if rank < 3:
            return None
        ruler = Office("head-of-state" if RULERS.match(title) else "other", "GOV", title)
        return replace(office, label=title) if office else ruler


def _with_body(code: str, title: str) -> str:
    """The title with the body that its code names: "Secretary General" of X-NATO."""
    if code == "X-UN" and title.startswith(("Special", "Personal")):
        return f"United Nations {title}"
    if code in BODIES and not re.search(r"\bof\b|for the|spokes", title):
        return f"{title} of {BODIES[code]}"
    return title


def _head(title: str, names: set[str]) -> bool:
    """Whether a title is that of a head of state or government or a deputy: nothing but the office, of the state."""
    if not HEAD.match(title):
        return False
    rest = fold(HEAD.sub("", title, count=1))
    rest = re.sub(r"^(?:and [a-z ]+|in exile|designate)", "", rest).removeprefix("of ").removeprefix("the ")
    return rest in names | {""} or "minister" in rest or rest.startswith(("republic", "government", "state council"))


def _ranked(office: Office, title: str, country: str) -> Office:
    """The office with its rank in that state: a secretary is a minister in some and an official in others."""
    lower = title.lower()
    if country == "USA" and office.office_class == "interior" and "homeland" not in lower:
        office = Office("minister", "GOV", title)
    elif country in CIVIL_SECRETARIES and lower.startswith(
        ("foreign secretary", "home secretary", "defence secretary")
    ):
        office = Office("permanent-secretary", office.sector, title)
    elif country not in ("USA", "VAT") and lower in ("secretary of state", "first secretary of state"):
        office = Office("deputy-prime-minister" if lower[0] == "f" else "deputy-minister", "GOV", title)
    elif lower.startswith("lord chancellor"):
        office = Office("justice", "GOV", title)
    elif not office.office_class.startswith("deputy-"):
        junior = JUNIOR.search(title) or (country == "GBR" and lower.startswith(("minister for", "minister of")))
        office = replace(office, office_class=f"deputy-{office.office_class}", label=title) if junior else office
    return office


def _labelled(office: Office, title: str, country: str) -> Office:
    """The label that an analyst would write: the state's own title where it has one."""
    if own := _LABELS.get((country, office.office_class)):
        return replace(office, label=own)
    if office.office_class == "ambassador" or office.sector in ("IGO", "NGO") or title.lower().startswith("monarch"):
        return office
    if office.office_class in HEADS and " of " in title:
        return office
    plain = re.sub(r"^(?:federal|union) |\bthe republic of [\w ]+$", "", title, flags=re.I).strip()
    return replace(office, label=plain[:1].upper() + plain[1:] if len(plain) <= 70 else office.label)
