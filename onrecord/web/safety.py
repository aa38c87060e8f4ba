"""What every answer carries and every request must have, so that no other site and no report can do anything here."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
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
HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Refuses requests for another host, such as a name of another site bound to this one, and forms of other sites."""

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

        headers = Headers(scope=scope)
        refused = refusal(scope["method"], headers)
        app = PlainTextResponse(refused, status_code=403) if refused else self._app
        await app(scope, receive, sending)


def refusal(method: str, headers: Headers) -> str | None:
    """Why a request is refused; None where it is not."""
    if _host(headers.get("host", "")) not in HOSTS:
        return "This server answers to 127.0.0.1 and localhost alone.\n"
    if method in _CHANGING:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            return "A form of another site changes nothing here.\n"
        if origin is not None and urlsplit(origin).netloc != headers["host"]:
            return "A form of another site changes nothing here.\n"
    return None


def _host(given: str) -> str | None:
    """The host without its port; None for what is no host."""
    try:
        return urlsplit(f"//{given}").hostname
    except ValueError:
        return None


def own_path(given: str) -> str:
    """A path on this server to go back to; the first page for anything else."""
    if not given.startswith("/") or given.startswith("//") or "\\" in given or not given.isprintable():
        return "/"
    return given
