"""What the questions need of a merged record; `onrecord.merge.view.View` is one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Outline, Party, Reason, Row, Sort, Source
from onrecord.record import Act, EventType, Record, Span, Status
from onrecord.store import Failure


class Hit(Protocol):
    """Words found in a report."""

    @property
    def document(self) -> str:
        """The report's key."""

    @property
    def span(self) -> Span:
        """Where in its text."""

    @property
    def snippet(self) -> str:
        """What stands around."""


class View(Protocol):
    """A snapshot of a merged record. Ids that it does not hold raise UsageError."""

    @property
    def snapshot(self) -> str:
        """The snapshot's id."""

    @property
    def number(self) -> int:
        """How many snapshots there were up to this one, itself among them."""

    def close(self) -> None:
        """Let go of the files; nothing can be asked after."""

    def sources(self) -> Iterator[Source]:
        """Every report, by date and id."""

    def source(self, document: str, /) -> Source:
        """One report, by its key."""

    def versions(self, document: str, /) -> tuple[str, ...]:
        """The versions of a report's article, itself among them, the earliest first: keys."""

    def document(self, words: str, /) -> str:
        """The key of a report, by its key, the id that it was given, or the beginning of either."""

    def record(self, document: str, /) -> Record:
        """A report as read, by its key."""

    def failures(self) -> Sequence[Failure]:
        """The inputs that could not be read."""

    def events(
        self,
        *,
        types: Iterable[EventType] = (),
        countries: Iterable[str] = (),
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedEvent]:
        """Happenings by date; each of the countries (ISO 3166 alpha-3), and the actor, takes part in all of them."""

    def tally(self) -> Counter[tuple[EventType, Status, frozenset[str]]]:
        """How many happenings there are of a type and status between states (ISO 3166 alpha-3)."""

    def count(self, sort: Sort, /) -> int:
        """How many merged rows of a sort there are."""

    def denied(self) -> int:
        """How many claims somebody denies."""

    def per_month(self, until: str | None = None, /) -> Counter[tuple[EventType, Status, str]]:
        """Happenings by type, status and month ("2024-04"); the month is "" without a date, and after `until`."""

    def together(self, days: tuple[str, ...] = (), /) -> Counter[tuple[int, frozenset[str]]]:
        """Contacts that took place, by how many of some days they begin after, and by the states that took part."""

    def latest(self, sort: Sort, most: int, until: str | None = None, /) -> list[str]:
        """The last contacts that took place, or claims that nobody denies, the latest first: ids.

        Those without a date stand only where none has one.
        """

    def first_day(self) -> str | None:
        """The day of the earliest report that has one."""

    def initiatives(self, events: Sequence[str], /) -> Mapping[str, tuple[Party | None, str | None]]:
        """Of events who initiated them and since when they are the first, where a report says either."""

    def outlines(self, sort: Sort, /, *, kind: str = "", countries: Iterable[str] = ()) -> Iterator[Outline]:
        """Events or claims in short, as they are told, by date and id: all, or of one kind and with all the states."""

    def tellers(self, sort: Sort, /) -> Iterator[tuple[str, str]]:
        """Every event or claim with each report that tells of it, once or more: ids and keys."""

    def denied_claims(self) -> Mapping[str, str]:
        """The claims that somebody denies, each with the day of the latest denial; "" where none has a date."""

    def of_actor(self, sort: Sort, actor: str, /) -> list[str]:
        """The events that name an actor, or the claims that one makes, by date: ids."""

    def about_actor(self, actor: str, /) -> list[str]:
        """The claims about somebody, by date: ids."""

    def headings(self) -> Iterator[Source]:
        """Every report by date and id, the latest first, without its origin."""

    def holding(self, words: str, /) -> frozenset[str]:
        """The reports that hold all the words."""

    def event(self, event: str, /) -> MergedEvent:
        """One happening."""

    def told(self, event: str, /) -> MergedEvent:
        """One happening without notes, which take long where the record holds much of the same parties."""

    def claims(
        self,
        *,
        speaker_country: str | None = None,
        actor: str | None = None,
        about: str | None = None,
        acts: Iterable[Act] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedClaim]:
        """Claims by date; `actor` speaks, `about` are words."""

    def claim(self, claim: str, /) -> MergedClaim:
        """One claim."""

    def actors(self) -> Iterator[MergedActor]:
        """Everybody."""

    def actor(self, actor: str, /) -> MergedActor:
        """Somebody."""

    def find_actors(self, words: str, /) -> list[MergedActor]:
        """By name or a part of it, best first."""

    def merged_id(self, sort: Sort, row: Row, /) -> str:
        """The id of the merged row that a report's row is in."""

    def explain(self, merged: str, /) -> Sequence[tuple[Row, Row, tuple[Reason, ...]]]:
        """Why the rows of a merged row are one: pairs of rows and the reasons."""

    def search(self, words: str, /, *, limit: int = 20) -> Sequence[Hit]:
        """Reports that hold the words, best first."""
