"""States as texts write them: names, adjectives, demonyms, capitals, metonyms of governments, regions and cities."""

import re
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from .table import rows

_WORD = re.compile(r"\w")
# A form followed by these is part of a longer name of something else: "Georgia Tech", "Jordan River", "New York Times".
_LONGER = re.compile(r"[-’'](?:based|born|led|backed)\b|-[A-Z]| (?:Times|Post|Tech|River|Herald|University|Peterson)\b")
_ARTICLE = re.compile(
    r"(?:United|Democratic Republic|Republic|Central African|Dominican Republic|\w+ Islands$|Philippines|Netherlands|"
    r"Maldives|Bahamas|Gambia|Comoros|Seychelles|Vatican)"
)


@dataclass(frozen=True, slots=True)
class CountryForm:
    """A state named at `start` to `end` (code points, exclusive).

    `kind` is "name", "adjective", "demonym", "metonym" (the Kremlin), "capital", "region" (breakaway or autonomous)
    or "city".
    """

    start: int
    end: int
    iso3: str
    kind: str


class Countries:
    """The forms of `countries.tsv` and the names of `states.tsv`."""

    def __init__(self) -> None:
        self._forms: dict[str, tuple[str, str]] = {form: (iso3, kind) for form, iso3, kind, _ in rows("countries.tsv")}
        self._names: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        self._leaders: dict[str, str] = {}
        self._formal: dict[str, str] = {}
        for iso3, name, formal, adjective, leader in rows("states.tsv"):
            self._names[iso3] = name
            self._formal[iso3] = formal
            self._adjectives[iso3] = adjective or name
            self._leaders[iso3] = leader or "head-of-state"

    @cached_property
    def _finder(self) -> tuple[AhoCorasick, list[tuple[str, str]]]:
        values = self._forms | {form.replace("'", "’"): value for form, value in self._forms.items() if "'" in form}
        return AhoCorasick(list(values), matchkind=MatchKind.LeftmostLongest), list(values.values())

    def find(self, text: str) -> list[CountryForm]:
        """All forms in a text, in order, the longest where they overlap, at word boundaries, in their own case."""
        finder, values = self._finder
        found: list[CountryForm] = []
        for at, start, end in finder.find_matches_as_indexes(text):
            if (start and _WORD.match(text, start - 1)) or (_WORD.match(text, end) and text[end - 1] != "."):
                continue
            if found and start < found[-1].end:
                continue
            longer = _LONGER.match(text, end)
            if longer and not longer[0].startswith(("-", "’", "'")):
                continue
            found.append(CountryForm(start, end, *values[at]))
        return found

    def form(self, text: str) -> tuple[str, str] | None:
        """The state and the kind of a form that is the whole text, apart from "the"."""
        plain = text[4:] if text.startswith(("the ", "The ")) else text
        return self._forms.get(text) or self._forms.get(plain)

    def code(self, words: str) -> str | None:
        """The state that a code or a name is, in any case: "JPN", "japan"."""
        if words.upper() in self._names:
            return words.upper()
        found = self._forms.get(words) or self._forms.get(words.title())
        return found[0] if found and found[1] == "name" else None

    def forms(self, iso3: str) -> list[str]:
        """The forms of a state itself, in the order of the table: neither its people nor its cities."""
        return [f for f, (state, kind) in self._forms.items() if state == iso3 and kind not in ("city", "demonym")]

    def name(self, iso3: str) -> str | None:
        """The short English name of a state: "Russia", "United States", "South Korea"."""
        return self._names.get(iso3)

    def within(self, iso3: str) -> str | None:
        """The name of a state as it stands after "of" or "to": "the United States", "Russia"."""
        name = self._names.get(iso3)
        return f"the {name}" if name and _ARTICLE.match(name) else name

    def formal(self, iso3: str) -> str | None:
        """The name of a state as its ministries bear it: "the Russian Federation", "Turkey"."""
        return self._formal.get(iso3) or self.within(iso3)

    def adjective(self, iso3: str) -> str | None:
        """The adjective of a state: "Russian", "South Korean"."""
        return self._adjectives.get(iso3)

    def leader(self, iso3: str) -> str:
        """The class of the office whose holder is meant by "the leader" of a state."""
        return self._leaders.get(iso3, "head-of-state")
