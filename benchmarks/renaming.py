"""One report made into another: names, things and numbers replaced, all dates moved by some days."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from onrecord.record import Record

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
_MONTH = "|".join(MONTHS)
_TIMES = (
    rf"(?P<day>\d\d?) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?",
    rf"(?P<month_first>{_MONTH}) (?P<day_second>\d\d?)\b(?:-\d\d?\b)?",
    rf"(?P<whole_month>{_MONTH}) (?P<its_year>\d{{4}})",
    rf"(?P<weekday>{'|'.join(DAYS)})",
)
_NUMBER = r"(?P<number>(?<![\w:.,])\d{2,3}(?![\w:]|[.,]\d))"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A text after renaming; `at` gives the new place of a place in the old one."""

    text: str
    _old: list[int] = field(default_factory=list)  # where the pieces begin, alternately kept and replaced
    _new: list[int] = field(default_factory=list)

    def at(self, place: int) -> int:
        """Where a code point has come to stand; within what was replaced, as near as that goes."""
        piece = bisect_right(self._old, place) - 1
        limit = self._new[piece + 1] if piece + 1 < len(self._new) else len(self.text)
        return min(self._new[piece] + place - self._old[piece], limit)


class Renaming:
    """Replaces `words` by others and moves dates by `days`; `number` says what becomes of a number of people or things.

    Days and months without a year are of the year of `published`, or of the one before where they would lie ahead.
    """

    def __init__(self, words: Mapping[str, str], days: int, number: Callable[[int], int] = lambda n: n) -> None:
        self._words = {old.upper(): new.upper() for old, new in words.items() if old.istitle()} | dict(words)
        self._days, self._number = days, number
        names = "|".join(re.escape(w) for w in sorted(self._words, key=len, reverse=True))
        self._pattern = re.compile(rf"\b(?:(?P<word>{names})|{'|'.join(_TIMES)}|{_NUMBER})(?!\w)")

    def word(self, word: str) -> str:
        """A word, or itself where it has no other."""
        return self._words.get(word, word)

    def date(self, iso: str) -> str:
        """An ISO date."""
        return (date.fromisoformat(iso) + timedelta(self._days)).isoformat()

    def text(self, text: str, published: str) -> Renamed:
        """A text of that ISO date."""
        old, new, parts, length = [0], [0], [], 0
        for match in self._pattern.finditer(text):
            kept, other = text[old[-1] : match.start()], self._other(match, date.fromisoformat(published))
            parts += [kept, other]
            old += [match.start(), match.end()]
            new += [length + len(kept), length + len(kept) + len(other)]
            length = new[-1]
        return Renamed("".join(parts) + text[old[-1] :], old, new)

    def _other(self, match: re.Match[str], published: date) -> str:
        found = match.groupdict()
        if found["word"]:
            return self._words[found["word"]]
        if found["weekday"]:
            return DAYS[(DAYS.index(found["weekday"]) + self._days) % 7]
        if found["number"]:
            return str(self._number(int(found["number"])))
        if found["whole_month"]:
            moved = self._moved(found["whole_month"], 15, int(found["its_year"]))
            return f"{MONTHS[moved.month - 1]} {moved.year}"
        month, day = found["month"] or found["month_first"], int(found["day"] or found["day_second"])
        moved = self._moved(month, day, int(found["year"] or _year(month, published)))
        if found["day"]:
            return f"{moved.day} {MONTHS[moved.month - 1]}" + (f" {moved.year}" if found["year"] else "")
        return f"{MONTHS[moved.month - 1]} {moved.day}"

    def _moved(self, month: str, day: int, year: int) -> date:
        first = date(year, MONTHS.index(month) + 1, 1)
        return first + timedelta(day - 1 + self._days)


def _year(month: str, published: date) -> int:
    return published.year - (MONTHS.index(month) + 1 > published.month + 1)


def renamed(renaming: Renaming, report: Mapping[str, str]) -> dict[str, str]:
    """A line of JSONL."""
    published = report["published"]
    texts = {key: renaming.text(report[key], published).text for key in ("title", "text")}
    return {**report, **texts, "published": renaming.date(published)}


def renamed_record(renaming: Renaming, codes: Mapping[str, str], record: Record) -> Record:
    """A record with all that was read in it; `codes` are those of other states."""
    published = record.document.published or ""
    text = renaming.text(record.document.text, published)

    def other(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            if value.keys() == {"start", "end"}:
                moved = renaming.date if isinstance(value["start"], str) else text.at
                return {key: moved(place) for key, place in value.items()}
            return {key: other(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [other(part, name) for part in value]
        if name == "country":
            return codes.get(value, value)
        return renaming.text(value, published).text if name in _NAMES and value else value

    whole = record.as_json()
    title = renaming.text(record.document.title or "", published).text
    document = whole.pop("document") | {"published": renaming.date(published), "text": text.text, "title": title}
    return Record.from_json({"document": document, **other(whole)})


_NAMES = frozenset({"name", "office", "place"})
