"""How hosts are asked: what their robots.txt allows, one request at a time, with a pause after each."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.documents.characters import inline
from onrecord.documents.fetch import follow
from onrecord.documents.limits import LIMITS
from onrecord.documents.request import Answer, Asking, ask, taken_apart
from onrecord.errors import FetchError, InputError
from onrecord.watch.later import retry_after

if TYPE_CHECKING:
    from protego import Protego

AGENT = "onrecord"
"""The name that robots.txt may use."""

_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between two requests to a host; the most that its Crawl-delay gets
_KEPT, _KEPT_FAILURE = 86_400.0, 300.0  # seconds that a robots.txt holds (RFC 9309: at most a day), and its absence
_REST = 300.0  # seconds that a host is left alone when it does not answer
_BUSY = (429, 503)


@dataclass(slots=True)
class _Host:
    """What is known of a host; times are those of `time.monotonic`."""

    lock: Lock = field(default_factory=Lock)
    next: float = 0.0
    pause: float = _PAUSE
    rests_until: float = 0.0
    robots: "Protego | None" = None
    robots_until: float = 0.0
    refusal: str | None = None


class Manners:
    """Asks hosts politely. May be used by several threads at once."""

    def __init__(self, *, allow_private: bool = False, pause: float = _PAUSE) -> None:
        """`pause` is in seconds, between two requests to a host."""
        self._allow_private, self._pause = allow_private, pause
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    def rests(self, url: str) -> bool:
        """Whether the host has lately not answered, or said that it is busy, and is to be left alone."""
        return self._host(url).rests_until > time.monotonic()

    def get(self, url: str, *, most: int, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at the end of the redirects; each host on the way is asked as politely.

        Raises:
            FetchError: There is none, or a robots.txt does not allow to ask.
            LimitError: It is too large.
        """
        seconds = LIMITS.fetch_seconds  # left for this download; waiting for one's turn takes none

        def politely(url: str) -> Answer:
            nonlocal seconds
            taken_apart(url)  # raises where it cannot be asked
            host = self._host(url)
            with host.lock:
                self._check_robots(host, url)
                time.sleep(max(0.0, host.next - time.monotonic()))
                began = time.monotonic()
                try:
                    answer = self._asked(host, url, Asking(most, began + seconds, headers or {}, self._allow_private))
                finally:
                    host.next = time.monotonic() + host.pause
                    seconds -= time.monotonic() - began
            return answer

        return follow(url, politely)

    def _asked(self, host: _Host, url: str, asking: Asking) -> Answer:
        try:
            answer = ask(url, asking)
        except InputError as error:
            if isinstance(error.__cause__, OSError):
                host.rests_until = time.monotonic() + _REST
            raise
        if answer.status in _BUSY:
            host.rests_until = time.monotonic() + max(_REST, retry_after(answer))
        return answer

    def _host(self, url: str) -> _Host:
        try:
            key = urlsplit(url).netloc.lower()  # by http and https alike: it is one host
        except ValueError:
            key = ""
        with self._lock:
            return self._hosts.setdefault(key, _Host(pause=self._pause))

    def _check_robots(self, host: _Host, url: str) -> None:
        """Raise FetchError where robots.txt does not allow an address, or cannot be had (RFC 9309)."""
        if host.robots_until <= time.monotonic():
            self._read_robots(host, url)
        if host.refusal:
            what = f"it is not known what the host's robots.txt allows: {host.refusal}"
            raise FetchError(what, where=inline(url), advice="it is tried again later")
        if host.robots and not host.robots.can_fetch(url, AGENT):
            advice = "ask the outlet, or save the page and give the file"
            raise FetchError("the host's robots.txt does not allow it", where=inline(url), advice=advice)

    def _read_robots(self, host: _Host, url: str) -> None:
        from protego import Protego  # noqa: PLC0415 - only watching needs it

        parts = urlsplit(url)
        asking = Asking(LIMITS.robots_bytes, time.monotonic() + LIMITS.fetch_seconds, {}, self._allow_private)
        host.robots, host.refusal, host.robots_until = None, None, time.monotonic() + _KEPT
        try:
            answer = follow(f"{parts.scheme}://{parts.netloc}/robots.txt", lambda url: self._asked(host, url, asking))
            if 200 <= answer.status < 300:
                host.robots = Protego.parse(answer.data.decode("utf-8", "replace"))
                delay = host.robots.crawl_delay(AGENT) or 0.0
                host.pause = max(self._pause, min(delay, _LONGEST_PAUSE))
            elif answer.status >= 500 or answer.status in _BUSY:
                host.refusal = f"the server answered {answer.status}"
        except InputError as error:
            host.refusal = error.what
        if host.refusal:
            host.robots_until = time.monotonic() + _KEPT_FAILURE
        host.next = time.monotonic() + host.pause
