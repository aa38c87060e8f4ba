"""A connection to a host at an address that was checked, with a deadline for all that comes over it."""

import io
import socket
import ssl
import time
from collections.abc import Sequence
from functools import cache
from http.client import HTTPConnection

from onrecord.documents.limits import LIMITS


class Connection(HTTPConnection):
    """HTTP or HTTPS to `host`, at the first of its `addresses` that answers.

    No name is looked up again and no proxy is asked; the Host header, SNI and the certificate are the host's. All that
    is done raises TimeoutError after the deadline (`time.monotonic`) or `connect_seconds` of silence.
    """

    def __init__(self, host: str, port: int, *, tls: bool, addresses: Sequence[str], deadline: float) -> None:
        super().__init__(host, port)
        self.default_port = 443 if tls else 80
        self._tls, self._addresses, self._deadline = tls, addresses, deadline
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        """Connect, as the base class asks."""
        self._socket = self._connected()
        if self._tls:
            self._socket.settimeout(left(self._deadline))
            self._socket = _context().wrap_socket(self._socket, server_hostname=self.host)
        self.sock = _Wire(self._socket, self._deadline)

    def end(self) -> None:
        """Close what `close` leaves open, which the base class calls while an answer is still to be read."""
        self.close()
        if self._socket:
            self._socket.close()

    def _connected(self) -> socket.socket:
        for address in self._addresses[:-1]:
            try:
                return socket.create_connection((address, self.port), left(self._deadline))
            except OSError:
                continue
        return socket.create_connection((self._addresses[-1], self.port), left(self._deadline))


def left(deadline: float) -> float:
    """The seconds that the next step may take.

    Raises:
        TimeoutError: None are left.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return min(seconds, LIMITS.connect_seconds)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Wire:
    """What http.client needs of a socket. A timeout of the socket's own would begin anew with each byte."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - "rb", as http.client asks
        return io.BufferedReader(_Incoming(self._sock, self._deadline))

    def close(self) -> None:
        pass


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        self._sock.settimeout(left(self._deadline))
        return self._sock.recv_into(buffer)
