"""NewsML-G2: a report for each news item that is a text, as the line of JSONL that it amounts to."""

from collections.abc import Iterator

from onrecord.documents import xmltree
from onrecord.documents.blocks import text_of
from onrecord.documents.draft import is_web
from onrecord.documents.jsonl import line_of
from onrecord.documents.raw import Raw
from onrecord.documents.xmltree import Element, first, named, words
from onrecord.errors import InputError


def items(text: str, where: str) -> Iterator[Raw | InputError]:
    """A line for each news item, in order; at the end what is wrong with the file, if it is.

    Raises:
        InputError: It cannot be read at all.
    """
    tree = xmltree.parse(text, where)
    every = list(named(tree.root, "newsItem"))
    for number, item in enumerate(every, 1):
        here = where if len(every) == 1 else f"{where}, item {number}"
        try:
            yield line_of(_row(item, here), here)
        except InputError as error:
            yield error
    if tree.damage:
        raise InputError(f"{tree.damage}; {len(every)} items were read", where=where, advice="get a whole copy")
    if not every:
        raise InputError("it holds no news item", where=where, advice="give the items that it refers to")


def _row(item: Element, where: str) -> dict[str, str | None]:
    """The item as a row of JSONL."""
    status, kind = (_code(first(item, "itemMeta", step)) for step in ("pubStatus", "itemClass"))
    if status and status != "usable":
        raise InputError(f"its provider says that the item is {status[:40]}", where=where, advice="leave it out")
    if kind and kind not in ("text", "composite"):
        raise InputError(f"the item is no text but {kind[:40]}", where=where, advice="leave it out")
    changed = words(first(item, "itemMeta", "versionCreated"))
    created = words(first(item, "itemMeta", "firstCreated")) or words(first(item, "contentMeta", "contentCreated"))
    if not created and item.get("version") in (None, "1"):
        created = changed
    guid = item.get("guid") or ""
    return {
        "id": guid,
        "url": guid if is_web(guid) else None,
        "outlet": _outlet(item),
        "title": words(first(item, "contentMeta", "headline")) or words(first(item, "itemMeta", "title")),
        "published": created,
        "modified": None if changed == created else changed,
        "text": _text(item, where),
    }


def _text(item: Element, where: str) -> str:
    contents = first(item, "contentSet")
    for inline in named(contents, "inlineXML") if contents is not None else ():
        # Of NITF the content without its head, which says the title again; of XHTML the body.
        bodies = [*named(inline, "body.content"), *named(inline, "body"), inline]
        if found := text_of(bodies[0]):
            return found
    for plain in named(contents, "inlineData") if contents is not None else ():
        if (plain.get("contenttype") or "text/plain") == "text/plain" and (found := (plain.text or "").strip()):
            return found
    raise InputError("the item holds no text", where=where, advice="give the file that it refers to")


def _outlet(item: Element) -> str | None:
    """Who provides the item, by name; codes are no names."""
    provider = first(item, "itemMeta", "provider")
    return (
        words(first(provider, "name") if provider is not None else None)
        or (provider.get("literal") if provider is not None else None)
        or words(first(item, "contentMeta", "infoSource", "name"))
        or words(first(item, "rightsInfo", "copyrightHolder", "name"))
    )


def _code(element: Element | None) -> str | None:
    """Of a QCode ("stat:usable") or a URI what stands for the value."""
    value = (element.get("qcode") or element.get("uri") or "") if element is not None else ""
    return value.replace("/", ":").rpartition(":")[2] or None
