"""Contacts of two parties."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from onrecord.ask.accounts import Voice
from onrecord.ask.contacts import Contact, Contacts
from onrecord.record import Dates
from onrecord.view.answers.layout import Entry, Page, conflicts, dates, list_words, names, number, sources
from onrecord.view.rows import STATUS_STYLE, joined, unsure
from onrecord.view.safe import words
from onrecord.wording import MEDIA, date_words


def render(found: Contacts, console: Console) -> None:
    """Print when they last spoke, and then every contact, the earliest first."""
    page = Page(console)
    page.head(f"{found.a.name} and {found.b.name}", _counts(found), _last(found))
    if found.rows:
        page.section("Contacts")
        page.entries([_entry(row, found) for row in found.rows], {"how": 3, "who": 7, "who says so": 5})


def _counts(found: Contacts) -> Text:
    s = found.summary
    if not found.rows:
        return Text("No contact between the two is on record.", style="dim")
    parts = [f"{number(s.took_place, 'contact')} on record"]
    parts += [f"{s.planned} planned"] if s.planned else []
    parts += [f"{s.unrealized} ruled out or refused"] if s.unrealized else []
    by = (s.initiated_by_a, s.initiated_by_b)
    asked = ", ".join(f"{name} {count}" for name, count in zip(_labels(found).values(), by, strict=True))
    return words(", ".join(parts) + (f"; initiative: {asked}" if any(by) else ""))


def _labels(found: Contacts) -> dict[str, str]:
    """What to call the sides: by their states, unless that is one."""
    one = found.a.home == found.b.home
    return {"a": found.a.name if one else found.a.home, "b": found.b.name if one else found.b.home}


def _last(found: Contacts) -> Text:
    last = next((row for row in found.rows if row.id == found.summary.last), None)
    if not last or not last.start or not last.end:
        return Text()
    parts = [words(f"Last in contact {date_words(Dates(last.start, last.end))}", "bold")]
    parts += [words(MEDIA[last.medium])] if last.medium else []
    parts += [words(_initiative(last.initiator, last.initiated_by, found))] if last.initiator else []
    return joined(parts)


def _initiative(initiator: str, by: str | None, found: Contacts) -> str:
    side = _labels(found).get(by or "", initiator)
    return f"initiative: {side}" + (f" ({initiator})" if initiator != side else "")


def _entry(row: Contact, found: Contacts) -> Entry:
    return Entry(
        (*dates(row.start, row.end), *_gap(row)),
        (tuple(_how(row)), tuple(_who(row, found)), tuple(_says_who(row, found))),
        row.id,
    )


def _gap(row: Contact) -> Iterator[Text]:
    if row.gap:
        yield words(f"{'+' if row.gap_exact else '≥'}{number(row.gap, 'day')}", "dim")
    elif row.gap_exact:
        yield Text("same day", style="dim")


def _how(row: Contact) -> Iterator[Text]:
    how = MEDIA[row.medium] if row.medium else "contact"
    mode = f", {row.mode}" if row.mode and row.mode != row.medium else ""
    yield Text.assemble(words(how, "bold"), words(mode))
    style = STATUS_STYLE[row.status]
    yield words(row.status, style)
    if doubt := unsure(row.confidence):
        yield doubt
    if row.first_since:
        yield words("the first ever" if row.first_since == "ever" else f"first since {row.first_since}")


def _who(row: Contact, found: Contacts) -> Iterator[Text]:
    yield Text(" and ").join([names(row.a), names(row.b)])
    if row.others:
        yield Text.assemble("with ", words(list_words(p.name for p in row.others), "cyan"))
    if row.place:
        yield words(f"in {row.place}")
    if row.initiator:
        yield words(_initiative(row.initiator, row.initiated_by, found))
    yield from conflicts(row.conflicts)
    for note in row.notes:
        yield Text.assemble(("! ", "bold yellow"), words(note))


def _says_who(row: Contact, found: Contacts) -> Iterator[Text]:
    yield sources(row.outlets, row.reports, row.origins)
    # Of two parties of one state the account is one.
    for side, voices in {found.a.home: row.account_a, found.b.home: row.account_b}.items():
        if voices:
            yield words(_voices(side, voices, row.outlets))


def _voices(side: str, voices: tuple[Voice, ...], outlets: tuple[str, ...]) -> str:
    """Who tells for a side; where nobody does, who reports that it has no comment."""
    speakers = list(dict.fromkeys(v.speaker for v in voices if v.speaker and not v.silent))
    own = list(dict.fromkeys(v.outlet for v in voices if not v.speaker))
    if own and len(outlets) == 1:
        return f"own account of {side}" + (f", with {list_words(speakers, 2)}" if speakers else "")
    if told := own + speakers:
        return f"account of {side}: {list_words(told, 2)}"
    return f"{side}: no comment, according to {list_words(dict.fromkeys(v.outlet for v in voices), 2)}"
