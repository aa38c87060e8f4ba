"""One request to one address: http and https only, to addresses that were checked, bounded in size and time."""

import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from urllib.parse import quote, urljoin, urlsplit

from onrecord import __version__
from onrecord.documents.addresses import resolve
from onrecord.documents.characters import inline
from onrecord.documents.draft import is_web
from onrecord.documents.limits import LIMITS
from onrecord.documents.packed import PIECE, unpacked
from onrecord.documents.wire import Connection
from onrecord.errors import FetchError, LimitError

ADVICE = "check the address and the connection, or save the page and give the file"
_HEADERS = {
    "User-Agent": f"onrecord/{__version__}",
    "Accept": "text/html, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_MOVED = (301, 302, 303, 307, 308)
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stands in an address as it is (RFC 3986)


@dataclass(frozen=True, slots=True)
class Asking:
    """How an address is asked: for how many bytes, until when (`time.monotonic`), with which further headers."""

    most: int
    deadline: float
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to one request; `data` only of a success, names of `headers` in small letters."""

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    data: bytes

    @property
    def leads_to(self) -> str | None:
        """The address that it redirects to."""
        place = self.headers.get("location") if self.status in _MOVED else None
        try:
            return None if place is None else urljoin(self.url, place.strip().replace(" ", "%20"))
        except ValueError:
            return place

    @property
    def charset(self) -> str | None:
        """The encoding that the server says the data are in."""
        return self.headers.get("content-type", "").partition("charset=")[2].split(";")[0].strip(" \"'") or None


def ask(url: str, asking: Asking) -> Answer:
    """The answer to one request, redirects not followed.

    Raises:
        FetchError: The address is wrong, unreachable or not public, or there is no whole answer.
        LimitError: It is too large.
    """
    where = inline(url)
    tls, host, port, target = taken_apart(url)
    addresses = resolve(host, port, where=where, allow_private=asking.allow_private)
    connection = Connection(host, port, tls=tls, addresses=addresses, deadline=asking.deadline)
    try:
        connection.request("GET", target, headers=_HEADERS | dict(asking.headers))
        response = connection.getresponse()
        headers = {name.lower(): _as_utf8(value) for name, value in response.headers.items()}
        data = _body(response, headers, asking.most, where) if 200 <= response.status < 300 else b""
        return Answer(url, response.status, response.reason, headers, data)
    except (OSError, HTTPException, ValueError) as error:
        late = time.monotonic() >= asking.deadline
        what = f"the page took longer than {LIMITS.fetch_seconds:g} seconds" if late else _reason(error)
        raise FetchError(what, where=where, advice=ADVICE) from error
    finally:
        connection.end()


def taken_apart(url: str) -> tuple[bool, str, int, str]:
    """Of an address: whether it is https, the host in ASCII, the port, and the path with the query.

    Raises:
        FetchError: It is none that can be asked.
        LimitError: It is too long.
    """
    import idna  # noqa: PLC0415 - only addresses need it

    where = inline(url)
    if len(url) > LIMITS.name_chars:
        raise LimitError(f"the address is longer than {LIMITS.name_chars:,} characters", where=where[:200])
    if not is_web(url):
        raise FetchError("the address is not http or https", where=where, advice="only such addresses can be read")
    parts = urlsplit(url)
    if "@" in parts.netloc:
        what = "the address holds a user's name or password"
        raise FetchError(what, where=where, advice="save the page and give the file")
    try:
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except ValueError:
        host, port = "", None
    if not host or not url.isprintable() or "\\" in url:
        raise FetchError("the address is not well formed", where=where, advice="check the address")
    tls = parts.scheme == "https"
    path = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    return tls, host, port or (443 if tls else 80), path


def _body(response: HTTPResponse, headers: Mapping[str, str], most: int, where: str) -> bytes:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"the page is packed in a way not asked for ({inline(coding)[:40]})", where=where)
    pieces = _arriving(response, where)
    data = bytearray()
    for piece in unpacked(pieces, where=where) if coding.endswith("gzip") else pieces:
        data += piece
        if len(data) > most:
            raise LimitError(f"the page is larger than {most:,} bytes", where=where)
    return bytes(data)


def _arriving(response: HTTPResponse, where: str) -> Iterator[bytes]:
    size = 0
    while chunk := response.read1(PIECE):
        size += len(chunk)
        if size > LIMITS.packed_bytes:
            raise LimitError(f"the page is larger than {LIMITS.packed_bytes:,} bytes", where=where)
        yield chunk
    if response.length:
        raise IncompleteRead(b"", response.length)


def _as_utf8(value: str) -> str:
    """A header as its server means it: http.client takes every byte for Latin-1."""
    return value.encode("latin-1", "replace").decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    """The cause, in words."""
    words: dict[type[Exception], str] = {
        ssl.SSLCertVerificationError: "the host's certificate cannot be verified",
        ssl.SSLError: "no secure connection can be made",
        TimeoutError: f"no answer within {LIMITS.connect_seconds:g} seconds",
        ConnectionRefusedError: "the host does not accept connections",
        RemoteDisconnected: "the host ends the connection without an answer",
        ConnectionError: "the host ends the connection",
        IncompleteRead: "the page ends early",
        HTTPException: "the host's answer is not HTTP",
        OSError: "the host cannot be reached",
    }
    kind = next((kind for kind in words if isinstance(error, kind)), None)
    return words[kind] if kind else f"the page cannot be fetched ({type(error).__name__})"
