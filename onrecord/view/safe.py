"""Text from reports made harmless for a terminal, letter for letter, so that offsets stay true."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_REPLACEMENT = "\ufffd"


def safe(text: str) -> str:
    """The same number of letters, none of which a terminal acts on or cannot write; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else _REPLACEMENT for c in text)


def words(text: str, style: str = "") -> "Text":
    """One line of `text` as it stands: markup in it is not read, breaks become spaces."""
    from rich.text import Text  # noqa: PLC0415 - heavy, and web pages need `safe` alone

    return Text(" ".join(safe(text).split()), style=style, overflow="fold")
