"""When to try again: ever later, and never before a server says."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.documents.request import Answer

DAY = 86_400.0
"""The longest that anything waits, in seconds."""


def back_off(every: float, errors: int) -> float:
    """Seconds until the next try after so many errors in a row."""
    return min(every * 2.0 ** min(errors, 20), DAY)


def retry_after(answer: Answer) -> float:
    """The seconds for which a server asks to be left alone (RFC 9110), a number or a date; 0 where it does not."""
    words = answer.headers.get("retry-after", "").strip()
    if words.isascii() and words.isdecimal():
        return min(float(words[:10]), DAY)
    try:
        when = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError, OverflowError):
        return 0.0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (when - datetime.fromtimestamp(time.time(), UTC)).total_seconds()), DAY)
