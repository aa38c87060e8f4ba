"""How things are called on the pages: for people who have not read a codebook."""

from markupsafe import Markup, escape

from onrecord.ask.reports import Passage
from onrecord.knowledge import load
from onrecord.merged import MergedClaim, MergedEvent, Party
from onrecord.record import RECIPROCAL, Act, Dates, EventType, Evidence, Medium, Span, Status
from onrecord.store import Verdict
from onrecord.view.safe import safe
from onrecord.wording import ACTS, MEDIA, date_words

TYPES = {
    EventType.AGREE: "agreement",
    EventType.CONSULT: "contact",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "concession",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "withdrawal, truce or release",
    EventType.REQUEST: "request",
    EventType.ACCUSE: "accusation",
    EventType.REJECT: "rejection",
    EventType.THREATEN: "threat",
    EventType.PROTEST: "protest",
    EventType.SANCTION: "sanction",
    EventType.MOBILIZE: "mobilisation",
    EventType.COERCE: "arrest or coercion",
    EventType.ASSAULT: "attack",
}
STATUSES = {
    Status.REPORTED: "reported to have happened",
    Status.CLAIMED: "only claimed",
    Status.PLANNED: "planned",
    Status.UNREALIZED: "did not happen, or ruled out",
}
EVIDENCE = {
    Evidence.NONE_OFFERED: "no evidence offered",
    Evidence.OFFERED: "evidence offered",
    Evidence.CONFIRMED: "independently confirmed",
    Evidence.UNCONFIRMED: "could not be confirmed",
}
VERDICTS = {
    Verdict.SAME: "one and the same",
    Verdict.DIFFERENT: "not the same",
    Verdict.WRONG: "wrong",
}
_NAMED = 4


def what(event: MergedEvent) -> str:
    """What happened, in two or three words: "Contact by phone", "Attack (aerial)"."""
    name = TYPES[event.type].capitalize()
    if event.medium:
        return f"{name} {MEDIA[Medium(event.medium)]}"
    return f"{name} ({event.mode})" if event.mode else name


def who(event: MergedEvent) -> str:
    """Who took part: "Ana and Luis", "Russia → Ukraine"."""
    sides = [listed([p.name for p in side]) for side in (event.sources, event.targets) if side]
    if event.type in RECIPROCAL:
        return listed([p.name for p in (*event.sources, *event.targets)])
    return " → ".join(sides) if event.sources else f"somebody → {sides[0]}" if sides else ""


def title(event: MergedEvent) -> str:
    """An event in a line."""
    names = who(event)
    return what(event) + (f": {names}" if names else "")


def claim_title(claim: MergedClaim) -> str:
    """A claim in a line: who speaks and how, of whom."""
    speaker = claim.speaker.name if claim.speaker else "Somebody"
    about = f" about {claim.target.name}" if claim.target else ""
    return f"{speaker}: {ACTS[Act(claim.act)]}{about}"


def listed(names: list[str]) -> str:
    """Names in a row, such as "Ana, Luis and 3 more"."""
    names = list(dict.fromkeys(names))
    if len(names) > _NAMED:
        return f"{', '.join(names[: _NAMED - 1])} and {len(names) - _NAMED + 1} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def when(dates: Dates | None) -> str:
    """Days, or that none is known."""
    return date_words(dates) if dates else "no date"


def days(start: str | None, end: str | None) -> str:
    """The same of two ISO dates."""
    return when(Dates(start, end) if start and end else None)


def country(iso3: str | None) -> str:
    """A state's name."""
    return load().country_name(iso3) if iso3 else ""


def office(party: Party) -> str:
    """What somebody is: "Minister of Defence, France"."""
    parts = [party.office, country(party.country)]
    return ", ".join(part for part in parts if part and part != party.name)


def marked(passage: Passage) -> Markup:
    """A sentence with the words in it marked that a row comes from."""
    return marks(passage.sentence, passage.at)


def marks(text: str, at: tuple[Span, ...]) -> Markup:
    """A text with some of its words marked."""
    shown, parts, reached = safe(text), [], 0
    for span in sorted(at):
        if span.start >= reached:
            parts += [escape(shown[reached : span.start]), Markup("<mark>"), escape(span.of(shown)), Markup("</mark>")]
            reached = span.end
    return Markup("").join([*parts, escape(shown[reached:])])


def plural(count: int, noun: str) -> str:
    """A number with its noun, such as "1,200 reports"."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
