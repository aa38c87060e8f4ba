"""One claim: who says it, on what evidence, in which reports, and who is against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.ask.claims import Claim, claim_row
from onrecord.ask.reports import Reports
from onrecord.merged import Telling
from onrecord.web import words
from onrecord.web.alike import claims_alike
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.opposition import opposition
from onrecord.web.quotes import Excerpt, excerpts
from onrecord.web.ties import ties

_TELLINGS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """Statements of one speaker in a report, `count` of them, with the sentences that they stand in."""

    telling: Telling
    count: int
    outlet: str
    published: str | None
    excerpts: tuple[Excerpt, ...]


def page(asked: Asked) -> Answer:
    """The claim of an id with everything said against it."""
    view = asked.store.view
    shown = asked.store.show(asked.path["claim"])
    claim = asked.store.claim(asked.path["claim"])
    reports = Reports(view)
    row = claim_row(reports, claim)
    values = {
        "claim": claim,
        "row": row,
        "looked_up": shown.looked_up,
        "picture": opposition(claim),
        "said": said(reports, claim.tellings),
        "denials": said(reports, claim.denials),
        "replies": said(reports, claim.replies),
        "alike": claims_alike(view, claim),
        "ties": ties(reports, shown.links[:_TELLINGS]),
    }
    return Answer("claim.html", words.claim_title(claim), claim, Claim, (row,), values)


def said(reports: Reports, tellings: Sequence[Telling]) -> list[Said]:
    """The first tellings with their sentences; what one speaker says so several times in a report stands once."""
    found = []
    for (document, *_), group in groupby(tellings, key=lambda t: (t.document, t.speaker, t.statement.act)):
        own = list(group)
        passages = [
            passage
            for telling in own
            for passage in reports.passages(
                document, telling.statement.id, [s for s in (telling.statement.cue, telling.statement.content) if s]
            )
        ]
        source = reports.source(document)
        found.append(Said(own[0], len(own), reports.outlet(document), source.published, excerpts(reports, passages)))
        if len(found) == _TELLINGS:
            break
    return found
