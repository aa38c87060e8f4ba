"""Who claimed what, on what evidence, and who denies it."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ask.parties import Side, side
from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.merged import MergedClaim, Telling
from onrecord.record import Act, Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `published` is the earliest report's date, `via` who carries the speaker's words there.

    `denied_by` and `answered_by` are names, "" where no report says whose; `words` are "" for a silence.
    """

    published: str | None
    speaker: str | None
    office: str | None
    country: str | None
    via: str | None
    act: Act
    target: str | None
    words: str
    evidence: Evidence | None
    denied_by: tuple[str, ...]
    answered_by: tuple[str, ...]
    outlets: tuple[str, ...]
    reports: int
    origins: int
    id: str


def claims(  # noqa: PLR0913 - one question, keywords alone
    view: View,
    *,
    speaker: str | None = None,
    about: str | None = None,
    acts: Iterable[Act] = (),
    evidence: Iterable[Evidence] = (),
    denied: bool | None = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Claim, ...]:
    """Claims by date. `speaker` is a party as `contacts` takes it, `about` are words; several acts or kinds are "or".

    `denied` asks for those that somebody denies, or nobody. Raises UsageError for a speaker who is no one party.
    """
    asked = side(view, speaker) if speaker else None
    kinds = frozenset(evidence)
    found = view.claims(
        speaker_country=asked.country if asked and not asked.actor else None,
        actor=asked.actor if asked else None,
        about=about,
        acts=tuple(acts),
        since=since,
        until=until,
    )
    reports = Reports(view)
    chosen = [
        claim
        for claim in found
        if (not kinds or claim.evidence in kinds)
        and denied in (None, bool(claim.denials))
        and (asked is None or _speaks(asked, claim, reports))
    ]
    return tuple(claim_row(reports, claim) for claim in sorted(chosen, key=lambda claim: place(reports, claim)))


def claim_row(reports: Reports, claim: MergedClaim) -> Claim:
    """One claim as a row of a table."""
    documents = [telling.document for telling in claim.tellings]
    first = earliest(reports, claim)
    via = reports.actor(first.document, first.statement.via)
    speaker = claim.speaker
    return Claim(
        published=reports.source(first.document).published,
        speaker=speaker.name if speaker else None,
        office=speaker.office if speaker else None,
        country=speaker.country if speaker else None,
        via=via.name if via else first.statement.via,
        act=claim.act,
        target=claim.target.name if claim.target else None,
        words=claim.words,
        evidence=claim.evidence,
        denied_by=_names(claim.denials),
        answered_by=_names(claim.replies),
        outlets=reports.outlets(documents),
        reports=claim.reports,
        origins=claim.origins,
        id=claim.id,
    )


def earliest(reports: Reports, claim: MergedClaim) -> Telling:
    """The telling of the report that was published first."""
    return min(claim.tellings, key=lambda t: (reports.source(t.document).published or "9999", t.document))


def place(reports: Reports, claim: MergedClaim) -> tuple[str, str, int]:
    """Where a claim stands among others: by date, report, and place in it."""
    first = earliest(reports, claim)
    content = first.statement.content or first.statement.cue
    return reports.source(first.document).published or "9999", first.document, content.start if content else 0


def _names(tellings: tuple[Telling, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.speaker.name if t.speaker else "" for t in tellings))


def _speaks(asked: Side, claim: MergedClaim, reports: Reports) -> bool:
    on = reports.source(earliest(reports, claim).document).published
    return claim.speaker is not None and asked.holds(claim.speaker, on)
