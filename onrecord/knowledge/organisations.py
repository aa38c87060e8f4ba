"""Organisations and groups: by name, and institutions of a state composed from what they are ("the Turkish foreign ministry")."""

import re
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from .countries import Countries
from .fold import fold
from .table import rows

_WORD = re.compile(r"\w")
_EDGES = re.compile(r"^(?:the|its|his|her|their|a|an|local|country s) |['’]s$")
# An embassy is of one state and in another.
_AT_PLACE = re.compile(r"\b(?:embassy|consulate|mission|embassies)\b.*?\b(?:in|at|to) (?P<place>.*)$", re.I)
# What may stand between a state and its institution without making it another one.
_FILLERS = frozenset("the of in s its own state federal national country government s' at to and for".split())


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or group.

    `kind` is "organization" or "group"; `country` ISO 3166 alpha-3 or None; `sector` a PLOVER code; `basis` where it is from.
    """

    name: str
    kind: str
    country: str | None
    sector: str
    basis: str


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """An organisation named at `start` to `end` (code points, exclusive)."""

    start: int
    end: int
    organisation: Organisation


_BASES = {"G": "general knowledge", "T": "PETRARCH dictionaries (START list)"}


class Organisations:
    """`organisations.tsv`, and the institutions that every state has, of `institutions.tsv`."""

    def __init__(self, countries: Countries) -> None:
        self._countries = countries
        self._exact: dict[str, Organisation] = {}
        self._folded: dict[str, Organisation] = {}
        self._sought: dict[str, Organisation] = {}
        for name, kind, country, sector, forms, basis in rows("organisations.tsv"):
            organisation = Organisation(name, kind, country or None, sector, _BASES[basis])
            for marked in forms.split("|"):
                form = marked.removeprefix("~")
                self._exact.setdefault(form, organisation)
                if not _acronym(form):
                    self._folded.setdefault(fold(form).removeprefix("the "), organisation)
                if form is marked:
                    self._sought[form] = organisation
        self._institutions: dict[str, tuple[str, str, str]] = {}
        for sector, kind, template, forms in rows("institutions.tsv"):
            for form in forms.split("|"):
                self._institutions[fold(form)] = (template, kind, sector)

    def find(self, text: str, country: str | None = None) -> Organisation | None:
        """The organisation that a mention names; `country` is the state meant where the mention names none."""
        plain = text.strip()
        found = self._exact.get(plain) or self._exact.get(plain.removeprefix("the ").removeprefix("The "))
        if found:
            return found
        key = fold(plain)
        while key != (shorter := _EDGES.sub("", key)):
            key = shorter
        return self._folded.get(key) or self._composed(plain, country)

    def find_all(self, text: str) -> list[OrganisationMention]:
        """Every name in a text, in its own case, at word boundaries, the longest first; short ordinary words are left out."""
        finder, values = self._finder
        found: list[OrganisationMention] = []
        for at, start, end in finder.find_matches_as_indexes(text):
            outside = not (start and _WORD.match(text, start - 1)) and not _WORD.match(text, end)
            if outside:
                found.append(OrganisationMention(start, end, values[at]))
        return found

    @cached_property
    def _finder(self) -> tuple[AhoCorasick, list[Organisation]]:
        forms = sorted(self._sought)
        return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), [self._sought[form] for form in forms]

    def _composed(self, text: str, country: str | None) -> Organisation | None:
        """The institution of the state named in a mention, or of `country`: "Ankara's foreign ministry"."""
        forms = self._countries.find(text)
        if len(forms) > 1 and (placed := _AT_PLACE.search(text)) and forms[-1].start >= placed.start("place"):
            return self._composed(text[: placed.start("place")], country)
        states = {form.iso3 for form in forms}
        if len(states) > 1:
            return None
        rest = text
        for form in reversed(forms):
            rest = f"{rest[: form.start]} {rest[form.end :]}"
        state = states.pop() if states else country
        words = [word for word in fold(re.sub(r"['’]s\b", " ", rest)).split()]
        while words and words[0] in _FILLERS:
            words.pop(0)
        while words and words[-1] in _FILLERS:
            words.pop()
        institution = self._institutions.get(" ".join(words))
        if institution is None or state is None:
            return None
        template, kind, sector = institution
        name = template.format(state=self._countries.formal(state), adjective=self._countries.adjective(state))
        return Organisation(name, kind, state, sector, "composed")


def _acronym(form: str) -> bool:
    return form.isupper() or "." in form and form.replace(".", "").isupper()
