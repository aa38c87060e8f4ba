"""One person in one office, for a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office.

    `country` is ISO 3166 alpha-3 (XKX Kosovo), or a code X-… for a body without one (X-UN, X-EU, X-NATO, X-IAEA).
    `start` and `end` are ISO dates cut to the precision known ("2018", "2018-06", "2018-06-09"). Where `end` is None
    the person was in office at `as_of`, and nothing is known after it. `gender` is "m", "f" or None.
    """

    person: str
    country: str
    office: str
    office_class: str
    sector: str | None
    start: str | None
    end: str | None
    as_of: str | None
    basis: str
    qid: str | None
    gender: str | None

    def holds(self, on: str) -> bool | None:
        """Whether the person was in office on an ISO date; None if not known: after `as_of`, or within a cut date."""
        return in_office(self.start or "", self.end or "", self.as_of or "", on)


def in_office(start: str, end: str, as_of: str, on: str) -> bool | None:
    """Whether a time from `start` to `end`, or known until `as_of`, holds a date; an empty date is not known."""
    if start and on < start:
        return None if start.startswith(on) else False
    if start and len(on) > len(start) and on.startswith(start):
        return None  # "2018" does not say whether March 2018 was before or after
    limit = end or as_of
    if not limit:
        return None
    if on[: len(limit)] < limit or (on == limit and len(limit) == 10) or (not end and on.startswith(limit)):
        return True
    return False if end and not on.startswith(limit) else None
