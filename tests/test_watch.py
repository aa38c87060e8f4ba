"""Rounds of a watch, against a server that is many hosts: what is new is built, and what is ill costs only itself."""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from ills import ILLS
from outlets import Outlets, Reply, outlets, page, rss
from stored import held

import onrecord.build
from onrecord.documents import LIMITS
from onrecord.documents.raw import Raw
from onrecord.errors import BusyError, InputError, UsageError
from onrecord.record import Document, Record
from onrecord.store import Archive, files
from onrecord.watch import state as states
from onrecord.watch.manners import Manners
from onrecord.watch.rounds import Round, Watch

HOUR = 3600.0


@contextmanager
def merging(_: Archive) -> Iterator[Callable[[], None]]:
    yield lambda: None


@pytest.fixture(autouse=True)
def _stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.build, "read_many", lambda documents, *_: map(Record, documents))
    monkeypatch.setattr(onrecord.build, "merging", merging)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    with outlets(monkeypatch) as found:
        yield found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the calendar on."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def limit(monkeypatch: pytest.MonkeyPatch, **limits: float) -> None:
    """Other limits, everywhere."""
    other: Any = limits
    for name, module in list(sys.modules.items()):
        if name.startswith("onrecord.") and hasattr(module, "LIMITS"):
            monkeypatch.setattr(module, "LIMITS", replace(LIMITS, **other))


class Desk:
    """A record and what watches for it."""

    def __init__(self, folder: Path, feeds: Sequence[str]) -> None:
        self.folder, self.feeds = folder, feeds
        self.manners = Manners(allow_private=True, pause=0.0)
        self.before_build: Callable[[], None] = lambda: None

    def build(self, reports: Sequence[Raw | InputError]) -> onrecord.build.Summary:
        self.before_build()
        return onrecord.build.build(reports, self.folder)

    def round(self) -> Round:
        """A round of a watch that is started anew."""
        with states.held(self.folder):
            return Watch(self.feeds, self.folder, every=HOUR, manners=self.manners, build=self.build).round()

    def documents(self) -> list[Document]:
        return sorted((e.record.document for e in held(Archive(self.folder))), key=lambda d: d.text)


def told(done: Round) -> list[str]:
    return [str(trouble) for trouble in done.troubles]


def test_what_is_new_is_built(site: Outlets, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1, 2), site.sound("herald", 3)])
    done = desk.round()
    assert (done.new, done.known, done.answered, done.waiting, told(done)) == (3, 0, 2, 0, [])
    assert done.snapshot == Archive(desk.folder).snapshot
    first = desk.documents()[0]
    assert first.url == f"http://{site.host('gazette')}/boats/1"
    assert (first.title, first.published, first.published_from) == ("Boat 1 sold", "2024-04-03", "metadata")
    site.sound("gazette", 2, 4)
    done = desk.round()
    assert (done.new, done.known, len(desk.documents())) == (1, 0, 4)
    done = desk.round()
    assert (done.new, done.snapshot) == (0, None)
    assert site.paths("gazette").count("/boats/2") == 1


def test_feeds_are_asked_for_what_has_changed(site: Outlets, tmp_path: Path) -> None:
    since = "Wed, 03 Apr 2024 09:00:00 GMT"
    site.put("gazette", "/boats/1", page("Halden", 1))
    body = rss(site.host("gazette"), 1)
    url = site.put("gazette", "/feed", Reply(body, headers={"ETag": '"one"', "Last-Modified": since}))
    desk = Desk(tmp_path / "r", [url])
    assert desk.round().new == 1
    done = desk.round()
    assert (done.new, done.answered, told(done)) == (0, 1, [])
    first, second = (headers for _, path, headers in site.asked if path == "/feed")
    assert "if-none-match" not in first
    assert (second["if-none-match"], second["if-modified-since"]) == ('"one"', since)
    assert re.fullmatch(r"onrecord/[\d.]+", first["user-agent"])


@pytest.mark.parametrize("validator", ['"é"', '"' + "x" * 300 + '"'])
def test_odd_validators_are_not_sent_back(site: Outlets, tmp_path: Path, validator: str) -> None:
    url = site.put("gazette", "/feed", Reply(rss(site.host("gazette")), headers={"ETag": validator}))
    desk = Desk(tmp_path / "r", [url])
    assert [told(desk.round()), told(desk.round())] == [[], []]
    assert all("if-none-match" not in headers for _, _, headers in site.asked)


def test_robots_are_obeyed(site: Outlets, tmp_path: Path) -> None:
    site.put("gazette", "/robots.txt", b"User-agent: *\nDisallow: /boats/2\n")
    site.put("herald", "/robots.txt", b"User-agent: Onrecord\nDisallow: /\n")
    site.put("mirror", "/robots.txt", Reply(b"", 500))
    feeds = [site.sound("gazette", 1, 2), site.sound("herald", 3), site.sound("mirror", 4), site.sound("post", 5)]
    desk = Desk(tmp_path / "r", feeds)
    done = desk.round()
    assert (done.new, done.waiting) == (2, 1)
    assert [t.partition(": ")[2].partition(";")[0] for t in told(done)] == [
        "the host's robots.txt does not allow it",
        "it is not known what the host's robots.txt allows: the server answered 500",
    ]
    assert site.paths("gazette") == ["/robots.txt", "/feed", "/boats/1"]
    assert site.paths("herald") == site.paths("mirror") == ["/robots.txt"]


def test_a_redirect_asks_the_other_host_as_politely(site: Outlets, tmp_path: Path) -> None:
    site.put("herald", "/robots.txt", b"User-agent: *\nDisallow: /boats\n")
    site.sound("herald", 1)
    moved = site.put(
        "gazette", "/feed", Reply(status=301, headers={"Location": f"http://{site.host('herald')}/boats/1"})
    )
    desk = Desk(tmp_path / "r", [moved])
    assert "robots.txt does not allow it" in told(desk.round())[0]
    assert site.paths("herald") == ["/robots.txt"]


def test_a_host_is_asked_one_thing_at_a_time(site: Outlets, tmp_path: Path) -> None:
    feeds = [site.sound(name, *range(n, n + 5)) for n, name in ((10, "gazette"), (20, "herald"), (30, "post"))]
    site.put("gazette", "/other", rss(site.host("gazette"), 10, 11, 15))
    site.put("gazette", "/boats/15", page("gazette", 15))
    desk = Desk(tmp_path / "r", [*feeds, f"http://{site.host('gazette')}/other"])
    assert desk.round().new == 16
    assert set(site.most_at_once.values()) == {1}


def test_there_is_a_pause_between_requests(site: Outlets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("herald", "/robots.txt", b"User-agent: *\nCrawl-delay: 5\n")
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    for name, pause in (("gazette", 1.0), ("herald", 5.0)):
        slept.clear()
        desk = Desk(tmp_path / name, [site.sound(name, 1, 2)])
        desk.manners = Manners(allow_private=True)
        assert desk.round().new == 2
        assert [round(seconds) for seconds in slept] == [pause] * 3


def test_a_feed_that_fails_is_asked_ever_more_rarely(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None]
) -> None:
    desk = Desk(tmp_path / "r", [site.put("gazette", "/feed", Reply(b"", 404))])
    asked = []
    for _ in range(40):
        desk.round()
        asked.append(site.paths("gazette").count("/feed"))
        clock(HOUR)
    assert [n for n in range(1, 40) if asked[n] > asked[n - 1]] == [2, 6, 14, 30]
    site.sound("gazette", 1)
    clock(24 * HOUR)
    assert desk.round().new == 1
    site.put("gazette", "/feed", Reply(b"", 404))
    desk.round()
    clock(2 * HOUR)
    before = len(site.asked)
    desk.round()
    assert len(site.asked) > before


@pytest.mark.parametrize("words", ["36000", "in ten hours"])
def test_a_feed_is_left_alone_for_as_long_as_it_says(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None], words: str
) -> None:
    from email.utils import formatdate  # noqa: PLC0415

    value = words if words.isdecimal() else formatdate(time.time() + 36_000, usegmt=True)
    desk = Desk(tmp_path / "r", [site.put("gazette", "/feed", Reply(b"", 503, {"Retry-After": value}))])
    for hours in (0, 9, 2):
        clock(hours * HOUR)
        desk.manners = Manners(allow_private=True, pause=0.0)  # as after a start
        desk.round()
    assert site.paths("gazette").count("/feed") == 2


def test_a_page_that_fails_is_tried_three_times_and_recorded(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None]
) -> None:
    feed = site.sound("gazette", 1, 2)
    site.put("gazette", "/boats/2", Reply(b"", 500))
    desk = Desk(tmp_path / "r", [feed])
    rounds = []
    for _ in range(8):
        rounds.append(desk.round())
        clock(2 * HOUR)
    assert [done.new for done in rounds] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert site.paths("gazette").count("/boats/2") == 3
    assert sum(len(done.failures) for done in rounds) == 1
    (failure,) = Archive(desk.folder).failures()
    assert (failure.where, failure.what) == (
        f"http://{site.host('gazette')}/boats/2",
        "the server answered 500 Internal Server Error",
    )


def test_a_host_that_does_not_answer_costs_its_reports_nothing(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, connect_seconds=0.2)
    feed = site.sound("gazette", 1, 2, 3)
    for number in (1, 2, 3):
        site.put("gazette", f"/boats/{number}", ILLS["silence"][0](site, "gazette"))
    desk = Desk(tmp_path / "r", [feed])
    for _ in range(6):
        desk.manners = Manners(allow_private=True, pause=0.0)
        assert desk.round().waiting == 3
        clock(5 * HOUR)
    assert len([path for path in site.paths("gazette") if "boats" in path]) <= 6
    site.sound("gazette", 1, 2, 3)
    desk.manners = Manners(allow_private=True, pause=0.0)
    assert desk.round().new == 3


def test_two_hundred_feeds_of_which_many_are_ill(
    site: Outlets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, connect_seconds=0.4, fetch_seconds=1.0)
    sound = [site.sound(f"sound{n}", n) for n in range(120)]
    ill = {}
    for n, (what, (answer, _)) in enumerate(islice(cycle(ILLS.items()), 80)):
        ill[site.put(f"ill{n}", "/feed", answer(site, f"ill{n}"))] = what
    desk = Desk(tmp_path / "r", [feed for pair in zip(ill, sound, strict=False) for feed in pair] + sound[80:])
    began = time.monotonic()
    done = desk.round()
    assert time.monotonic() - began < 20
    urls = {document.url for document in desk.documents()}
    assert {f"http://{site.host(f'sound{n}')}/boats/{n}" for n in range(120)} <= urls
    by_feed = {trouble.where: str(trouble) for trouble in done.troubles}
    assert len(by_feed) == len(done.troubles)
    wrong = {what: by_feed.get(url) for url, what in ill.items() if not re.search(ILLS[what][1], by_feed.get(url, ""))}
    assert wrong == {}
    assert by_feed.keys() == ill.keys()


class Killed(BaseException):
    """The end of the process, at one place."""


def test_killed_at_any_moment_it_goes_on(site: Outlets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = [site.sound("gazette", 1, 2), site.sound("herald", 3)]
    real, steps = files.replace_file, [0]

    def step(limit: int) -> None:
        steps[0] += 1
        if steps[0] == limit:
            raise Killed

    for number in range(1, 20):
        desk = Desk(tmp_path / str(number), feeds)
        steps[0] = 0

        def replace_file(path: Path, data: bytes, number: int = number) -> None:
            step(number)
            real(path, data)
            step(number)

        monkeypatch.setattr(states, "replace_file", replace_file)
        desk.before_build = lambda number=number: step(number)  # type: ignore[misc]
        try:
            desk.round()
            break
        except Killed:
            pass
        monkeypatch.setattr(states, "replace_file", real)
        desk.before_build = lambda: None
        done = desk.round()
        assert (done.waiting, len(desk.documents())) == (0, 3)
        assert desk.round().new == 0
    assert 6 <= number < 19


def test_a_record_that_is_being_written_is_left_for_the_next_round(site: Outlets, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1)])
    Archive.create(desk.folder)
    with Archive(desk.folder).writing(), pytest.raises(BusyError):
        desk.round()
    assert desk.round().new == 1


def test_one_watch_at_a_time(site: Outlets, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1)])
    with states.held(desk.folder), pytest.raises(BusyError):
        desk.round()
    with Archive(desk.folder).writing():
        pass


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 1}',
        b'{"format": 9}',
        b"\xff",
        b'{"format": 1, "feeds": {"x": {"y": 1}}, "waiting": {}, "seen": {}}',
    ],
)
def test_a_damaged_state_says_what_to_do(site: Outlets, tmp_path: Path, damage: bytes) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1)])
    desk.round()
    path = desk.folder / "watch" / "state.json"
    path.write_bytes(damage)
    with pytest.raises(InputError, match=r"remove the file|newer version"):
        desk.round()
    path.unlink()
    done = desk.round()
    assert (done.new, done.known) == (0, 1)


def test_a_folder_that_cannot_be_used(site: Outlets, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1)])
    Archive.create(desk.folder)
    (desk.folder / "watch").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be written"):
        desk.round()
    (desk.folder / "watch").unlink()
    (desk.folder / "watch" / "state.json").mkdir(parents=True)
    with pytest.raises(InputError, match="cannot be read"):
        desk.round()


def test_a_disk_that_is_full_says_so_and_loses_nothing(
    site: Outlets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1)])
    desk.round()
    site.sound("gazette", 1, 2)

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(states, "replace_file", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device; mend this and run again"):
            desk.round()
    assert desk.round().new == 1


def test_what_was_seen_long_ago_is_forgotten(site: Outlets, tmp_path: Path, clock: Callable[[float], None]) -> None:
    desk = Desk(tmp_path / "r", [site.sound("gazette", 1, 2)])
    desk.round()
    site.sound("gazette", 2)
    for days in (300, 100):
        clock(days * 24 * HOUR)
        desk.round()
    assert len(json.loads((desk.folder / "watch" / "state.json").read_bytes())["seen"]) == 1


def test_feeds_of_every_make(site: Outlets, tmp_path: Path) -> None:
    for number in range(1, 6):
        site.put("gazette", f"/boats/{number}", page("Halden", number))
    feeds = {
        "/rss": "<rss version='2.0'><channel><item><link>/boats/1</link></item>"
        "<item><guid>http://{h}/boats/2#top</guid></item><item><title>no address</title></item>"
        "<item><link>mailto:a@b.example</link></item></channel></rss>",
        "/atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='boats/3'/><updated>2024-04-05T00:00:00Z"
        "</updated><published>2024-04-04T23:00:00Z</published></entry></feed>",
        "/rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><item><link>http://{h}/boats/4</link><dc:date>2024-04-06</dc:date>"
        "</item></rdf:RDF>",
        "/latin": "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Caf\xe9</title><item><link>/boats/5"
        "</link></item></channel></rss>",
        "/empty": "<rss><channel><title>Nothing yet</title></channel></rss>",
    }
    urls = [
        site.put("gazette", path, words.format(h=site.host("gazette")).encode("latin-1"))
        for path, words in feeds.items()
    ]
    desk = Desk(tmp_path / "r", urls)
    done = desk.round()
    assert (told(done), done.new) == ([], 5)
    assert [d.published for d in desk.documents()] == [None, None, "2024-04-04", "2024-04-06", None]


LONG = " ".join(f"The harbour master named boat number {n} and the town that bought it." for n in range(30))


def entry(host: str, moment: str, text: str) -> bytes:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{host}</title><entry><title>Boat 1 sold</title>'
        f'<link href="http://{host}/boats/1"/><published>2024-04-03T09:00:00Z</published><updated>{moment}</updated>'
        f'<content type="text">{text}</content></entry></feed>'
    ).encode()


def test_what_its_feed_says_was_changed_is_fetched_again(site: Outlets, tmp_path: Path) -> None:
    host = site.host("gazette")
    site.put("gazette", "/boats/1", page("Halden", 1))
    url = site.put("gazette", "/feed", entry(host, "2024-04-03T09:00:00Z", "A boat."))
    desk = Desk(tmp_path / "r", [url])
    assert (desk.round().new, desk.round().new) == (1, 0)
    site.put("gazette", "/boats/1", page("Halden", 2))
    site.put("gazette", "/feed", entry(host, "2024-04-03T14:05:00Z", "A boat."))
    assert (desk.round().new, desk.round().new) == (1, 0)
    assert site.paths("gazette").count("/boats/1") == 2
    first, second = sorted(desk.documents(), key=lambda d: d.moment or "")
    assert (first.url, first.moment) == (second.url, "2024-04-03T09:00:00+00:00")
    assert second.moment == "2024-04-03T14:05:00+00:00"


def test_a_feed_that_dates_everything_anew_has_it_fetched_ever_more_rarely(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None]
) -> None:
    site.put("gazette", "/boats/1", page("Halden", 1))
    fetched = []
    for hour in range(24):
        url = site.put("gazette", "/feed", entry(site.host("gazette"), f"2024-04-03T{hour:02}:00:00Z", "A boat."))
        Desk(tmp_path / "r", [url]).round()
        fetched.append(site.paths("gazette").count("/boats/1"))
        clock(HOUR)
    assert fetched[:8] == [1, 2, 2, 3, 3, 3, 4, 4]
    assert fetched[-1] == 6


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(page("Halden", 1)), "the page holds less than half as much"),
        (Reply(b"<html><body><script>1</script></body></html>"), "the page could not be read (no report"),
        (Reply(b"gone", 410), "the page could not be read (the server answered 410"),
    ],
)
def test_the_feeds_own_text_stands_in_for_a_page(
    site: Outlets, tmp_path: Path, clock: Callable[[float], None], reply: Reply, why: str
) -> None:
    site.put("gazette", "/boats/1", reply)
    url = site.put("gazette", "/feed", entry(site.host("gazette"), "2024-04-03T09:00:00Z", LONG))
    desk = Desk(tmp_path / "r", [url])
    for _ in range(3):
        desk.round()
        clock(24 * HOUR)
    (found,) = desk.documents()
    assert LONG in found.text
    assert found.url == f"http://{site.host('gazette')}/boats/1"
    (warning,) = [w for w in found.warnings if w.code == "feed-text"]
    assert why in warning.message


def test_a_page_that_holds_it_all_goes_before_the_feed(site: Outlets, tmp_path: Path) -> None:
    site.put("gazette", "/boats/1", f"<html><body><h1>Boat 1 sold</h1><p>{LONG}</p></body></html>".encode())
    url = site.put("gazette", "/feed", entry(site.host("gazette"), "2024-04-03T09:00:00Z", LONG))
    desk = Desk(tmp_path / "r", [url])
    assert desk.round().new == 1
    assert [w.code for d in desk.documents() for w in d.warnings] == []
