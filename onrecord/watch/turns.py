"""Many hosts at once, each one thing at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import TypeVar
from urllib.parse import urlsplit

_R = TypeVar("_R")
_HOSTS = 16  # at once


def in_turns(urls: Iterable[str], work: Callable[[str], _R]) -> Iterator[tuple[str, _R]]:
    """What the work gives for each address, as it comes; those of one host are worked on one after the other.

    What the work raises, this raises. Nothing waits for the threads when it is given up.
    """
    hosts = _by_host(urls)
    waiting = deque(hosts)
    done: Queue[tuple[str, _R] | Exception] = Queue(_HOSTS)  # one of each thread may wait in memory to be taken
    given_up = Event()

    def run() -> None:
        try:
            while True:
                for url in waiting.popleft():
                    done.put((url, work(url)))
                    if given_up.is_set():
                        return
        except IndexError:
            pass
        except Exception as error:  # told to the thread that waits for the results
            done.put(error)

    for _ in range(min(_HOSTS, len(hosts))):
        Thread(target=run, daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts))):
            result = done.get()
            if isinstance(result, Exception):
                raise result
            yield result
    finally:
        given_up.set()
        while not done.empty():  # so that no thread waits for ever to put its last one
            done.get_nowait()


def _by_host(urls: Iterable[str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    return list(hosts.values())
