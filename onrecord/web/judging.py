"""Judgements by form: what is sent, what is written, and where to go on."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.ask.judging import Judged, judge, rows_meant, undo
from onrecord.ask.store import Store
from onrecord.errors import UsageError
from onrecord.store import Verdict
from onrecord.web.links import Links
from onrecord.web.problems import UnclearError
from onrecord.web.safety import own_path

_LARGEST = 20_000  # bytes of a form
_FIELDS = 200
_ALL = "/judgements"
_OF_ONE = frozenset({"event", "claim", "actor", "report"})  # pages that there are as long as what they name


async def form_of(request: Request) -> Mapping[str, list[str]]:
    """The fields of a form, each with all its values. Raises HTTPException or UnclearError for what is none of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise HTTPException(413, "The form is too large.")
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        raise UnclearError("the form has too many fields") from None


def judged(folder: Path, form: Mapping[str, list[str]]) -> str:
    """Write what a form says; the path to go on at.

    Raises UsageError for what cannot be judged, BusyError while somebody else writes.
    """
    verdict, ids = next(iter(form.get("verdict", [])), ""), form.get("id", [])
    if verdict not in set(Verdict) or not ids:
        raise UnclearError("say same, different, wrong or undo, and of what")
    back = own_path(next(iter(form.get("back", [])), _ALL))
    # A view of its own and none of those that pages are made from: taking a judgement in may take a while.
    with Store.open(folder, next(iter(form.get("snapshot", [])), None)) as seen:
        if verdict == Verdict.UNDO:
            made = [undo(folder, id_) for id_ in ids]
        else:
            made = [judge(folder, seen.view, Verdict(verdict), ids)]
    return _onwards(folder, back, made[0])


def _onwards(folder: Path, back: str, made: Judged) -> str:
    """The way back; where what it shows is gone, the page of what a judged row is in now, or of all judgements."""
    _, page, name, *_ = (*urlsplit(back).path.split("/"), "", "")
    if page not in _OF_ONE:
        return back
    with Store.open(folder) as now:
        try:
            rows_meant(now.view, name)
        except UsageError:
            pass
        else:
            return back
        try:
            return Links().of(now.view.merged_id(made.sort, made.rows[0]))
        except (UsageError, KeyError):  # judged wrong; or reports, which have no page of what they are merged into
            return _ALL
