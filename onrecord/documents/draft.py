"""A report on its way to a `Document`: as it was found, and made clean."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.documents import furniture, language, published
from onrecord.documents.characters import inline, normalise
from onrecord.documents.limits import LIMITS
from onrecord.errors import InputError, LanguageError, LimitError, UsageError
from onrecord.record import Document, Notice, utc


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as found. Dates are what its metadata says, in whatever form; `where` is for messages.

    `instead` is the date that stands in for `published` where there is no better one: a feed or an agency says of some
    items only when they were changed. `fetched` is when an archive fetched it.
    """

    text: str
    where: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    instead: str | None = None
    fetched: str | None = None
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
    day, day_from = _published(draft, url, raw, user, warnings)
    changed, changed_from = _modified(draft, raw, warnings)
    if day and changed and published.precedes(_words(draft.modified, changed), _words(draft.published, day)):
        message = f"it was changed on {changed}, before it was published on {day}"
        warnings.append(Notice("dates-conflict", message))
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
        modified=changed,
        modified_from=changed_from,
        moment=_moment(draft, day, changed),
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


def _published(
    draft: Draft, url: str | None, text: str, user: Given, warnings: list[Notice]
) -> tuple[str | None, str | None]:
    """The date of publication and where it is from: the best of five sources."""
    if user.published:
        return user.published, "user"
    if draft.published is not None:
        if day := published.iso_date(draft.published):
            return day, "metadata"
        warnings.append(Notice("published-invalid", _no_date(draft.published)))
    if url and (day := published.date_in_url(url)):
        return day, "url"
    if day := published.date_in_head(text):
        return day, "dateline"
    if draft.instead and (day := published.iso_date(draft.instead)):
        message = f"the source says only when the report was changed, {day}; taken for the date of publication"
        warnings.append(Notice("published-from-modified", message))
        return day, "modified"
    return None, None


def _modified(draft: Draft, text: str, warnings: list[Notice]) -> tuple[str | None, str | None]:
    """The date of the last change and where it is from."""
    if draft.modified is not None:
        if day := published.iso_date(draft.modified):
            return day, "metadata"
        warnings.append(Notice("modified-invalid", _no_date(draft.modified)))
    if day := published.change_in_head(text):
        return day, "dateline"
    return None, None


def _moment(draft: Draft, day: str | None, changed: str | None) -> str | None:
    """The time of the last change, else of publication; where a day without a time is later, that of fetching, if any.

    At one address a version that was fetched later appeared later.
    """
    found = [when for words in (draft.published, draft.modified) if words and (when := published.moment(words))]
    for latest in (max(found, key=utc, default=""), published.moment(draft.fetched or "") or ""):
        if latest and latest >= max(day or "", changed or ""):
            return latest
    return None


def _no_date(found: str) -> str:
    return f"“{inline(found[:40])}” in the report's metadata is no date; left out"


def _words(found: str | None, day: str) -> str:
    """The words that a day was taken from, with their time and zone, where it was taken from them."""
    return found if found is not None and published.iso_date(found) == day else day


def _titled(title: str | None, text: str) -> tuple[str | None, str]:
    """The title, and the text with the title as its first line if it has one."""
    first, _, rest = text.partition("\n")
    if title is None:
        found = first if rest.startswith("\n") and furniture.is_title(first) else None
        return found, text
    return title, text if furniture.same_line(first, title) else f"{title}\n\n{text}"
