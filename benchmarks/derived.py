"""More records than were read: those of reports, with states, people, things and dates replaced within them.

They stand for reports where only the merging is measured: their texts, and all that was read in them, are renamed
together, so that they differ as reports of other happenings do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from onrecord.record import Record
from renaming import Renaming, renamed_record
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
    found = renamed_record(*by, record)
    return replace(found, document=replace(found.document, id=f"{record.document.id}-{turn}"))
