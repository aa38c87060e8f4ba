"""The application: from a request to a page, its JSON or its CSV."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import InputError, UsageError
from onrecord.web.asked import Answer, Asked
from onrecord.web.desk import Desk
from onrecord.web.links import Links
from onrecord.web.rendering import SHORT, Renderer, Surroundings
from onrecord.web.routes import PAGES, page_of
from onrecord.web.safety import Guard, own_path
from onrecord.web.twins import as_csv, as_json

_HERE = Path(__file__).parent
_LARGEST_FORM = 20_000  # bytes
_TYPES = {".json": "application/json", ".csv": "text/csv", ".html": "text/html", ".atom": "application/atom+xml"}
Query = Mapping[str, list[str]]


def application(folder: Path) -> Starlette:
    """The pages of the record in a folder. Raises OnrecordError where there is none or it cannot be read."""
    site = Site(folder)
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=_HERE / "static"))]
    for path, name in PAGES.items():
        bare = path.rstrip("/") or "/new"
        routes += [Route(bare + end, site.page(name, end)) for end in (".json", ".csv")]
        routes.append(Route(path, site.page(name, ".html")))
    routes += [Route("/feed.atom", site.feed), Route("/judge", site.judge, methods=["POST"])]
    handlers = {HTTPException: site.refused, Exception: site.failed}
    return Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=handlers)  # type: ignore[arg-type]


class Site:
    """The endpoints of one record."""

    def __init__(self, folder: Path) -> None:
        self._desk, self._renderer = Desk(folder), Renderer()
        with self._desk.lent(None):  # that there is one is known before anybody asks
            pass

    def page(self, name: str, form: str) -> Callable[[Request], object]:
        """The endpoint of a page in one form."""

        def answered(request: Request) -> Response:
            with self._asked(request) as (asked, around):
                answer = page_of(name)(asked)
                if form == ".html":
                    return Response(self._renderer.page(answer, asked, around), media_type=_TYPES[form])
                return _twin(answer, around.snapshot, form, name)

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._safely, answered, request)

        return endpoint

    @contextmanager
    def _asked(self, request: Request) -> Iterator[tuple[Asked, "Surroundings"]]:
        query = _query(request)
        snapshot = next(iter(query.get("snapshot", [])), None)
        with self._desk.lent(snapshot) as lent:
            rest = {k: v for k, v in query.items() if k != "snapshot"}
            whole = lent.store.snapshot
            link = Links(snapshot and whole[:SHORT])
            asked = Asked(lent.store, lent.catalogue, self._desk.folder, request.path_params, rest, link)
            yield asked, Surroundings.of(request.url.path, rest, whole, newest=lent.newest)

    async def feed(self, request: Request) -> Response:
        """The Atom feed of a question."""
        return await run_in_threadpool(self._safely, self._feed, request)

    def _feed(self, request: Request) -> Response:
        from onrecord.export.atom import write_atom  # noqa: PLC0415 - only here
        from onrecord.export.question import Question  # noqa: PLC0415

        with self._asked(request) as (asked, _):
            between = asked.many("between")
            if len(between) not in (0, 2):
                raise UsageError("a feed is between two parties: give `between` twice")
            out = io.StringIO()
            pair = (between[0], between[1]) if between else None
            write_atom(asked.store.view, out, Question(pair, asked.one("speaker") or None, asked.one("about") or None))
            return Response(out.getvalue(), media_type=_TYPES[".atom"])

    async def judge(self, request: Request) -> Response:
        """Take a judgement in or back, and go on where it was made."""
        if int(request.headers.get("content-length") or 0) > _LARGEST_FORM:
            raise HTTPException(413, "The form is too large.")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_FORM:
                raise HTTPException(413, "The form is too large.")
        form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=200)
        return await run_in_threadpool(self._safely, lambda _: self._judged(form), request)

    def _judged(self, form: Query) -> Response:
        from onrecord.ask.judging import judge, undo  # noqa: PLC0415 - brings what writes a record
        from onrecord.store import Verdict  # noqa: PLC0415

        verdict, ids = next(iter(form.get("verdict", [])), ""), form.get("id", [])
        if verdict not in set(Verdict) or not ids:
            raise UsageError("say same, different, wrong or undo, and of what")
        back = own_path(next(iter(form.get("back", [])), "/judgements"))
        with self._desk.lent(next(iter(form.get("snapshot", [])), None)) as lent:
            if verdict == Verdict.UNDO:
                for made in ids:
                    undo(self._desk.folder, made)
            else:
                judge(self._desk.folder, lent.store.view, Verdict(verdict), ids)
        if verdict != Verdict.UNDO and not self._holds(ids[0]):  # its page is gone
            back = "/judgements"
        return RedirectResponse(back, status_code=303)

    def _holds(self, id_: str) -> bool:
        """Whether the newest snapshot has something of an id."""
        with self._desk.lent(None) as lent:
            try:
                lent.store.show(id_)
            except UsageError:
                return False
            return True

    def _safely(self, answered: Callable[[Request], Response], request: Request) -> Response:
        try:
            return answered(request)
        except UsageError as error:
            held = "is being written" in str(error)
            return self._error(request, 409 if held else 404 if request.path_params else 400, str(error))
        except InputError as error:
            return self._error(request, 503, str(error))

    async def refused(self, request: Request, error: HTTPException) -> Response:
        """A page for a path that there is not, or a method that it does not take."""
        words = {404: "There is no such page.", 405: "This page takes no such request."}
        return self._error(request, error.status_code, words.get(error.status_code, error.detail))

    async def failed(self, request: Request, _error: Exception) -> Response:
        """A page for a defect of ours."""
        return self._error(request, 500, "Something went wrong here. It is a defect of Onrecord; please report it.")

    def _error(self, request: Request, status: int, what: str) -> Response:
        end = Path(request.url.path).suffix
        if end in (".json", ".csv", ".atom"):
            return Response(json.dumps({"error": what}) + "\n", status, media_type="application/json")
        return Response(self._renderer.error(status, what), status, media_type="text/html")


def _query(request: Request) -> Query:
    try:
        return parse_qs(request.url.query, max_num_fields=200)
    except ValueError:
        raise HTTPException(400, "There is too much behind the question mark.") from None


def _twin(answer: Answer, snapshot: str, form: str, name: str) -> Response:
    body = as_json(answer, snapshot) if form == ".json" else as_csv(answer)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if form == ".csv" else {}
    return Response(body, headers=headers, media_type=_TYPES[form])
