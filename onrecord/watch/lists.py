"""Which feeds are to be watched: an address, a text file of addresses, or OPML as feed readers export it."""

from collections.abc import Iterable
from pathlib import Path

from onrecord.documents import encoding, xmltree
from onrecord.documents.characters import inline
from onrecord.documents.draft import is_web
from onrecord.documents.limits import LIMITS
from onrecord.errors import InputError, UsageError


def feed_addresses(sources: Iterable[str]) -> list[str]:
    """The addresses of the feeds that are named, each once, in order.

    A source is an http or https address or a file. In a text file each address stands on a line of its own; blank lines
    and lines that begin with # are passed over.

    Raises:
        UsageError: A file cannot be read, holds no feed, or a line of it is no address.
    """
    found = [address for source in sources for address in ([source] if is_web(source) else _in_file(Path(source)))]
    if len(found) > LIMITS.feeds:
        raise UsageError(f"there are {len(found):,} feeds; the limit is {LIMITS.feeds:,}")
    return list(dict.fromkeys(found))


def _in_file(path: Path) -> list[str]:
    where = inline(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(LIMITS.feed_bytes + 1)
        if len(data) > LIMITS.feed_bytes:
            raise UsageError(f"{where} is larger than {LIMITS.feed_bytes:,} bytes; give a list of feeds")
        text = encoding.decode(data, where=where)[0]
        found = _in_opml(text, where) if xmltree.root_name(text) == "opml" else _in_lines(text, where)
    except (OSError, ValueError) as error:
        raise UsageError(f"{where} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except InputError as error:
        raise UsageError(str(error)) from None
    if not found:
        raise UsageError(f"{where} names no feed; write one address a line")
    return found


def _in_opml(text: str, where: str) -> list[str]:
    tree = xmltree.parse(text, where)
    if tree.damage:
        raise InputError(tree.damage, where=where, advice="export it again")
    given = (outline.get("xmlUrl") for outline in xmltree.named(tree.root, "outline"))
    return [_address(words, where) for words in given if words]


def _in_lines(text: str, where: str) -> list[str]:
    lines = enumerate(map(str.strip, text.splitlines()), 1)
    return [_address(line, f"{where}:{number}") for number, line in lines if line and not line.startswith("#")]


def _address(words: str, where: str) -> str:
    if not is_web(words.strip()):
        raise UsageError(f"{where}: {inline(words)[:200]!r} is no http or https address")
    return words.strip()
