"""A build that is killed at 50 moments and taken up each time ends in the record of one that was left alone.

Run as a program, this module is the process that starts the builds: it imports everything once and forks, so that a
start costs little. Cleaning, store, merge and export are real; only the reading is a stub.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Figure,
    Kind,
    Medium,
    Record,
    Span,
    Statement,
    Status,
)

REPORTS, KILLS, SEED = 2_000, 50, 3
STATES = {
    "Norway": "NOR", "Chile": "CHL", "Ghana": "GHA", "Nepal": "NPL", "Latvia": "LVA", "Fiji": "FJI", "Oman": "OMN",
    "Peru": "PER", "Kenya": "KEN", "Jordan": "JOR", "Vietnam": "VNM", "Portugal": "PRT", "Bolivia": "BOL",
    "Senegal": "SEN", "Mongolia": "MNG", "Iceland": "ISL", "Malta": "MLT", "Cuba": "CUB", "Angola": "AGO",
    "Cyprus": "CYP", "Tonga": "TON", "Finland": "FIN", "Uruguay": "URY", "Zambia": "ZMB", "Laos": "LAO",
}  # fmt: skip
OFFICES = "foreign minister", "defence minister", "president", "envoy", "trade minister"
MEETING = "met", "received", "visited", "hosted", "saw"
NOUNS = (  # noqa: SIM905 - a list of so many words is a screen long
    "trawlers bridges visas grain flood sailors copper railway vaccines timber tariffs radar salt wool pilots dam "
    "cattle cables museum archives lorries ferry tunnel orchards batteries satellites reefs embassy quotas harbour"
).split()
QUALITIES = (  # noqa: SIM905
    "late cheap northern missing common heavy idle old quiet costly shared damaged spare rusty frozen distant young "
    "narrow empty promised disputed hidden coastal broken yearly wooden"
).split()
VERBS = "wait", "return", "cross", "vanish", "grow", "arrive", "sink", "close", "reopen", "change", "fail", "recover"
TIMES = "soon", "later", "often", "abroad", "again", "overnight"
SYLLABLES = "ha tam or bre qui su lo ber ka nim ta vel do ri mo sen gar ul pe zan".split()  # noqa: SIM905


class Author:
    """Writes reports that differ in most of their words."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._written: list[dict[str, str]] = []

    def report(self, number: int) -> dict[str, str]:
        """What a line of JSONL holds; every eighth report is a copy of an earlier one in another outlet."""
        if number % 8 == 7:
            row = dict(self._chance.choice(self._written))
        else:
            row = self._new()
            self._written.append(row)
        return row | {"id": f"r{number}", "outlet": f"Gazette of {self._name()}"}

    def _new(self) -> dict[str, str]:
        pick = self._chance.choice
        a, b = self._chance.sample(sorted(STATES), 2)
        month = f"{self._chance.randint(2010, 2024)}-{self._chance.randint(1, 12):02}"
        first, second, third = (f"{state}'s {pick(OFFICES)}" for state in (a, b, b))
        number = self._chance.randint(10, 90_000)
        paragraphs = (
            f"{first} {pick(MEETING)} {second} in {self._name()} on {month}-{self._chance.randint(1, 28):02}.",
            f"{self._name()} would gain {number} people by {self._things()}, the guest said. {self._sentence()}",
            f"{self._sentence()} {third} in {self._name()} denied that {self._things()} {pick(VERBS)}.",
        )
        title = f"{pick(QUALITIES).title()} {pick(NOUNS)} bring {a} and {b} together"
        return {"title": title, "published": f"{month}-28", "text": "\n\n".join(paragraphs)}

    def _sentence(self) -> str:
        pick = self._chance.choice
        return (
            f"{self._things().capitalize()} of {self._name()} {pick(VERBS)} {pick(TIMES)} with those of {self._name()}."
        )

    def _things(self) -> str:
        return f"{self._chance.choice(QUALITIES)} {self._chance.choice(NOUNS)}"

    def _name(self) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=3)).title()


def reading(document: Document) -> Record:
    """A record such as the reader might give of one of these reports."""
    text = document.text
    found = {
        name: re.search(pattern, text)
        for name, pattern in {
            "met": rf"((\w+)'s ([\w ]+)) ({'|'.join(MEETING)}) ((\w+)'s ([\w ]+)) in (\w+) on ([\d-]+)\.",
            "said": r"(\w+ would gain (\d+) people by .*?), the guest (said)",
            "denied": r"((\w+)'s ([\w ]+)) in \w+ (denied) that (.*?)\.",
        }.items()
    }
    met, said, denied = (match for match in found.values() if match)

    def actor(number: int, match: re.Match[str], whole: int) -> Actor:
        country, office = STATES[match[whole + 1]], match[whole + 2]
        return Actor(f"a{number}", match[whole], Kind.PERSON, country, "GOV", office, (Span(*match.span(whole)),))

    actors = (actor(1, met, 1), actor(2, met, 5), actor(3, denied, 1))
    event = Event(
        "e1", EventType.CONSULT, "meet", ("a1",), ("a2",), "a1", Medium.IN_PERSON, Dates(met[9], met[9]), met[8],
        Status.REPORTED, (Figure("people", int(said[2]), int(said[2])),), None, (Span(*met.span(4)),),
    )  # fmt: skip
    claim = Statement(
        "s1", "a2", Act.ASSERT, None, None, Span(*said.span(3)), Span(*said.span(1)), False, None, None
    )  # fmt: skip
    denial = Statement(
        "s2", "a3", Act.DENY, None, None, Span(*denied.span(4)), Span(*denied.span(5)), False, None, "s1"
    )  # fmt: skip
    return Record(document, actors, (event,), (claim, denial))


def build(source: Path, folder: Path) -> None:
    import onrecord.build  # noqa: PLC0415 - by the program only

    def read_many(
        documents: Iterator[Document],
        jobs: int | None,  # noqa: ARG001
        own: object,  # noqa: ARG001
    ) -> Iterator[Record | InputError]:
        yield from map(reading, documents)

    onrecord.build.read_many = read_many
    onrecord.build._REPORTS = 40  # more commits, more moments within one
    onrecord.build.build([str(source)], folder)


def started(source: Path, folder: Path) -> int:
    """The number of a process that builds."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            build(source, folder)
            code = 0
        finally:
            os._exit(code)
    return number


def kills(source: Path, folder: Path, seconds: float) -> dict[str, list[int]]:
    """Kill builds so many times, `seconds` being what a whole one takes; by record the commits it had after each.

    A build that comes to its end is followed by another, in a new record.
    """
    from onrecord.store import manifest  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311
    commits: dict[str, list[int]] = {"killed1": []}
    while sum(map(len, commits.values())) < KILLS:
        name = f"killed{len(commits)}"
        process = started(source, folder / name)
        time.sleep(chance.uniform(0.02, 2 * seconds / KILLS))
        os.kill(process, signal.SIGKILL)
        status = os.waitpid(process, 0)[1]
        if os.WIFSIGNALED(status):
            begun = (folder / name / manifest.NAME).exists()
            commits[name].append(manifest.load(folder / name).number if begun else 0)
        else:
            assert status == 0
            commits[f"killed{len(commits) + 1}"] = []
    for name in commits:
        assert os.waitpid(started(source, folder / name), 0)[1] == 0
    return commits


def exported(folder: Path) -> None:
    from onrecord.export.merged_json import write_json  # noqa: PLC0415
    from onrecord.merge.view import View  # noqa: PLC0415

    with (folder.parent / f"{folder.name}.json").open("w", encoding="utf-8") as out:
        write_json(View.open(folder), out)


def main(folder: Path) -> None:
    """Build without being killed and with; print the seconds that a build takes and the commits after each kill."""
    source = folder / "reports.jsonl"
    author = Author(SEED)
    source.write_text("\n".join(json.dumps(author.report(n)) for n in range(REPORTS)), encoding="utf-8")
    import onrecord.build  # noqa: PLC0415 - so that what is forked has it
    import onrecord.export.merged_json  # noqa: PLC0415
    import onrecord.merge.index  # noqa: PLC0415, F401

    begun = time.monotonic()
    assert os.waitpid(started(source, folder / "alone"), 0)[1] == 0
    seconds = time.monotonic() - begun
    commits = kills(source, folder, seconds)
    for name in ("alone", *commits):
        exported(folder / name)
    sys.stdout.write(json.dumps({"seconds": seconds, "commits": commits}))


def test_killed_at_fifty_moments(tmp_path: Path) -> None:
    command = [sys.executable, __file__, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    commits = json.loads(ran.stdout)["commits"]
    assert sum(map(len, commits.values())) == KILLS
    assert all(numbers == sorted(numbers) for numbers in commits.values()), "a commit was lost"
    assert len({number for numbers in commits.values() for number in numbers}) > 10, "killed in too few states"
    alone = (tmp_path / "alone.json").read_bytes()
    assert len(json.loads(alone)["documents"]) == REPORTS
    assert all((tmp_path / f"{name}.json").read_bytes() == alone for name in commits)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
