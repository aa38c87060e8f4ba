"""What every answer carries and every request must have, so that no other site and no report can do anything here."""

import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOG = logging.getLogger(__name__)


class Guard:
    """Stands around all else, so that no answer goes out without the headers and no error with a traceback.

    Refuses requests for another host, such as a name of another site bound to this one, and forms of other sites.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refused = refusal(scope["method"], Headers(scope=scope))
        app = PlainTextResponse(refused, status_code=403) if refused else self._app
        try:
            await app(scope, receive, sending)
        except ClientDisconnect:
            pass
        except Exception as error:
            # A page that says so has been sent by now.
            asked = f"{scope['method']} {scope['path']!r}"
            _LOG.error("%s: %r; --debug shows where", asked, error, exc_info=_LOG.isEnabledFor(logging.DEBUG))


def refusal(method: str, headers: Headers) -> str | None:
    """Why a request is refused; None where it is not."""
    host = headers.get("host", "")
    if not _HOST.fullmatch(host):
        return "This server answers to 127.0.0.1 and localhost alone.\n"
    if method not in _READING:
        # Browsers say from where a form comes: all of them by Origin, newer ones by Sec-Fetch-Site as well.
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in (None, "same-origin", "none") or origin not in (None, f"http://{host}".lower()):
            return "A form of another site changes nothing here.\n"
    return None


def own_path(given: str) -> str:
    """A path on this server to go back to; the first page for anything else."""
    if not given.startswith("/") or given.startswith("//") or "\\" in given or not given.isprintable():
        return "/"
    return given
