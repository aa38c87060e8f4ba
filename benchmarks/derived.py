"""More records than were read: those of reports, with states, people, things and dates replaced within them.

They stand for reports where only the merging is measured: their texts, and all that was read in them, are renamed
together, so that they differ as reports of other happenings do.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from onrecord.record import Record
from renaming import Renaming
from reports import GIVEN, NOUNS, RINGS, ROLES, STATES, full_name

DAYS = 3  # by which the dates of each turn are later than those of the turn before


def derive(records: Sequence[Record], number: int) -> Iterator[Record]:
    """So many records: the given ones, then the same in turn after turn, each with everything renamed."""
    for n in range(number):
        turn, place = divmod(n, len(records))
        yield records[place] if turn == 0 else _renamed(records[place], _turned(turn), turn)


_KNOWN: dict[int, tuple[Renaming, dict[str, str]]] = {}


def _turned(turn: int) -> tuple[Renaming, dict[str, str]]:
    """What renames everything to what stands some places further in its row; and the same for codes of states."""
    if turn not in _KNOWN:
        words, rows = {}, len(STATES)
        for ring in (*(zip(*STATES, strict=True)), *RINGS, NOUNS):
            words |= {old: ring[(n + turn) % len(ring)] for n, old in enumerate(ring)}
        for state, role in product(range(rows), range(ROLES)):
            old, new = full_name(state, role), full_name((state + turn) % rows, role)
            words |= {old: new, old.split()[1]: new.split()[1]}
        codes = {s[3]: STATES[(n + turn) % rows][3] for n, s in enumerate(STATES)}
        assert not set(GIVEN) & words.keys()
        _KNOWN[turn] = Renaming(words, DAYS * turn), codes
    return _KNOWN[turn]


def _renamed(record: Record, by: tuple[Renaming, dict[str, str]], turn: int) -> Record:
    renaming, codes = by
    old = record.document
    published = old.published or ""
    text = renaming.text(old.text, published)

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
        return renaming.text(value, published).text if name in _WORDS and value else value

    plain = other({k: v for k, v in record.as_json().items() if k != "document"})
    document = record.as_json()["document"] | {
        "id": f"{old.id}-{turn}", "published": renaming.date(published), "text": text.text,
        "title": renaming.text(old.title or "", published).text,
    }  # fmt: skip
    return Record.from_json({"document": document, **plain})


_WORDS = frozenset({"name", "office", "place"})
