"""Builds and watches that are killed, at named points and at random times, and taken up each time.

    python tests/killing.py FOLDER [--records N] [--reports N] [--named N] [--watched N] [--random N]

Imports everything once and forks, so that a start costs little. Cleaning, store, merge, export and the memory of the
watch are real; the reading and the network are stubs. After each kill every document whose commit had returned is
looked for, and once the killed build has been let come to its end, its export is compared with that of one left alone.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from killed import SEED, Desk, Tally, Work, prepared
from newswire import Author, Newsstand, stub
from points import CHANGES, COMPILER, Point, When, arm, logged

COMMIT = 40  # reports; more commits, more moments within one
COMMITTED = Point("rename", "manifest.json")


def build(source: Path) -> Work:
    """A build of the reports in a file."""
    import onrecord.build  # noqa: PLC0415 - by the program only

    def run(record: Path) -> None:
        onrecord.build.build([str(source)], record)

    return run


def watch(stand: Newsstand) -> Work:
    """A watch of all feeds until nothing is left to be fetched."""
    import onrecord.build  # noqa: PLC0415
    from onrecord.watch import rounds, state  # noqa: PLC0415

    rounds._REPORTS = COMMIT

    def run(record: Path) -> None:
        with state.held(record):
            manners: Any = stand
            watching = rounds.Watch(
                stand.feeds,
                record,
                every=3600,
                manners=manners,
                build=lambda found: onrecord.build.build(found, record),
            )
            while watching.round().new:
                pass
        assert not state.State.load(record).waiting

    return run


class Points:
    """The points that a work comes by: those that only a new record meets, those of nearly every commit, the others."""

    def __init__(self, folder: Path, work: Work) -> None:
        """`work` has some commits; it is taken up again now and then, so that it also comes by what a start does."""
        desk, path = Desk(folder, work), folder / "log"
        with path.open("ab") as out:

            def prepare(record: Path) -> None:
                arm(record, COMMITTED, 4, When.AFTER, into=out.fileno())

            while desk.kill(str(COMMITTED), prepare):
                pass
        assert not desk.tally.problems, desk.tally.problems
        with path.open() as lines:
            met = [point for point in logged(lines) if point.call in CHANGES]
        path.unlink()
        self.counts, self.commits = Counter(met), met.count(COMMITTED)
        late = set(met[len(met) // 2 :])
        steady = {point for point, count in self.counts.items() if 2 * count >= self.commits} & late
        self.beginning = _places(self.counts.keys() - late)
        self.steady = _places(steady)
        self.rare = _places(late - steady)


def _places(points: Iterable[Point]) -> list[tuple[Point, When]]:
    """Where a work can be killed at these points, in an order that says nothing."""
    places = [(point, when) for point in sorted(points) for when in point.whens]
    random.Random(SEED).shuffle(places)  # noqa: S311
    return places


def at_beginnings(desk: Desk, kills: int, points: Points) -> None:
    """Kill a work of one commit so many times at most, each time in a new record."""
    for point, when in points.beginning[:kills]:
        if desk.kill(*_at(point, when, 1)):
            desk.end(f"{point} {when.name.lower()}")


def at_points(desk: Desk, shares: tuple[int, int], points: Points, chosen: Iterator[tuple[Point, When]]) -> None:
    """Kill a work at so many of these points, and at any moment so many times between; let it come to its end."""
    (named, unnamed), alone, kills = shares, desk.alone, sum(shares)
    share = alone.documents / COMMIT / points.commits / kills
    due = [True] * named + [False] * unnamed
    desk.chance.shuffle(due)
    while desk.tally.killed.total() < kills:
        if due[desk.tally.killed.total()]:
            point, when = next(chosen)
            nth = desk.chance.randint(1, max(1, round(2 * share * points.counts[point])))
            killed = desk.kill(*_at(point, when, nth))
        else:
            seconds = desk.chance.uniform(0.02, alone.again + 2 * alone.seconds / kills)
            killed = desk.kill("any moment", seconds=seconds)
        if not killed:
            desk.end("the last kill")
    desk.end("all kills")


def _at(point: Point, when: When, nth: int) -> tuple[str, Callable[[Path], None]]:
    return f"{point} {when.name.lower()}", lambda record: arm(record, point, nth, when)


class Run:
    """All that is killed, by the options."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self._folder, self._options = folder, options

    def _reports(self, seed: int, size: int) -> list[dict[str, str]]:
        author = Author(seed)
        return [author.report(number) for number in range(size)]

    def _source(self, seed: int, size: int) -> Path:
        path = self._folder / f"reports-{seed}-{size}.jsonl"
        path.write_text("\n".join(map(json.dumps, self._reports(seed, size))), encoding="utf-8")
        return path

    def __call__(self) -> Iterator[tuple[str, Desk]]:
        """Desks that are done with, by what was killed there."""
        options = self._options
        works = [build(self._source(seed, options.reports)) for seed in range(options.records)]
        small = build(self._source(0, COMMIT)), build(self._source(0, 10 * COMMIT))
        yield from self._killed("build", (options.named, options.random), small, works)
        one, ten, many = (watch(Newsstand(self._reports(0, n))) for n in (COMMIT, 10 * COMMIT, options.reports // 4))
        yield from self._killed("watch", (options.watched, 0), (one, ten), [many])

    def _killed(
        self, kind: str, kills: tuple[int, int], small: tuple[Work, Work], works: list[Work]
    ) -> Iterator[tuple[str, Desk]]:
        """Kill works at so many points and at so many random times; the small ones have one commit and some."""
        (named, unnamed), (first, some) = kills, small
        if not named + unnamed:
            return
        points = Points(self._folder, some)
        desk = Desk(self._folder, first)
        at_beginnings(desk, named // 4, points)
        yield f"{kind}, new record", desk
        left = named - desk.tally.killed.total()
        desk = Desk(self._folder, some)
        rare = min(len(points.rare), left // 4)
        at_points(desk, (rare, 0), points, cycle(points.rare))
        yield f"{kind}, rare points", desk
        left -= rare
        chosen = cycle(points.steady)
        for number, work in enumerate(works):
            desk = Desk(self._folder, work)
            shares = (_share(left, number, len(works)), _share(unnamed, number, len(works)))
            at_points(desk, shares, points, chosen)
            yield kind, desk


def _share(whole: int, number: int, parts: int) -> int:
    """The part of this number where a whole is cut into parts as even as can be."""
    return whole * (number + 1) // parts - whole * number // parts


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else value


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the records are made; new or empty")
    for name, number in (("records", 5), ("reports", 2_000), ("named", 300), ("watched", 60), ("random", 200)):
        parser.add_argument(f"--{name}", type=int, default=number, metavar="N", help=f"(default: {number})")
    options = parser.parse_args()
    assert COMPILER, "named points need a C compiler, and Linux"
    prepared(options.folder)
    stub(COMMIT)
    began, problems = time.monotonic(), 0
    for kind, desk in Run(options.folder.absolute(), options)():
        tally = {"kind": kind} | {name: _plain(getattr(desk.tally, name)) for name in Tally.__slots__}
        sys.stdout.write(json.dumps(tally | {"seconds": round(time.monotonic() - began)}) + "\n")
        sys.stdout.flush()
        problems += len(desk.tally.problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
