"""Names of persons: which of those in the table a name may mean."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from .fold import sound
from .table import lines

# States where the family name stands first, or the first name is the one used; and where the first of two surnames is.
# fmt: off
_FIRST_NAME = frozenset((
    "CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "MMR", "SGP", "MAC", "HUN", "ETH", "ERI", "ISL", "MNG", "BTN",
    "LKA", "MYS", "IDN", "JPN",
))
# fmt: on
# fmt: off
_TWO_SURNAMES = frozenset((
    "ESP", "MEX", "ARG", "COL", "VEN", "CHL", "PER", "ECU", "BOL", "PRY", "URY", "CUB", "DOM", "CRI", "GTM", "HND",
    "SLV", "NIC", "PAN", "PRT", "BRA", "AGO", "MOZ",
))
# fmt: on
# fmt: off
_PARTICLES = frozenset((
    "al", "el", "ul", "ad", "as", "ash", "ar", "an", "at", "az", "bin", "ibn", "ben", "von", "de", "da", "di", "del",
    "la", "le", "jr", "sr", "ii", "iii",
))
# fmt: on


class People:
    """`people.tsv`, by the words of every known spelling; spellings and words are as `fold.sound` leaves them."""

    def __init__(self) -> None:
        self._lines = lines("people.tsv")
        self._words: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            for word in set(line[line.rindex("\t") + 1 :].replace("|", " ").split(" ")):
                self._words[word].append(number)

    def add(self, name: str) -> int:
        """The number of a person who is not in the table."""
        self._lines.append(f"\t{name}\t\t")
        return len(self._lines) - 1

    def also(self, number: int, names: Iterable[str]) -> None:
        """Know a person by these names, too."""
        for key in map(sound, names):
            if key not in self._keys(number):
                line = self._lines[number]
                self._lines[number] = line + key if line.endswith("\t") else f"{line}|{key}"
                for word in set(key.split(" ")):
                    self._words[word].append(number)

    def row(self, number: int) -> tuple[str, str, str]:
        """QID, usual name and gender; empty where not known."""
        qid, name, gender, _ = self._lines[number].split("\t")
        return qid, name, gender

    def by_qid(self, qid: str) -> int | None:
        """The person of a QID."""
        return next((n for n, line in enumerate(self._lines) if line.startswith(f"{qid}\t")), None)

    def named(self, words: list[str]) -> list[int]:
        """Persons who have the words as full name, in the best way in which anybody has."""
        asked = _shapes(words)
        ranked: dict[int, int] = {}
        # Every shape of a name keeps its first and its last word.
        first, *_, last = asked[-1].split()
        for number in set(self._words.get(first, ())).intersection(self._words.get(last, ())):
            for key in self._keys(number):
                known = _shapes(key.split())
                rank = next((at for at, shape in enumerate(asked) if shape in known), None)
                if rank is not None:
                    ranked[number] = min(rank, ranked.get(number, rank))
        best = min(ranked.values(), default=0)
        return sorted(number for number, rank in ranked.items() if rank == best)

    def bearers(self, words: list[str], countries: Callable[[int], set[str]]) -> list[int]:
        """Persons whose surname, or the name that they go by, the words are; `countries` are those of a person."""
        rarest = min((self._words.get(word, []) for word in words), key=len)
        return [number for number in rarest if self._bears(number, " ".join(words), countries)]

    def _bears(self, number: int, phrase: str, countries: Callable[[int], set[str]]) -> bool:
        for key in self._keys(number):
            if key == phrase or key.endswith(f" {phrase}"):
                return True
            if key.startswith(f"{phrase} ") and (" " in phrase or not _FIRST_NAME.isdisjoint(countries(number))):
                return True
            if f" {phrase} " in key and not _TWO_SURNAMES.isdisjoint(countries(number)):
                return True
        return False

    def _keys(self, number: int) -> list[str]:
        line = self._lines[number]
        return line[line.rindex("\t") + 1 :].split("|")


def without_particles(words: list[str]) -> list[str]:
    """A name without the articles that open it: "al-Assad" is "Assad"."""
    at = next((at for at, word in enumerate(words) if word not in _PARTICLES), 0)
    return words[at:]


def _shapes(words: list[str]) -> list[str]:
    """A name as it may be written: in full, without particles, the other way round, without middle names."""
    shapes = [" ".join(words)]
    plain = [word for at, word in enumerate(words) if len(word) > 1 and (word not in _PARTICLES or at == 0)]
    if len(plain) > 1:
        shapes += [" ".join(plain), " ".join(sorted(plain))]
        if len(plain) > 2:
            shapes.append(f"{plain[0]} {plain[-1]}")
    return list(dict.fromkeys(shapes))
