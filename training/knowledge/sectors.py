"""Words for people and bodies, with the sector they belong to: by hand first, then PLOVER's agents."""

import re
from pathlib import Path

from raw import csv_rows, facts, write

# PLOVER's codes that the record does not use, and what they come to there. JRN are journalists, MED are doctors.
CODES = {"JRN": "MED", "MED": "CVL", "AGR": "CVL", "LAB": "CVL", "SOC": "CVL", "HLH": "CVL", "ELI": "GOV"}
SECTORS = {
    "GOV",
    "MIL",
    "COP",
    "CVL",
    "REB",
    "UAF",
    "SPY",
    "JUD",
    "LEG",
    "PTY",
    "BUS",
    "EDU",
    "REF",
    "REL",
    "CRM",
    "MED",
    "NGO",
    "IGO",
}
BODY = re.compile(
    r"\b(?:ministr(?:y|ies)|departments?|offices?|agenc(?:y|ies)|forces?|services?|army|armies|police|part(?:y|ies)|courts?|councils?|committees?|"
    r"government|administration|compan(?:y|ies)|banks?|groups?|movements?|organi[sz]ations?|unions?|parliaments?|senate|congress|assembl(?:y|ies)|"
    r"authorit(?:y|ies)|commissions?|bod(?:y|ies)|institutions?|institutes?|corporations?|firms?|network|regime|militias?|brigades?|battalions?|units?|"
    r"squads?|navy|military|guard|fleet|newspapers?|media|press|television|channel|radio|universit(?:y|ies)|schools?|colleges?|church|delegations?|"
    r"missions?|embass(?:y|ies)|consulates?|legislature|judiciary|tribunals?|directorates?|bureaus?|alliance|coalition|front|gangs?|cartels?|syndicates?|"
    r"airlines?|industry|insurgency|opposition|leadership|cabinet|secretariat|federation|association|makers?|house|duma)$",
    re.I,
)
# Things, deeds and places that PLOVER lists among the agents of a sector.
THING = re.compile(
    r"\b(?:aircraft|ship|vessel|tanks?|missiles?|jets?|helicopters?|base|station|post|building|hospital|hotel|bombers?|planes?|weapons?|artillery|"
    r"rocket|gun|camp|prison|activity|information|operation|programme?|position|attack|fire|check|system|site|mosque|property|car|boats?|orion|"
    r"dragonfly|tomahawk|house|ambulance|convoy|vehicle|mig|coup|d'etat|fighter aircraft)s?$",
    re.I,
)


def build(raw: Path, to: Path) -> None:
    """Write sectors.tsv."""
    found: dict[str, tuple[str, str]] = {}
    for row in facts("sectors.tsv"):
        for phrase in row["phrases"].split("|"):
            found.setdefault(phrase, (row["sector"], row["kind"]))
    crowd = {phrase for phrase, (_, kind) in found.items() if kind == "people"}
    for row in csv_rows(raw, "plover_agents.csv"):
        sector = CODES.get(row["code"][:3], row["code"][:3])
        phrase = row["phrase"].lower()
        if (
            sector not in SECTORS
            or not phrase.isascii()
            or THING.search(phrase)
            or not re.fullmatch(r"(?!a |the )[a-z][a-z '-]{2,}", phrase)
        ):
            continue
        if re.search(r"minist|secretar|president|premier", phrase) and not phrase.startswith("ministry"):
            continue  # offices know these better
        body = bool(BODY.search(phrase))
        one = "organization" if body else "people" if phrase.split()[-1] in crowd else "person"
        found.setdefault(phrase, (sector, one))
        if row["form"] == "base" and not phrase.endswith("s"):
            found.setdefault(_plural(phrase), (sector, "organization" if body else "people"))
        elif row["form"] != "base" and not body and phrase.endswith(("s", "men", "people", "women")):
            found[phrase] = (sector, "people") if found[phrase][1] == "person" else found[phrase]
    write(to / "sectors.tsv", "phrase sector kind", [[phrase, *found[phrase]] for phrase in sorted(found)])


def _plural(phrase: str) -> str:
    if re.search(r"[^aeiou]y$", phrase):
        return phrase[:-1] + "ies"
    if phrase.endswith("man"):
        return phrase[:-2] + "en"
    return phrase + ("es" if phrase.endswith(("ch", "sh", "x", "z")) else "s")
