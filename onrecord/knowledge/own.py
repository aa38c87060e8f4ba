"""The user's own rows of who held which office when, and what they leave of the tables' rows."""

from dataclasses import dataclass

from onrecord.record import Notice

BASIS = "the user's file"
NOTICE = "actors-file"
Time = tuple[str, str, str]  # `start`, `end` and `as_of` of a tenure


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One person in one office, by the user's word.

    `names` are the usual one and other spellings, `office` is the title as the user writes it. Country and dates are as
    in a `Tenure`; an empty `end` means until the user says otherwise.
    """

    names: tuple[str, ...]
    country: str
    office: str
    office_class: str
    start: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class Own:
    """The rows of the user's file, and the SHA-256 of its bytes."""

    rows: tuple[OwnRow, ...]
    sha256: str

    @property
    def notice(self) -> Notice:
        """What a record read with the file says of it."""
        return Notice(NOTICE, f"offices were looked up in the user's file, too (SHA-256 {self.sha256[:12]})")


def left_of(time: Time, start: str, end: str) -> list[Time]:
    """What is left of a tenure where another held the office from `start` to `end`, "" for ever."""
    first, last, as_of = time
    until = _last_day(last or as_of)
    if until <= start or (last and last.startswith(start)) or (end and first >= end):
        return [time]
    before = [(first, start, "")] if first < start else []
    after = [(end, last, as_of)] if end and until > _last_day(end) else []
    return before + after


def _last_day(day: str) -> str:
    """What is not before any day that a cut date may mean."""
    return day if len(day) == len("2024-05-12") else f"{day or '9999'}-99"
