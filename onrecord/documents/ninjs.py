"""ninjs, the IPTC's news in JSON (1.x, and 2.x with 3.x): an item as a row of JSONL."""

from collections.abc import Iterator, Mapping

from onrecord.documents.blocks import text_of_html
from onrecord.documents.draft import is_web
from onrecord.errors import InputError

Object = Mapping[str, object]
_OWN = {"bodies", "headlines", "headline", "versioncreated", "pubstatus", "body_text", "body_html", "body_xhtml"}
_OTHER_KINDS = {"audio", "video", "picture", "graphic", "event", "planning", "component"}


def is_item(row: Object) -> bool:
    """Whether an object is a ninjs item."""
    return isinstance(row.get("uri"), str) and not _OWN.isdisjoint(row) and not {"text", "html"} & set(row)


def row_of(item: Object, where: str) -> dict[str, str | None]:
    """The item as a row of JSONL.

    Raises:
        InputError: It is withheld or cancelled, no text, or has none.
    """
    status, kind = _word(item, "pubstatus"), _word(item, "type")
    if status and status != "usable":
        raise InputError(f"its provider says that the item is {status[:40]}", where=where, advice="leave it out")
    if kind in _OTHER_KINDS:
        raise InputError(f"the item is no text (`type` is {kind})", where=where, advice="leave it out")
    version, changed = _word(item, "version"), _word(item, "versioncreated")
    first = _word(item, "firstcreated") or _word(item, "contentcreated")
    if not first and version in (None, "1"):
        first = changed
    uri = _word(item, "uri") or ""
    sources = [*_objects(item, "infosources"), *_objects(item, "infosource")]
    row = {
        "id": uri,
        "url": uri if is_web(uri) else None,
        "outlet": next((n for s in sources if (n := _word(s, "name"))), None) or _word(item, "copyrightholder"),
        "title": _word(item, "headline") or _main(item, "headlines") or _word(item, "title"),
        "published": first,
        "modified": None if changed == first else changed,
    }
    if whole := _text(_bodies(item), where):
        return row | {"text": whole}
    if found := _text(_described(item), where):
        return row | {"summary": found}
    raise InputError("the item has no body", where=where)


def _bodies(item: Object) -> Iterator[tuple[str, str]]:
    """Content type and words of each body: those of 1.x have the format in their name."""
    for body in _objects(item, "bodies"):
        yield _word(body, "contenttype") or "text/html", _word(body, "value") or ""
    for key in item:
        if key.startswith("body_"):
            yield "text/plain" if key == "body_text" else "text/html", _word(item, key) or ""


def _described(item: Object) -> Iterator[tuple[str, str]]:
    for description in _objects(item, "descriptions"):
        yield _word(description, "contenttype") or "text/plain", _word(description, "value") or ""
    for key in item:
        if key.startswith("description_"):
            yield "text/plain" if key == "description_text" else "text/html", _word(item, key) or ""


def _text(bodies: Iterator[tuple[str, str]], where: str) -> str:
    """The words of one of several bodies that say the same: marked up, as plain ones often lack paragraphs."""
    found = list(bodies)
    marked = next((words for kind, words in found if "html" in kind and words.strip()), None)
    if marked is not None:
        return text_of_html(marked, where)
    return next((words for kind, words in found if kind == "text/plain"), "").strip()


def _main(item: Object, key: str) -> str | None:
    """The value that is there under a role "main", else the first."""
    every = sorted(_objects(item, key), key=lambda o: o.get("role") != "main")
    return next((value for o in every if (value := _word(o, "value"))), None)


def _objects(item: Object, key: str) -> list[Object]:
    value = item.get(key)
    return [o for o in value if isinstance(o, dict)] if isinstance(value, list) else []


def _word(item: Object, key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else str(value) if type(value) is int else None
