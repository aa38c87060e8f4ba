"""A server that is many hosts: outlets with feeds and reports, some sound, some not."""

import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

REPORT = (
    "The harbour master of {place} said on Tuesday that boat number {number} was to be sold to the town for one crown."
)


def page(place: str, number: int) -> bytes:
    words = REPORT.format(place=place, number=number)
    title = f"Boat {number} sold"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>".encode()


def rss(host: str, *numbers: int) -> bytes:
    when = format_datetime(datetime(2024, 4, 3, 9, tzinfo=UTC))
    items = "".join(
        f"<item><title>Boat {n}</title><link>http://{host}/boats/{n}</link><pubDate>{when}</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


@dataclass
class Reply:
    """What is sent for a path: all of it at once, or whatever `send` does."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


class Outlets:
    """Hosts that are names ending in .example, all at one port of the loopback interface."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.replies: dict[tuple[str, str], Reply] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.at_once: Counter[str] = Counter()
        self.most_at_once: dict[str, int] = defaultdict(int)
        self.stopping = threading.Event()

    def host(self, name: str) -> str:
        return f"{name}.example:{self.port}"

    def put(self, name: str, path: str, body: bytes | Reply) -> str:
        self.replies[name, path] = body if isinstance(body, Reply) else Reply(body)
        return f"http://{self.host(name)}{path}"

    def sound(self, name: str, *numbers: int) -> str:
        """A feed with reports."""
        for number in numbers:
            self.put(name, f"/boats/{number}", page(name, number))
        return self.put(name, "/feed", rss(self.host(name), *numbers))

    def paths(self, name: str) -> list[str]:
        return [path for host, path, _ in self.asked if host == name]


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        outlets = self.server.outlets
        name = self.headers["Host"].partition(".example")[0]
        outlets.asked.append((name, self.path, {key.lower(): value for key, value in self.headers.items()}))
        outlets.at_once[name] += 1
        outlets.most_at_once[name] = max(outlets.most_at_once[name], outlets.at_once[name])
        try:
            self._send(outlets.replies.get((name, self.path), Reply(b"nothing here", 404)))
        except OSError:  # the reader had enough
            self.close_connection = True
        finally:
            outlets.at_once[name] -= 1

    def _send(self, reply: Reply) -> None:
        if reply.send:
            reply.send(self)
            return
        etag = reply.headers.get("ETag")
        status = 304 if etag and self.headers.get("If-None-Match") == etag else reply.status
        self.send_response(status)
        body = b"" if status == 304 else reply.body
        for key, value in {"Content-Length": str(len(body)), **reply.headers}.items():
            self.send_header(key, value.encode().decode("latin-1"))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        del format, args


class _Server(ThreadingHTTPServer):
    outlets: Outlets
    request_queue_size = 256


@contextmanager
def outlets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    """The server, and a resolver that knows its hosts alone."""
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **options: Any) -> Any:
        return real("127.0.0.1" if host.endswith(".example") else host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.outlets = Outlets(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.outlets
        finally:
            server.outlets.stopping.set()
            server.shutdown()
            thread.join()
