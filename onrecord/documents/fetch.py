"""One page from the web: http and https only, bounded in size, time and redirects."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.documents.characters import inline
from onrecord.documents.draft import is_web
from onrecord.documents.limits import LIMITS
from onrecord.errors import FetchError, LimitError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_CHUNK = 1 << 16
_HEADERS = {"User-Agent": "onrecord", "Accept": "text/html, text/plain, */*;q=0.5", "Accept-Encoding": "gzip, deflate"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where the redirects ended, `charset` what the server says of the encoding."""

    data: bytes
    url: str
    charset: str | None


def fetch(url: str) -> Fetched:
    """The body of one page.

    Raises:
        FetchError: The address is wrong or unreachable, or answers with anything but success.
        LimitError: The body is too large.
    """
    import urllib3  # noqa: PLC0415 - only addresses need it

    where = inline(url)
    if not is_web(url):
        raise FetchError("only http and https addresses can be read", where=where)
    deadline = time.monotonic() + LIMITS.fetch_seconds
    retries = urllib3.Retry(total=LIMITS.redirects, connect=0, read=0, redirect=LIMITS.redirects, other=0)
    timeout = urllib3.Timeout(connect=LIMITS.connect_seconds, read=LIMITS.connect_seconds)
    try:
        with urllib3.PoolManager(num_pools=1) as pool:
            response = pool.request(
                "GET", url, headers=_HEADERS, retries=retries, timeout=timeout, preload_content=False
            )
            try:
                return _body(response, url, deadline)
            finally:
                response.close()
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        advice = "check the address and the connection, or save the page and give the file"
        raise FetchError(_reason(error), where=where, advice=advice) from error


def _body(response: "BaseHTTPResponse", url: str, deadline: float) -> Fetched:
    where = inline(url)
    if not 200 <= response.status < 300:
        what = f"the server answered {response.status} {inline(response.reason or '')[:80]}".rstrip()
        raise FetchError(what, where=where, advice="open it in a browser, save the page and give the file")
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > LIMITS.report_bytes:
            raise LimitError(f"the page is larger than {LIMITS.report_bytes:,} bytes", where=where)
        if time.monotonic() > deadline:
            raise FetchError(f"the page took longer than {LIMITS.fetch_seconds:g} seconds", where=where)
    charset = response.headers.get("Content-Type", "").partition("charset=")[2].split(";")[0].strip(" \"'")
    return Fetched(bytes(data), urljoin(url, response.geturl() or url), charset or None)


def _reason(error: Exception) -> str:
    """The innermost cause, in words."""
    cause = getattr(error, "reason", None) or error
    elsewhere = "the page redirects to an address that is not http or https"
    words = {
        "NameResolutionError": "the host is not known",
        "ConnectTimeoutError": f"no connection within {LIMITS.connect_seconds:g} seconds",
        "ReadTimeoutError": f"no answer within {LIMITS.connect_seconds:g} seconds",
        "NewConnectionError": "the host does not accept connections",
        "SSLError": "the host's certificate cannot be verified",
        "ResponseError": "the page redirects too often",
        "URLSchemeUnknown": elsewhere,
        "LocationValueError": elsewhere,
        "LocationParseError": "the address is not well formed",
    }
    return words.get(type(cause).__name__, f"the page cannot be fetched ({type(cause).__name__})")
