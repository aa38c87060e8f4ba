"""From bytes to text: by byte-order mark, by declaration, as UTF-8, and only then as Windows-1252."""

import codecs
import re

from onrecord.errors import InputError
from onrecord.record import Notice

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or a word processor's document)"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "gzip within gzip"),
)
_CHARSET_IN_PAGE = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
# Of Python's codecs those of the web; others (punycode, unicode_escape) are slow or no encodings of texts.
_ACCEPTED = re.compile(
    r"utf-?8|(?:x-)?mac-?roman|macintosh|(?:us-)?ascii|latin-?\d|iso[-_]?8859-\d+|(?:windows|cp)-?12\d\d|koi8-[ru]|gb\w+|big5\w*"
    r"|shift[-_]jis|euc-\w\w",
    re.IGNORECASE,
)
# The web's rule (WHATWG Encoding Standard): pages that say Latin-1 or ASCII mean Windows-1252 with its quotation
# marks.
_LATIN_1 = re.compile(r"(?:us-)?ascii|latin-?1|iso[-_]?8859-1", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Prose in any Western language keeps above 0.95; random bytes without NUL stay below 0.7.
_LEAST_READABLE = 0.9


def marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark announces."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, *, where: str, declared: str | None = None) -> tuple[str, Notice | None]:
    """The text, and a notice where its encoding had to be guessed.

    Raises:
        InputError: The bytes are no text.
    """
    for magic, kind in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"this is {kind}, not text", where=where, advice="save its text as .txt or .html")
    if (mark := marked(data)) is not None:
        return _strict(data, mark, where), None
    if b"\x00" in data:
        raise InputError(
            "this is a binary file: it holds NUL bytes", where=where, advice="give a text, HTML or JSONL file"
        )
    # UTF-8 first, whatever is declared: text in another encoding is next to never valid UTF-8 by chance.
    for name in ("utf-8", declared, _in_page(data)):
        if name and (known := _declared(data, name)) is not None:
            return known, None
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) > 2 * damaged:
        message = f"{damaged} places are not valid UTF-8; each is shown as \ufffd"
        return text, Notice("encoding-damaged", message)
    return _windows(data, where), Notice("encoding-guessed", "not valid UTF-8; read as Windows-1252")


def as_utf8(data: bytes, *, where: str) -> bytes:
    """The same in UTF-8 where a byte-order mark announces another encoding, else as it is.

    Raises:
        InputError: The bytes are not in that encoding.
    """
    if marked(data) in (None, "utf-8"):
        return data
    return decode(data, where=where)[0].encode("utf-8", "replace")


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"marked as {encoding.upper()}, but byte {error.start} is not valid in it"
        raise InputError(what, where=where, advice="save the file as UTF-8") from None


def _in_page(data: bytes) -> str | None:
    found = _CHARSET_IN_PAGE.search(data, 0, 2048)
    return found.group(1).decode("ascii") if found else None


def _declared(data: bytes, encoding: str) -> str | None:
    """The text, if the encoding is a known one and fits."""
    if not _ACCEPTED.fullmatch(encoding):
        return None
    try:
        return data.decode("cp1252" if _LATIN_1.fullmatch(encoding) else encoding)
    except (LookupError, ValueError):
        return None


def _windows(data: bytes, where: str) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    readable = sum(c.isalpha() or c.isspace() or "!" <= c <= "~" for c in text)
    if not text or _CONTROLS.search(data) or readable < _LEAST_READABLE * len(text):
        what = "this is no text: tried UTF-8 and Windows-1252"
        raise InputError(what, where=where, advice="save the file as UTF-8 text")
    return text
