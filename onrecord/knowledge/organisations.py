"""Organisations and groups by name, and institutions of a state by description ("the Turkish foreign ministry")."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from .countries import Countries
from .fold import fold
from .table import rows

_WORD = re.compile(r"\w")
_EDGES = re.compile(r"^(?:the|its|his|her|their|a|an|local|country s) |['’]s$")
# An embassy is of one state and in another.
_AT_PLACE = re.compile(r"\b(?:embassy|consulate|mission)\b[^,]*?(?P<at> (?:in|at) )(?P<place>.*)$", re.I)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?= |$)")
# What may stand between a state and its institution without making it another one.
# fmt: off
_FILLERS = frozenset((
    "the", "of", "in", "s", "its", "own", "state", "federal", "national", "country", "government", "at", "to", "and",
    "for",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or group.

    `kind` is "organization" or "group"; `country` ISO 3166 alpha-3 or None; `sector` a PLOVER code; `basis` its source.
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
        self._weak: set[str] = set()
        for name, kind, country, sector, forms, basis in rows("organisations.tsv"):
            organisation = Organisation(name, kind, country or None, sector, _BASES[basis])
            for marked in forms.split("|"):
                form = marked.removeprefix("~")
                self._exact.setdefault(form, organisation)
                if form != marked:
                    self._weak.add(form)
                elif not _acronym(form):
                    self._folded.setdefault(fold(form).removeprefix("the "), organisation)
        self._institutions: dict[str, tuple[str, str, str]] = {}
        for sector, kind, template, forms in rows("institutions.tsv"):
            for form in forms.split("|"):
                self._institutions[fold(form)] = (template, kind, sector)

    def find(self, text: str, country: str | None = None) -> Organisation | None:
        """The organisation that a mention names; `country` is the state meant where the mention names none."""
        plain = text.strip()
        return self._named(plain, country) or self._composed(plain, country)

    def forms(self, organisation: Organisation) -> list[str]:
        """How texts write an organisation, its name first."""
        return sorted(
            (form for form, body in self._exact.items() if body == organisation), key=organisation.name.__ne__
        )

    def _named(self, text: str, country: str | None) -> Organisation | None:
        bare = text[4:] if text[:4] in ("the ", "The ") else text
        for form in (text, bare):
            found = self._exact.get(form)
            # Of a name that many states have, only one's own is meant: "Congress" in Honduras.
            if found and not (form in self._weak and country and found.country not in (None, country)):
                return found
        key = fold(text)
        while key != (shorter := _EDGES.sub("", key)):
            key = shorter
        return self._folded.get(key)

    def find_all(self, text: str) -> list[OrganisationMention]:
        """Every name in a text, in its own case, at word boundaries, the longest first; ordinary words are left out."""
        finder, values = self._finder
        found: list[OrganisationMention] = []
        for at, start, end in finder.find_matches_as_indexes(text):
            outside = not (start and _WORD.match(text, start - 1)) and not _WORD.match(text, end)
            if outside:
                found.append(OrganisationMention(start, end, values[at]))
        return found

    @cached_property
    def _finder(self) -> tuple[AhoCorasick, list[Organisation]]:
        sought = {form: body for form, body in self._exact.items() if form not in self._weak}
        sought |= {form.replace("'", "’"): body for form, body in sought.items() if "'" in form}
        return AhoCorasick(list(sought), matchkind=MatchKind.LeftmostLongest), list(sought.values())

    def _composed(self, text: str, country: str | None) -> Organisation | None:
        """The institution of the state named in a mention, or of `country`: "Ankara's foreign ministry"."""
        forms = self._countries.find(text)
        placed = _AT_PLACE.search(text)
        if placed and forms and forms[-1].start >= placed.start("place"):
            owner = self._composed(text[: placed.start("at")], country)
            return owner and replace(owner, name=f"{owner.name} in {placed['place']}")
        states = {form.iso3 for form in forms}
        if len(states) > 1:
            return None
        rest = text
        for form in reversed(forms):
            rest = f"{rest[: form.start]} {rest[form.end :]}"
        state = states.pop() if states else country
        named = self._named(" ".join(_POSSESSIVE.sub(" ", rest).split()), state) if forms else None
        if named and named.country in (None, state):
            return named
        return self._institution(fold(_POSSESSIVE.sub(" ", rest)).split(), state)

    def _institution(self, words: list[str], state: str | None) -> Organisation | None:
        while words and " ".join(words) not in self._institutions:
            if words[0] in _FILLERS:
                words = words[1:]
            elif words[-1] in _FILLERS:
                words = words[:-1]
            else:
                return None
        if not words or state is None:
            return None
        template, kind, sector = self._institutions[" ".join(words)]
        if words[0] == "ministry":  # its own name stands: "Ministry of National Defense"
            template = f"{_titled(words)} of {{state}}"
        name = template.format(
            state=self._countries.formal(state), adjective=self._countries.adjective(state), words=" ".join(words)
        )
        return Organisation(name, kind, state, sector, "composed")


def _titled(words: list[str]) -> str:
    return " ".join(word if word in ("of", "the", "for", "and") else word.capitalize() for word in words)


def _acronym(form: str) -> bool:
    return form.isupper() or ("." in form and form.replace(".", "").isupper())
