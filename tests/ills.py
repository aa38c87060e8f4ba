"""What ails a server: answers that stall, lie, loop, break off, change midway or are made to do harm."""

import gzip
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from outlets import Outlets, Reply, rss

Ill = Callable[[Outlets, str], Reply]
_OK = b"HTTP/1.1 200 OK\r\n"
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def sent(*pieces: bytes, every: float = 0.0, stall: bool = False, drip: bool = False) -> Reply:
    """Raw bytes, a piece `every` so many seconds; then silence (`stall`), or the last piece for ever (`drip`)."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        stopping = handler.server.outlets.stopping  # type: ignore[attr-defined]
        handler.close_connection = True
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            stopping.wait(every)
        while drip and not stopping.is_set():
            handler.wfile.write(pieces[-1])
            handler.wfile.flush()
            stopping.wait(every)
        if stall:
            stopping.wait(30)

    return Reply(send=send)


def _feed(outlets: Outlets, name: str) -> bytes:
    return rss(outlets.host(name), 1, 2, 3)


def _whole(body: bytes, length: int) -> bytes:
    return _OK + b"Content-Length: %d\r\n\r\n" % length + body


def _cut(outlets: Outlets, name: str) -> bytes:
    return _feed(outlets, name)[:250]


def _xml(doctype: str, words: str) -> Ill:
    return lambda _o, _n: Reply(
        f'<?xml version="1.0"?>{doctype}<rss><channel><title>{words}</title></channel></rss>'.encode()
    )


def _moved(place: str) -> Reply:
    return Reply(status=302, headers={"Location": place})


def _packed(body: bytes) -> Reply:
    return Reply(body, headers={"Content-Encoding": "gzip"})


def _ring(outlets: Outlets, name: str) -> Reply:
    outlets.put(name, "/there", _moved(f"http://{outlets.host(name)}/feed"))
    return _moved(f"http://{outlets.host(name)}/there")


def _endless(outlets: Outlets, name: str) -> Reply:
    for number in range(10):
        outlets.put(name, f"/{number}", _moved(f"http://{outlets.host(name)}/{number + 1}"))
    return _moved(f"http://{outlets.host(name)}/0")


def _mixed(outlets: Outlets, name: str) -> bytes:
    feed = _feed(outlets, name).replace(b"Boat 2", "Boat ».".encode("utf-16-le"))
    return feed.replace(b"Boat 3", b"B\xf6\xe4t")


_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
# By what is wrong: the answer, and a word of what is said of it.
ILLS: dict[str, tuple[Ill, str]] = {
    "silence": (lambda _o, _n: sent(stall=True), "no answer within"),
    "status, then silence": (lambda _o, _n: sent(_OK, stall=True), "no answer within"),
    "half a header, then silence": (lambda _o, _n: sent(_OK + b"Content-Ty", stall=True), "no answer within"),
    "headers that drip": (lambda _o, _n: sent(_OK, b"X: y\r\n", every=0.05, drip=True), "longer than"),
    "a header that drips": (lambda _o, _n: sent(_OK + b"X: ", b"y", every=0.05, drip=True), "longer than"),
    "headers without end": (lambda _o, _n: sent(_OK, b"X: y\r\n" * 50, drip=True), "not HTTP"),
    "a header without end": (lambda _o, _n: sent(_OK + b"X: ", b"y" * 5000, drip=True), "not HTTP"),
    "continue without end": (lambda _o, _n: sent(_CONTINUE, every=0.01, drip=True), "longer than"),
    "a body that drips": (lambda o, n: sent(_whole(_feed(o, n), 9999), b" ", every=0.05, drip=True), "longer than"),
    "half a body, then silence": (lambda o, n: sent(_whole(_cut(o, n), 999), stall=True), "no answer within"),
    "half a body": (lambda o, n: sent(_whole(_cut(o, n), 999)), "ends early"),
    "a length too long": (lambda o, n: sent(_whole(_feed(o, n), 10**6)), "ends early"),
    "a length too short": (lambda o, n: sent(_whole(_feed(o, n), 250)), "not well formed"),
    "a length that is none": (lambda o, n: sent(_whole(_cut(o, n), -7)), "not well formed"),
    "half a feed of the right length": (lambda o, n: Reply(_cut(o, n)), "not well formed"),
    "chunks that break off": (lambda o, n: sent(_CHUNKED + b"ff\r\n" + _cut(o, n)), "ends early"),
    "chunks that are none": (lambda _o, _n: sent(_CHUNKED + b"xyz\r\n"), "ends early"),
    "a redirect to itself": (lambda o, n: _moved(f"http://{o.host(n)}/feed"), "redirects more than"),
    "redirects in a ring": (_ring, "redirects more than"),
    "redirects without end": (_endless, "redirects more than"),
    "a redirect to nowhere": (lambda _o, _n: _moved("http://[::1"), "not http or https"),
    "a redirect to a file": (lambda _o, _n: _moved("file:///etc/hostname"), "not http or https"),
    "an encoding that changes midway": (lambda o, n: Reply(_mixed(o, n)), "NUL bytes"),
    "gzip that is cut off": (lambda o, n: _packed(gzip.compress(_feed(o, n))[:-20]), "ends early"),
    "gzip that is none": (lambda o, n: _packed(_feed(o, n)), "damaged"),
    "a bomb": (lambda _o, _n: _packed(gzip.compress(b"<rss>" + b" " * 50_000_000, 1)), "larger than 5,000,000"),
    "a coding not asked for": (lambda _o, _n: Reply(b"?", headers={"Content-Encoding": "br"}), "not asked for"),
    "a feed too large": (lambda _o, _n: Reply(b"<rss>" + b" " * 5_000_001), "larger than 5,000,000 bytes"),
    "entities": (_xml(f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>', "&l9;"), "declarations of its own"),
    "elements in elements": (_xml("", "<a>" * 300 + "x" + "</a>" * 300), "256 elements"),
    "a page": (lambda _o, _n: Reply(b"<!doctype html><html><body><p>Not here.</p></body></html>"), "no feed"),
    "nothing": (lambda _o, _n: Reply(b""), "no feed"),
    "a picture": (lambda _o, _n: Reply(b"\x89PNG\r\n\x1a\n" + bytes(99)), "an image"),
    "not there": (lambda _o, _n: Reply(b"", 404), "answered 404"),
    "gone": (lambda _o, _n: Reply(b"", 410), "answered 410"),
    "out of order": (lambda _o, _n: Reply(b"", 500), "answered 500"),
    "busy": (lambda _o, _n: Reply(b"", 429, {"Retry-After": "3600"}), "answered 429"),
    "no HTTP": (lambda _o, _n: sent(b"220 mail.example ESMTP\r\n"), "not HTTP"),
    "an end at once": (lambda _o, _n: sent(b""), "without an answer"),
}
