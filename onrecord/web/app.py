"""The application: from a request to a page, its JSON or its CSV."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import BusyError
from onrecord.web.asked import Answer, Asked
from onrecord.web.desk import Desk
from onrecord.web.links import Links
from onrecord.web.problems import UnclearError, further, problem
from onrecord.web.rendering import SHORT, Renderer, Surroundings
from onrecord.web.routes import JUDGED, PAGES, page_of
from onrecord.web.safety import Guard, own_path
from onrecord.web.twins import as_csv, as_json

if TYPE_CHECKING:
    from onrecord.ask.judging import Judged
    from onrecord.web.feeds import Feeds

_STATIC = Path(__file__).parent / "static"
_TYPES = {".json": "application/json", ".csv": "text/csv", ".html": "text/html", ".atom": "application/atom+xml"}
_FIELDS = 200  # behind the "?"
Query = Mapping[str, list[str]]
Endpoint = Callable[[Request], Awaitable[Response]]


def application(folder: Path) -> Guard:
    """The pages of the record in a folder, an ASGI application. Raises OnrecordError where there is none to read."""
    site = Site(folder)
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=_STATIC))]
    for path, name in PAGES.items():
        bare = path.rstrip("/") or "/new"
        routes += [Route(bare + end, site.page(name, end)) for end in (".json", ".csv")]
        routes.append(Route(path, site.page(name, ".html")))
    routes += [Route("/feed.atom", site.feed), Route("/judge", site.judge, methods=["POST"])]
    return Guard(Starlette(routes=routes, exception_handlers={HTTPException: site.wrong, Exception: site.wrong}))


class Site:
    """The endpoints of one record."""

    def __init__(self, folder: Path) -> None:
        self._desk, self._renderer = Desk(folder), Renderer()
        self._feeder: Feeds | None = None
        # That there is a record is known before anybody asks; one that is being made is worth waiting for.
        with suppress(BusyError), self._desk.lent(None):
            pass

    def page(self, name: str, form: str) -> Endpoint:
        """The endpoint of a page in one form."""

        def answered(request: Request) -> Response:
            with self._asked(request, twin=form != ".html") as (asked, around):
                answer = page_of(name)(asked)
                if form != ".html":
                    return _twin(answer, around.snapshot, form, name)
                made = _made(asked, name)
                return Response(self._renderer.page(answer, asked, around, made), media_type=_TYPES[form])

        async def endpoint(request: Request) -> Response:
            return await self._safely(request, answered)

        return endpoint

    @contextmanager
    def _asked(self, request: Request, *, twin: bool = False) -> Iterator[tuple[Asked, Surroundings]]:
        query = _query(request)
        snapshot = next(iter(query.get("snapshot", [])), None)
        with self._desk.lent(snapshot) as lent:
            rest = {k: v for k, v in query.items() if k != "snapshot"}
            whole = lent.store.snapshot
            link = Links(snapshot and whole[:SHORT])
            asked = Asked(lent.store, lent.catalogue, self._desk.folder, request.path_params, rest, link, twin)
            yield asked, Surroundings.of(request.scope["path"], rest, whole, newest=lent.newest)

    async def feed(self, request: Request) -> Response:
        """The Atom feed of a question."""
        return await self._safely(request, self._feed)

    def _feed(self, request: Request) -> Response:
        from onrecord.web.feeds import mark, question_of  # noqa: PLC0415 - only here

        with self._asked(request) as (asked, around):
            question = question_of(asked)
        known = {"ETag": mark(around.snapshot)}
        if request.headers.get("if-none-match") == known["ETag"]:
            return Response(status_code=304, headers=known)
        return Response(self._feeds().feed(around.snapshot, question), headers=known, media_type=_TYPES[".atom"])

    def _feeds(self) -> "Feeds":
        from onrecord.web.feeds import Feeds  # noqa: PLC0415 - brings what exports

        if self._feeder is None:
            self._feeder = Feeds(self._desk.folder)
        return self._feeder

    async def judge(self, request: Request) -> Response:
        """Take a judgement in or back, and go on where it was made."""
        from onrecord.web.judging import form_of, judged  # noqa: PLC0415 - brings what writes a record

        try:
            form = await form_of(request)
        except UnclearError as error:
            return self._problem(request, error)

        def answered(_: Request) -> Response:
            return RedirectResponse(judged(self._desk.folder, form), status_code=303)

        return await self._safely(request, answered, own_path(next(iter(form.get("back", [])), "/")))

    async def _safely(self, request: Request, answered: Callable[[Request], Response], back: str = "") -> Response:
        try:
            return await run_in_threadpool(answered, request)
        except Exception as error:
            found = self._problem(request, error, back)
            if found.status_code == 500:  # sent by `wrong`, and told to whoever serves
                raise
            return found

    async def wrong(self, request: Request, error: Exception) -> Response:
        """A page for a path that there is not, a method that it does not take, or a defect of ours."""
        return self._problem(request, error)

    def _problem(self, request: Request, error: Exception, back: str = "") -> Response:
        status, what = problem(error, changing=request.method == "POST", named=bool(request.path_params))
        headers = further(error, status)
        if PurePosixPath(request.scope["path"]).suffix in (".json", ".csv", ".atom"):
            said = json.dumps({"error": what}) + "\n"
            return Response(said, status, headers, media_type=_TYPES[".json"])
        return Response(self._renderer.problem(status, what, back), status, headers, media_type=_TYPES[".html"])


def _query(request: Request) -> Query:
    """What stands behind the "?", from the bytes that were sent: a "?" or "#" in the path is no part of it."""
    try:
        return parse_qs(request.scope["query_string"].decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        raise UnclearError("there is too much behind the question mark") from None


def _made(asked: Asked, name: str) -> "tuple[Judged, ...]":
    """The user's judgements on what a page is of."""
    if name not in JUDGED:
        return ()
    from onrecord.ask.judging import judgements_on  # noqa: PLC0415 - only here

    return judgements_on(asked.folder, asked.store.view, asked.path[name])


def _twin(answer: Answer, snapshot: str, form: str, name: str) -> Response:
    body = as_json(answer, snapshot) if form == ".json" else as_csv(answer)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if form == ".csv" else {}
    return Response(body, headers=headers, media_type=_TYPES[form])
