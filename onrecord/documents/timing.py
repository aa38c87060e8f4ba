"""A limit on the processor time that one document takes."""

import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TypeVar, cast

from onrecord.documents.limits import LIMITS
from onrecord.errors import LimitError

_T = TypeVar("_T")
_AGAIN = 1.0  # seconds after which it is said again, where a callback of C code has swallowed it


class _ExpiredError(BaseException):
    """The time is over. No `Exception`: the parsers' own faults are caught as such, and this is none."""


def in_time(work: Callable[[], _T], *, where: str) -> _T:
    """What the work gives, unless it takes too long.

    Processor time is measured: on a machine that is busy with other things no document is refused for that. Only the
    main thread of a process can be interrupted; in another there is no limit.

    Raises:
        LimitError: It has taken `document_seconds`.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.signal(signal.SIGVTALRM, _expire)
    try:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMITS.document_seconds, _AGAIN)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _ExpiredError:
        what = f"the report takes longer than {LIMITS.document_seconds:g} seconds"
        raise LimitError(what, where=where, advice="split it into shorter ones, or leave it out") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)  # where the time was over just as it was stopped
        signal.signal(signal.SIGVTALRM, before)


def each_in_time(items: Iterator[_T], *, where: str) -> Iterator[_T]:
    """The items, as long as each comes in time.

    Raises:
        LimitError: One has taken `document_seconds`.
    """
    end = object()
    while (item := in_time(lambda: next(items, end), where=where)) is not end:
        yield cast(_T, item)


def _expire(_number: int, _frame: FrameType | None) -> None:
    raise _ExpiredError
