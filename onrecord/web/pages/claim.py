"""One claim: who says it, on what evidence, in which reports, and who is against it."""

from dataclasses import dataclass

from onrecord.ask.claims import Claim, claim_row
from onrecord.ask.reports import Passage, Reports
from onrecord.merged import Telling
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.opposition import opposition

_TELLINGS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A report's statement with the sentence that it stands in."""

    telling: Telling
    outlet: str
    published: str | None
    passages: tuple[Passage, ...]


def page(asked: Asked) -> Answer:
    """The claim of an id with everything said against it."""
    shown = asked.store.show(asked.path["claim"])
    claim = asked.store.claim(asked.path["claim"])
    reports = Reports(asked.store.view)
    row = claim_row(reports, claim)
    values = {
        "claim": claim,
        "row": row,
        "picture": opposition(claim),
        "said": [said(reports, t) for t in claim.tellings[:_TELLINGS]],
        "denials": [said(reports, t) for t in claim.denials[:_TELLINGS]],
        "replies": [said(reports, t) for t in claim.replies[:_TELLINGS]],
        "links": shown.links[:_TELLINGS],
    }
    return Answer("claim.html", words.claim_title(claim), claim, Claim, (row,), values)


def said(reports: Reports, telling: Telling) -> Said:
    """A telling with its sentence."""
    spans = [span for span in (telling.statement.cue, telling.statement.content) if span]
    passages = reports.passages(telling.document, telling.statement.id, spans)
    source = reports.source(telling.document)
    return Said(telling, reports.outlet(telling.document), source.published, passages)
