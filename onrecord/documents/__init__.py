"""From files, folders, pages, addresses and JSONL to clean documents."""

from onrecord.documents.draft import Draft, finish, given
from onrecord.documents.limits import LIMITS, Limits
from onrecord.documents.sources import read_inputs
from onrecord.record import Document

__all__ = ["LIMITS", "Limits", "clean", "read_inputs"]


def clean(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the record's own word
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Document:
    """A plain text as a `Document`, without its page furniture.

    The document's text begins with its title where it has one. What was removed or doubted is in its warnings.

    Raises:
        InputError: The text has no letters.
        LimitError: It, or a name in it, is too long.
        LanguageError: It is not in English.
        UsageError: `published` is no date.
    """
    draft = Draft(text, where=id or url or "the text", id=id, title=title, url=url)
    return finish(draft, given(published, outlet))
