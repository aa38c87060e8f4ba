"""From a report's bytes to its draft, by what they are: a line of JSONL, an HTML page, or plain text."""

import re
from dataclasses import replace

from onrecord.documents import encoding
from onrecord.documents.draft import Draft
from onrecord.documents.jsonl import is_other_json, read_line
from onrecord.documents.page import is_html, read_page
from onrecord.documents.raw import Raw
from onrecord.errors import InputError

_FEED = re.compile(r"\s*+(?:<\?xml[^>]*>\s*+)?(?>(?:<!--.{0,2000}?-->\s*+)*+)<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_HEAD = 512


def draft(raw: Raw) -> Draft:
    """The report in the bytes.

    Raises:
        InputError: There is none.
    """
    found = read_line(raw.data, raw.where) if raw.is_line else _whole(raw)
    return replace(found, warnings=(*raw.warnings, *found.warnings)) if raw.warnings else found


def _whole(raw: Raw) -> Draft:
    where = raw.where
    if not raw.data:
        raise InputError("the file is empty", where=where, advice="give a file that holds a report")
    data = encoding.as_utf8(raw.data, where=where)
    if is_other_json(data[:_HEAD]):
        advice = "write one object a line (JSONL), for instance with `jq -c`"
        raise InputError("this is JSON, but not one object a line", where=where, advice=advice)
    if data.startswith(b"WARC/"):
        raise InputError("this is a web archive (WARC)", where=where, advice="take its pages out as HTML files")
    text, notice = encoding.decode(data, where=where, declared=raw.charset)
    if _FEED.match(text):
        raise InputError("this is a feed, not a report", where=where, advice="give the addresses of its reports")
    found = Draft(
        text,
        where,
        url=raw.url,
        published=raw.published,
        modified=raw.modified,
        fetched=raw.fetched,
        warnings=(notice,) if notice else (),
    )
    if is_html(text):
        return read_page(text, found)
    if text.lstrip().startswith("<?xml"):
        raise InputError("this is XML of a kind that holds no reports", where=where, advice="save its text as .txt")
    return found
