"""Two parties: when they met or spoke, last and first, who asked for it, and how each side tells it."""

from dataclasses import dataclass

from onrecord.ask.accounts import Voice
from onrecord.ask.contacts import Contact, glance, whole
from onrecord.ask.reports import Passage, Reports
from onrecord.merged import Account, Field, MergedEvent
from onrecord.record import Act, Statement, Status
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.contacts import timeline
from onrecord.web.notes import linked
from onrecord.web.quotes import Excerpt, excerpts

_PAGE = 25
_VOICES = 3  # of each side, for each contact


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody of a side and the sentence in which he tells of a contact, or is said to be silent."""

    voice: Voice
    excerpts: tuple[Excerpt, ...]


def page(asked: Asked) -> Answer:
    """Contacts of two states, offices or people, the latest first."""
    a, b = (asked.path.get(name) or asked.one(name) for name in ("a", "b"))
    since, until, number = asked.day("since"), asked.day("until"), asked.number("page")
    feed = asked.link.to("/feed.atom", {"between": [a, b]})
    if asked.twin:
        every = asked.store.contacts(a, b, since=since or None, until=until or None)
        return Answer("pair.html", "", every, Contact, every.rows, feed=feed)
    view = asked.store.view
    found = glance(view, a, b, since=since or None, until=until or None)
    rows = (*(r for r in found.rows[::-1] if r.start), *(r for r in found.rows if not r.start))
    here = tuple(whole(view, found, rows[(number - 1) * _PAGE : number * _PAGE]))
    one = found.a.home == found.b.home
    names = (found.a.name, found.b.name) if one else (found.a.home, found.b.home)
    gaps = [row for row in rows if row.gap]
    turn = {n: asked.link.to(_path(asked), {**asked.query, "page": str(n)}) for n in (number - 1, number + 1)}
    values = {
        "found": found,
        "rows": here,
        "heard": _heard(asked, here),
        "notes": {row.id: [linked(note, asked.link) for note in row.notes] for row in here},
        "one": one,
        "names": dict(zip("ab", names, strict=True)),
        "last": next((row for row in rows if row.id == found.summary.last), None),
        "firsts": [row for row in rows if row.first_since],
        "claimed": sum(row.status is Status.CLAIMED for row in found.rows),
        "disputed": _disputed(here),
        "longest": max(gaps, key=lambda row: row.gap or 0, default=None),
        "picture": timeline(found.rows, a=names[0], b=names[1], address=asked.link.of),
        "since": since,
        "until": until,
        "number": number,
        "pages": -(-len(rows) // _PAGE),
        "turn": turn,
    }
    title = words.listed([found.a.name, found.b.name])
    return Answer("pair.html", title, None, Contact, (), values, feed)


def _path(asked: Asked) -> str:
    """This page's path; of `/pair` the parties stand in the query."""
    return asked.link.page("pair", *asked.path.values()).partition("?")[0]


def _disputed(rows: tuple[Contact, ...]) -> int:
    """Of how many of the contacts accounts disagree on the initiator."""
    return sum(any(conflict.field is Field.INITIATOR for conflict in row.conflicts) for row in rows)


def _heard(asked: Asked, rows: tuple[Contact, ...]) -> dict[str, dict[str, list[Heard]]]:
    """By contact and side, what each says itself."""
    reports = Reports(asked.store.view)
    found = {}
    for row in rows:
        event = asked.store.view.event(row.id)
        sides = {"a": row.account_a, "b": row.account_b}
        found[row.id] = {
            side: [Heard(v, excerpts(reports, _sentences(reports, event, v))) for v in voices[:_VOICES]]
            for side, voices in sides.items()
        }
    return found


def _sentences(reports: Reports, event: MergedEvent, voice: Voice) -> tuple[Passage, ...]:
    """Where somebody tells of it: his statement, else the longest of the report's first sentences on it."""
    account = next(a for a in event.accounts if a.document == voice.document)
    for said in reports.record(voice.document).statements:
        speaker = reports.actor(voice.document, said.speaker)
        if speaker and speaker.name == voice.speaker and _is_of_it(said, account, silent=voice.silent):
            return reports.passages(voice.document, said.id, [s for s in (said.cue, said.content) if s])
    row = account.events[0]
    told = reports.passages(voice.document, row.id, row.mentions)[:3]
    return (max(told, key=lambda p: len(p.sentence)),) if told else ()


def _is_of_it(said: Statement, account: Account, *, silent: bool) -> bool:
    if said.act is Act.SILENCE or silent:
        return silent and said.act is Act.SILENCE
    answers = said.replies_to in {event.id for event in account.events}
    return answers or any(said.content and said.content.overlaps(m) for e in account.events for m in e.mentions)
