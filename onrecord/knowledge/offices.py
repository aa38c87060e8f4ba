"""Titles such as "French Minister of Armed Forces": which office, of what class and sector."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from .table import rows

_QUALIFIERS = (
    ("former", re.compile(r"\b(?:former|ex|late|then|deposed|ousted|outgoing|erstwhile|previous|predecessor)\b", re.I)),
    ("acting", re.compile(r"\b(?:acting|interim|caretaker|transitional)\b", re.I)),
    ("designate", re.compile(r"\b(?:designate|elect|incoming|candidate|nominee|aspirant|future|would-be)\b", re.I)),
    ("shadow", re.compile(r"\bshadow\b", re.I)),
)
_DEPUTY = re.compile(r"(?:\b(?:deputy|vice|assistant|junior|under|state)[- ](?:[\w']+ )?|\bunder)$", re.I)
_MINISTER = r"(?:ministers?|secretar(?:y|ies)|minister's)\b"
_STATE = re.compile(r"^(?:minister of state|state minister|state secretary|secretary of state) (?:for|of) ", re.I)
# Words without which no pattern of the table can match; most mentions of an actor have none of them.
_ANY = re.compile(
    r"minist|secretar|presid|premier|chancel|spokes|speaker|chief|head|leader|chair|king|queen|emir|amir|sultan|pope|"
    r"pontiff|ambassador|envoy|represent|commission|govern|command|general|director|advis|aide|assistant|prosecut|"
    r"attorney|justice|diplomat|prince|monarch|emperor|empress|tánaiste|tanaiste|taoiseach|boss|lawmaker|legislator|"
    r"senator|congress|member|deputy|admiral|colonel|charg|consul|sovereign|custodian|guide|father|lady|treasurer|"
    r"saceur|mediator|ruler|strongman|warlord|spymaster|mayor|marshal|negotiator|coordinator|counsel|soldier|"
    r"nsa\b|pm\b|mp\b|mep\b",
    re.I,
)
# Somebody who is only related to the holder.
_OF_SOMEBODY = re.compile(
    r"['’]s (?:son|daughter|brother|sister|mother|father|widow|family|lawyer|nephew|cousin|home)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a title names it.

    `country` is set where the title itself fixes it ("Pentagon spokesman": USA; "NATO chief": X-NATO). `qualifier` is
    "former", "acting", "designate", "shadow" or None. `sector` is a PLOVER code, None where it depends on the body.
    """

    office_class: str
    sector: str | None
    label: str
    country: str | None = None
    qualifier: str | None = None


class Offices:
    """The title phrases of `offices.tsv`, and the portfolios of `portfolios.tsv` that ministers are named after."""

    def __init__(self, country_name: Callable[[str], str | None]) -> None:
        """`country_name` gives the usual name of the first state named in a text, for "Ambassador to Russia"."""
        self._country_name = country_name
        self._portfolios: list[Office] = []
        nouns: list[tuple[str, int]] = []
        for office_class, sector, label, alternatives in rows("portfolios.tsv"):
            nouns.extend((noun, len(self._portfolios)) for noun in _alternatives(alternatives))
            self._portfolios.append(Office(office_class, sector, label))
        nouns.sort(key=lambda pair: -len(pair[0]))
        self._noun_class = [index for _, index in nouns]
        groups = "|".join(f"({noun})" for noun, _ in nouns)
        self._before = re.compile(rf"\b(?:{groups})(?: affairs)?(?: (?:and|&) \w+)?(?: affairs)? {_MINISTER}", re.I)
        self._after = re.compile(
            r"\b(?:minister|secretary|head|chief)(?: of state)?,? (?:of|for|in charge of) (?=[\w'])", re.I
        )
        self._ministry = re.compile(
            rf"\b(?:head|chief) of (?:the )?(?:[\w']+ )?(?:{groups})(?: affairs)? (?:ministry|department)", re.I
        )
        self._noun = re.compile(rf"\b(?:{groups})\b", re.I)
        self._patterns = [
            (
                re.compile(rf"\b(?:{pattern})(?!\w)", re.I) if pattern else None,
                Office(office_class, sector or None, label, country or None),
            )
            for office_class, sector, label, country, pattern in rows("offices.tsv")
        ]
        self.find = lru_cache(maxsize=16384)(self._find)

    def _find(self, title: str) -> Office | None:
        if not _ANY.search(title) or _OF_SOMEBODY.search(title):
            return None
        for pattern, office in self._patterns:
            if pattern is None:
                found = self._portfolio(title)
                if found:
                    return _qualified(found, title)
            elif match := pattern.search(title):
                found = _deputised(office, title[: match.start()])
                return _qualified(self._placed(found, match), title)
        return None

    def _portfolio(self, title: str) -> Office | None:
        for pattern in (self._before, self._ministry):
            if match := pattern.search(title):
                return _deputised(self._named(match), title[: match.start()])
        match = self._after.search(title)
        noun = match and self._noun.search(title, match.end())
        # The noun stands near: "Minister for Europe and Foreign Affairs", not "minister of X, who left the treasury".
        if match and noun and noun.start() - match.end() <= 40 and "," not in title[match.end() : noun.start()]:
            found = self._named(noun)
            if match[0].lower().startswith(("head", "chief")) and "ministry" not in title[match.end() :].lower():
                return None
            return _deputised(found, title[: match.start()], in_title=bool(_STATE.match(title[match.start() :])))
        return None

    def _named(self, match: re.Match[str]) -> Office:
        return self._portfolios[self._noun_class[(match.lastindex or 1) - 1]]

    def _placed(self, office: Office, match: re.Match[str]) -> Office:
        if "{place}" not in office.label:
            return office
        place = match["place"]
        return replace(office, label=office.label.format(place=self._country_name(place) or place))


def _alternatives(pattern: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]


def _deputised(office: Office, before: str, *, in_title: bool = False) -> Office:
    if not in_title and (
        office.office_class.startswith(("deputy-", "first-deputy", "vice-")) or not _DEPUTY.search(before)
    ):
        return office
    label = office.label if office.label.startswith("Deputy") else f"Deputy {office.label}"
    return replace(office, office_class=f"deputy-{office.office_class}", label=label)


def _qualified(office: Office, title: str) -> Office:
    for qualifier, pattern in _QUALIFIERS:
        if pattern.search(title):
            return replace(office, qualifier=qualifier)
    return office
