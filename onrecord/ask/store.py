"""The public face of a record on disk."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from onrecord.ask.claims import Claim, claims
from onrecord.ask.compare import Comparison, compare
from onrecord.ask.contacts import Contacts, contacts
from onrecord.ask.coverage import Coverage, coverage
from onrecord.ask.overview import Overview, overview
from onrecord.ask.protocol import View
from onrecord.ask.search import Found, search
from onrecord.ask.show import Shown, show
from onrecord.ask.timeline import Timeline, timeline
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Source
from onrecord.record import Act, EventType, Evidence


class Store:
    """A snapshot of a merged record, to be asked; what is added to the record later is not seen.

    Every answer is made of frozen dataclasses and tuples. Ids and names that the record does not hold raise UsageError.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    @classmethod
    def open(cls, path: str | Path, snapshot: str | None = None) -> Self:
        """The record in a folder, as it is or as it was at a snapshot (its id or the beginning of it).

        Raises UsageError where there is no record or no such snapshot.
        """
        from onrecord.merge.view import View as Merged  # noqa: PLC0415 - brings what builds a record

        return cls(Merged.open(Path(path), snapshot))

    @property
    def view(self) -> View:
        """What the questions are asked of."""
        return self._view

    @property
    def snapshot(self) -> str:
        """The snapshot's id, by which the same answers can be had again."""
        return self._view.snapshot

    def close(self) -> None:
        """Let go of the files; nothing can be asked after. A `with` block does it at its end."""
        self._view.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sources(self) -> Iterator[Source]:
        """Every report, by date and id."""
        return self._view.sources()

    def events(
        self,
        *,
        types: Iterable[EventType] = (),
        countries: Iterable[str] = (),
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedEvent]:
        """Happenings by date; each of the countries (ISO 3166 alpha-3), and the actor (an id), takes part in all."""
        return self._view.events(types=types, countries=countries, actor=actor, since=since, until=until)

    def event(self, event: str) -> MergedEvent:
        """One happening, by its id."""
        return self._view.event(event)

    def claim(self, claim: str) -> MergedClaim:
        """One claim, by its id."""
        return self._view.claim(claim)

    def actor(self, actor: str) -> MergedActor:
        """Somebody, by the id."""
        return self._view.actor(actor)

    def overview(self) -> Overview:
        """What the record holds, in numbers, and what to ask next."""
        return overview(self._view)

    def contacts(
        self, a: str, b: str, *, since: str | None = None, until: str | None = None, sure: float = 0
    ) -> Contacts:
        """When two states, offices or people were in contact: see `onrecord.ask.contacts`."""
        return contacts(self._view, a, b, since=since, until=until, sure=sure)

    def claims(  # noqa: PLR0913 - one question, keywords alone
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        acts: Iterable[Act] = (),
        evidence: Iterable[Evidence] = (),
        denied: bool | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Claim, ...]:
        """Who claimed what, on what evidence, and who denies it: see `onrecord.ask.claims`."""
        return claims(
            self._view, speaker=speaker, about=about, acts=acts, evidence=evidence, denied=denied,
            since=since, until=until,
        )  # fmt: skip

    def timeline(self, actor: str, *, since: str | None = None, until: str | None = None) -> Timeline:
        """What a state, an office or somebody did and said, by date."""
        return timeline(self._view, actor, since=since, until=until)

    def compare(self, event: str, documents: Sequence[str] | None = None) -> Comparison:
        """The accounts of a happening side by side."""
        return compare(self._view, event, documents)

    def coverage(self, event: str) -> Coverage:
        """Who carried a happening, and who copied whom."""
        return coverage(self._view, event)

    def show(self, words: str) -> Shown:
        """What an id means, with the words that it comes from: E…, C…, A…, a report's, or DOCUMENT#ROW."""
        return show(self._view, words)

    def search(self, words: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Reports that hold the words, the best first."""
        return search(self._view, words, limit=limit)
