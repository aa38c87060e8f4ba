"""The dates of a report: as given, from its address, or from its dateline. Never guessed: no year, no date."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from onrecord.documents.furniture import is_prose, is_title

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('m1')},? (?P<y1>\d{{4}})"
    rf"|{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:$|[T ]\d\d:\d\d)")
_IN_PATH = re.compile(r"(?:/|-)(\d{4})([/-])(\d{1,2}|[a-z]{3})\2(\d{1,2})(?=[/.-]|$)")
# "PARIS, April 3, 2024 (AFP) — ": the place, the date and the agency stand before the first dash.
_DASH = re.compile(r"\s*(?:—|–|\s--?(?=\s))")
_AGENCY = re.compile(r".*\(([A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,5})\)")
_DATELINE_CHARS = 120
_EARLIEST, _LATEST = 1900, 2100
# Besides its date, a line that dates a report holds little: "Updated", a weekday, a time, a place.
_OTHER_WORDS = 7
_HEAD_LINES = 6


# "Updated: 3 April 2024", "Published 2 April 2024 | Last updated on 3 April 2024"; no headline on an amended law.
_CHANGED = re.compile(r"(?:^|[|•·,;(]|\d)\s*(?:last )?(?:updated|modified|corrected|amended)\b\W*", re.IGNORECASE)
_BEFORE_DATE = 40


def iso_date(value: str) -> str | None:
    """YYYY-MM-DD from an ISO date or time, an e-mail date or a written one, else None. The zone is not converted."""
    value = value.strip()
    if found := _ISO.match(value):
        return _checked(*map(int, found.groups()))
    if found := _WRITTEN.fullmatch(value):
        return _of(found)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return _checked(when.year, when.month, when.day)


def precedes(a: str, b: str) -> bool:
    """Whether of two dates, as `iso_date` reads them, the first is before the second.

    Where one says its time and zone and the other only a day, a day is allowed for the zone of that.
    """
    x, y = _instant(a), _instant(b)
    if x and y:
        return x < y
    allowed = timedelta(days=1 if x or y else 0)
    first, second = iso_date(a), iso_date(b)
    if first is None or second is None:
        return False
    return date.fromisoformat(first) + allowed < date.fromisoformat(second)


def moment(value: str) -> str | None:
    """The point in time as ISO 8601 to the second, with its zone if it has one; None where there is only a day."""
    value = value.strip()
    iso = _ISO.match(value)
    if iso and iso.end() == len("2024-04-03"):
        return None
    try:
        when = datetime.fromisoformat(value) if iso else parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return when.isoformat(timespec="seconds") if _EARLIEST <= when.year <= _LATEST else None


def date_in_url(url: str) -> str | None:
    """The day in an address such as `/2024/04/03/` or `/2024/apr/03/` or `-2024-04-03`."""
    for year, _, month, day in _IN_PATH.findall(urlsplit(url).path.lower()):
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
        if found := _checked(int(year), number, int(day)):
            return found
    return None


def date_in_head(text: str) -> str | None:
    """The full date that a dateline or a line of its own gives at the head of a text, up to its first paragraph."""
    for n, line in enumerate(_head(text)):
        if is_prose(line):
            dated = _WRITTEN.search(_dateline(line))
            return _of(dated) if dated else None
        dated = _WRITTEN.search(line)
        if dated:
            others = line.replace(dated.group(), " ").split()
            # A headline may hold a date, of something else: only a weekday may stand beside it there.
            allowed = _OTHER_WORDS if n or not is_title(line) else 1
            if sum(any(c.isalpha() for c in word) for word in others) <= allowed:
                return _of(dated)
    return None


def change_in_head(text: str) -> str | None:
    """The full date that follows "updated" or the like on a line of its own at the head of a text."""
    for line in _head(text):
        if (
            not is_prose(line)
            and (said := _CHANGED.search(line))
            and (dated := _WRITTEN.search(line, said.end(), said.end() + _BEFORE_DATE))
        ):
            return _of(dated)
    return None


def agency_in_head(text: str) -> str | None:
    """The agency that a dateline names in brackets: "Reuters" of "KYIV (Reuters) - "."""
    for line in _head(text):
        if is_prose(line):
            found = _AGENCY.fullmatch(_dateline(line))
            return found.group(1) if found else None
    return None


def _instant(value: str) -> datetime | None:
    """The point in time, where the value has a time and a zone."""
    value = value.strip()
    try:
        when = datetime.fromisoformat(value) if _ISO.match(value) else parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return when if when.tzinfo else None


def _head(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n", 40)[:40]:
        if line.strip():
            lines.append(line.strip())
        if len(lines) > _HEAD_LINES or (len(lines) > 1 and is_prose(lines[-1])):
            break
    return lines


def _dateline(paragraph: str) -> str:
    """What stands before the first dash, if it can be a dateline: no sentence, and a place first. Else ""."""
    dash = _DASH.search(paragraph, 0, _DATELINE_CHARS)
    before = paragraph[: dash.start()] if dash else ""
    return before if before[:1].isupper() and not re.search(r"[!?”]|[.] [A-Z](?!\w*\))", before) else ""


def _of(found: re.Match[str]) -> str | None:
    n = next(n for n in "123" if found[f"y{n}"])
    month = found[f"m{n}"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return _checked(int(found[f"y{n}"]), number, int(found[f"d{n}"]))


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None
