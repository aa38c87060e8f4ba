"""What a whole record holds, counted by the index itself: no row of it is made for that."""

from collections import Counter
from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from onrecord.merge.rows import NEVER
from onrecord.merged import Sort
from onrecord.record import EventType, Status

HELD = "since <= :n AND (until IS NULL OR until > :n)"  # in the snapshot of this number
_MET = f"sort = '{Sort.EVENT}' AND kind = '{EventType.CONSULT}' AND value IN ('{Status.REPORTED}', '{Status.CLAIMED}')"
_SAID = f"sort = '{Sort.CLAIM}' AND id NOT IN (SELECT claim FROM answers WHERE denial AND {HELD})"  # noqa: S608
_AT_ONCE = 400  # merged rows asked for at a time; SQLite takes 999 values


def per_month(index: Connection, number: int, until: str | None = None) -> Counter[tuple[EventType, Status, str]]:
    """Happenings by type, status and month ("2024-04"); the month is "" without a date, and after `until`."""
    sql = (
        "SELECT kind, value, iif(start <= :until AND start < :never, substr(start, 1, 7), '') AS month, count(*) "  # noqa: S608
        f"FROM told WHERE sort = '{Sort.EVENT}' AND {HELD} GROUP BY 1, 2, 3"
    )
    found = index.execute(sql, {"n": number, "until": until or NEVER, "never": NEVER})
    return Counter({(EventType(kind), Status(value), month): count for kind, value, month, count in found})


def together(index: Connection, number: int, days: tuple[str, ...] = ()) -> Counter[tuple[int, frozenset[str]]]:
    """Contacts that took place, by how many of some days they begin after, and by the states that took part."""
    after = " + ".join(["0", *(f"(start > :d{k})" for k in range(len(days)))])
    sql = f"SELECT {after}, sources || targets, count(*) FROM told WHERE {_MET} AND {HELD} GROUP BY 1, 2"  # noqa: S608
    found = Counter[tuple[int, frozenset[str]]]()
    for passed, states, count in index.execute(sql, {"n": number, **{f"d{k}": day for k, day in enumerate(days)}}):
        found[passed, frozenset(states.split(",")) - {""}] += count
    return found


def latest(index: Connection, number: int, sort: Sort, most: int, until: str | None = None) -> list[str]:
    """The ids of the last contacts that took place, or of the last claims that nobody denies, the latest first.

    Those without a date stand only where none has one.
    """
    which = _MET if sort is Sort.EVENT else _SAID
    values = {"n": number, "until": until or NEVER, "never": NEVER, "most": most}
    for dated in ("start <= :until AND start < :never", "start = :never AND :until = :never"):
        sql = f"SELECT id FROM told WHERE {which} AND {dated} AND {HELD} ORDER BY start DESC, id DESC LIMIT :most"  # noqa: S608
        if found := [id_ for (id_,) in index.execute(sql, values)]:
            return found
    return []


def first_day(index: Connection, number: int) -> str | None:
    """The day of the earliest report that has one."""
    day = "coalesce(published, '')"  # as in an index of the table
    sql = f"SELECT published FROM documents WHERE since <= :n AND {day} > '' ORDER BY {day} LIMIT 1"  # noqa: S608
    found = index.execute(sql, {"n": number}).fetchone()
    return str(found[0]) if found else None


def of_initiative(
    index: Connection, number: int, events: Sequence[str]
) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Reports of events that say who initiated them or since when there was none: the event, the report, both.

    The earliest report of each comes first; the initiator is an id of the report's own.
    """
    by, since = "json_extract(r.body, '$.initiator')", "json_extract(r.body, '$.first_since')"
    for start in range(0, len(events), _AT_ONCE):
        some = {f"e{k}": event for k, event in enumerate(events[start : start + _AT_ONCE])}
        sql = (
            f"SELECT m.merged, r.document, {by}, {since} FROM members m JOIN rows r USING (sort, document, id) "  # noqa: S608
            f"WHERE m.merged IN ({', '.join(f':{name}' for name in some)}) AND {HELD} "
            f"AND coalesce({by}, {since}) IS NOT NULL ORDER BY r.published, r.document, r.id"
        )
        yield from index.execute(sql, {"n": number, **some})
