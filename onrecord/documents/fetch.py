"""One page from the web: its redirects followed, each checked like the first address."""

import time
from collections.abc import Callable

from onrecord.documents.characters import inline
from onrecord.documents.limits import LIMITS
from onrecord.documents.request import ADVICE, Answer, Asking, ask
from onrecord.errors import FetchError, InputError


def fetch(url: str, *, allow_private: bool = False) -> Answer:
    """One page: its `data`, and the `url` where the redirects ended.

    Raises:
        FetchError: The address is wrong, unreachable or not public, or answers with anything but success.
        LimitError: The body is too large.
    """
    deadline = time.monotonic() + LIMITS.fetch_seconds
    asking = Asking(LIMITS.report_bytes, deadline, allow_private=allow_private)
    answer = follow(url, lambda url: ask(url, asking))
    refuse_failure(answer, where=inline(url))
    return answer


def follow(url: str, ask: Callable[[str], Answer]) -> Answer:
    """The answer at the end of the redirects; each address on the way is asked, and so checked, like the first.

    Raises:
        FetchError, LimitError: Those of `ask`, and where there is no end.
    """
    where, first = inline(url), url
    for _ in range(LIMITS.redirects + 1):
        try:
            answer = ask(url)
        except InputError as error:
            if url == first:
                raise
            what = f"it redirects to {inline(url)[: LIMITS.name_chars]}: {error.what}"
            raise type(error)(what, where=where, advice=error.advice) from error
        if (further := answer.leads_to) is None:
            return answer
        url = further
    raise FetchError(f"the page redirects more than {LIMITS.redirects} times", where=where, advice=ADVICE)


def refuse_failure(answer: Answer, *, where: str) -> None:
    """Raise FetchError where the answer is no success."""
    if not 200 <= answer.status < 300:
        what = f"the server answered {answer.status} {inline(answer.reason)[:80]}".rstrip()
        raise FetchError(what, where=where, advice="open it in a browser, save the page and give the file")
