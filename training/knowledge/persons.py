"""Persons: one key each, a usual name, and every known spelling."""

import re
from collections import defaultdict
from pathlib import Path

from raw import csv_rows, facts

from onrecord.knowledge.countries import Countries
from onrecord.knowledge.fold import fold, sound


class Persons:
    """Persons known to the sources. A key is a QID, else the folded name."""

    def __init__(self, raw: Path) -> None:
        self._states = Countries()
        self._usual: dict[str, str] = {}
        self._gender: dict[str, str] = {}
        self._spellings: dict[str, set[str]] = defaultdict(set)
        self._countries: dict[str, set[str]] = defaultdict(set)
        for row in csv_rows(raw, "holders.csv"):
            self._countries[row["person_qid"]].add(row["country_iso3"])
        for row in csv_rows(raw, "persons.csv"):
            qid = row["person_qid"]
            title = self._plain(row["enwiki"])
            self._usual[qid] = title or self._plain(row["name"])
            self._gender[qid] = row["gender"][:1] if row["gender"] in ("male", "female") else ""
            self._spellings[qid] |= {self._plain(row["name"]), title}
        for row in csv_rows(raw, "aliases.csv"):
            self._spellings[row["person_qid"]].add(self._plain(row["variant"]))
        for row in csv_rows(raw, "holders_overlay.csv"):
            if row["person_qid"]:
                self._usual[row["person_qid"]] = row["person"]
                self._spellings[row["person_qid"]].add(row["person"])
                self._countries[row["person_qid"]].add(row["country_iso3"])
        self._fixed = [(row["spelling"], row["name"]) for row in facts("spellings.tsv")]
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for qid, spellings in self._spellings.items():
            for spelling in spellings:
                if _latin(spelling) and (" " in spelling or spelling == self._usual.get(qid)):
                    self._bearers[sound(spelling)].add(qid)
                    self._bearers[sound(re.sub(r" [A-Z]\.(?= )", "", spelling))].add(qid)

    def _plain(self, name: str) -> str:
        """A page title or label without titles, and without what only tells namesakes apart ("of Saudi Arabia")."""
        name = re.sub(r"^(?:H\. ?E\. |Ambassador |Dr\.? )+|\s*\([^)]*\)|,.*", "", name).strip()
        realm = re.search(r" of (.+)$", name)
        return name[: realm.start()] if realm and self._states.form(realm[1]) else name

    def key(self, name: str, qid: str, country: str, *, by_hand: bool) -> str:
        """The key of a person: the QID given, or that of the one politician of the state, or of any, with the name.

        A name by hand may say in brackets which namesake is meant: by QID, or by words that make a key of their own.
        """
        note = re.search(r"\((?:(Q\d+)|.*)\)$", name) if by_hand else None
        told = (note[1] or fold(name)) if note else ""
        name = self._plain(name) or qid
        known = qid or told or self._bearer(name, country)
        key = known or fold(next((n for s, n in self._fixed if fold(s) == fold(name)), name))
        if by_hand or not self._usual.get(key):
            self._usual[key] = name
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
        wanted = (
            {s for s in self._spellings[key] if _latin(s) and " of " not in s and (" " in fold(s) or s == name)}
            | extra
            | {name}
        )
        own = sound(name)
        others = sorted({sound(s) for s in wanted} - {own, ""}, key=lambda k: (len(k), k))[:10]
        return [key if re.fullmatch(r"Q\d+", key) else "", name, self._gender.get(key, ""), "|".join([own, *others])]


def _latin(text: str) -> bool:
    return bool(text) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ–‐" for c in text)
