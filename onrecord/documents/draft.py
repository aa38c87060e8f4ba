"""A report on its way to a `Document`: as it was found, and made clean."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.documents import furniture, language, published
from onrecord.documents.characters import inline, normalise
from onrecord.documents.limits import LIMITS
from onrecord.errors import InputError, LanguageError, LimitError, UsageError
from onrecord.record import Document, Notice


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as found. `published` is what its metadata says, in whatever form; `where` is for messages."""

    text: str
    where: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of every report: it goes before what a report says of itself."""

    published: str | None = None
    outlet: str | None = None


def given(published_on: str | None, outlet: str | None) -> Given:
    """The user's word, checked.

    Raises:
        UsageError: The date is no ISO date.
    """
    day = published.iso_date(published_on) if published_on is not None else None
    if published_on is not None and day is None:
        raise UsageError(f"{inline(published_on)[:40]!r} is no date; write it as 2024-04-03")
    return Given(day, _name(outlet, "outlet", "the options"))


def finish(draft: Draft, user: Given) -> Document:
    """The draft as a `Document`, cleaned.

    Raises:
        InputError: No letter is left.
        LimitError: The text, or a name in it, is too long.
        LanguageError: The report is not in English.
    """
    where = draft.where
    if len(draft.text) > LIMITS.text_chars:
        what = f"the text has {len(draft.text):,} characters; the limit is {LIMITS.text_chars:,}"
        raise LimitError(what, where=where, advice="split it into reports")
    title = _name(draft.title, "title", where)
    url, outlet = _name(draft.url, "url", where), user.outlet or _name(draft.outlet, "outlet", where)
    raw, removed = normalise(draft.text)
    if not any(c.isalpha() for c in raw):
        raise InputError("the report holds no text", where=where)
    warnings = list(draft.warnings)
    if removed:
        warnings.append(Notice("control-characters", f"{removed} invisible or control characters removed"))
    if url and not is_web(url):
        warnings.append(Notice("url-invalid", "the report's address is not http or https; left out"))
        url = None
    day, day_from = _date(draft.published, url, raw, user, warnings)
    text, notices = furniture.strip(raw, title=title)
    title, text = _titled(title, text)
    code = language.identify(text)
    if code != "en":
        what = f"the report is in {language.name(code)} ({code}); Onrecord reads English only"
        raise LanguageError(what, where=where, advice="leave it out or give a translation")
    identity = _name(draft.id, "id", where) or "d" + hashlib.sha256(text.encode()).hexdigest()[:12]
    return Document(
        id=identity,
        title=title,
        url=url,
        outlet=outlet or published.agency_in_head(text),
        published=day,
        published_from=day_from,
        language=code,
        text=text,
        warnings=(*warnings, *notices),
    )


def is_web(url: str) -> bool:
    """Whether an address is http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(c.isspace() for c in url)


def _name(value: str | None, what: str, where: str) -> str | None:
    """A name as one clean line; None where nothing is left of it."""
    if value is None:
        return None
    if len(value) > LIMITS.name_chars:
        raise LimitError(f"`{what}` is longer than {LIMITS.name_chars:,} characters", where=where)
    return inline(value) or None


def _date(
    found: str | None, url: str | None, text: str, user: Given, warnings: list[Notice]
) -> tuple[str | None, str | None]:
    """The date of publication and where it is from: the best of four sources."""
    if user.published:
        return user.published, "user"
    if found is not None:
        if day := published.iso_date(found):
            return day, "metadata"
        shown = inline(found[:40])
        warnings.append(Notice("published-invalid", f"“{shown}” in the report's metadata is no date; left out"))
    if url and (day := published.date_in_url(url)):
        return day, "url"
    if day := published.date_in_head(text):
        return day, "dateline"
    return None, None


def _titled(title: str | None, text: str) -> tuple[str | None, str]:
    """The title, and the text with the title as its first line if it has one."""
    first, _, rest = text.partition("\n")
    if title is None:
        found = first if rest.startswith("\n") and furniture.is_title(first) else None
        return found, text
    return title, text if furniture.same_line(first, title) else f"{title}\n\n{text}"
