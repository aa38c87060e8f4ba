"""What can be wrong with a request, as a status and words for whoever asked."""

import re
import sqlite3
from collections.abc import Mapping

from starlette.exceptions import HTTPException

from onrecord.errors import BusyError, InputError, UsageError


class UnclearError(UsageError):
    """What stands behind the "?", or in a form, cannot be understood."""


class MissingError(UsageError):
    """There is no such snapshot."""


TITLES = {
    400: "This cannot be answered",
    404: "Not found",
    405: "Not possible here",
    409: "Not just now",
    413: "Too large",
    500: "Something went wrong",
    503: "Not just now",
}
_HTTP = {404: "There is no such page.", 405: "This address takes no such request."}
_MERGED = re.compile(r"\b[ECA][0-9a-f]{10}\b")
_WRITTEN = (
    "The record is being written to just now, by a build or by another judgement. Nothing was changed: go back, and "
    "judge again when that is done."
)
_NOT_YET = "The record is being made or mended just now and has nothing to show yet. Load the page again in a moment."
_UNREADABLE = "The record cannot be read. `onrecord check` says what is wrong with it."
_GONE = " It may have become one with another since: a permanent link to it still shows it as it was."
_DEFECT = "This is a defect of Onrecord and not your mistake; please report it with what stands in the terminal."


def problem(error: Exception, *, changing: bool, named: bool) -> tuple[int, str]:
    """The status and words for an error; `changing` a form was sent, `named` the path itself names something."""
    status, words = 500, _DEFECT
    match error:
        case HTTPException():
            status, words = error.status_code, _HTTP.get(error.status_code, error.detail)
        case BusyError():
            status, words = (409, _WRITTEN) if changing else (503, _NOT_YET)
        case UsageError():
            missing = isinstance(error, MissingError) or (named and not isinstance(error, UnclearError))
            status, words = 404 if missing else 400, _sentence(str(error))
            words += _GONE if missing and _MERGED.search(words) else ""
        case InputError():
            status, words = 503, _sentence(str(error))
        case sqlite3.Error() | OSError():
            status, words = 503, _UNREADABLE
    return status, words


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def further(error: Exception, status: int) -> Mapping[str, str]:
    """Headers that go with a problem."""
    return {"Retry-After": "5"} if status == 503 else dict(getattr(error, "headers", None) or {})
