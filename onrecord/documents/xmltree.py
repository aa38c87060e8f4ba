"""XML from strangers: no entity is expanded, nothing is fetched, and neither depth nor number is without end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Protocol

from onrecord.documents.characters import inline
from onrecord.errors import InputError, LimitError

# Of comments and instructions as in `page`: atomic, as they could else be paired in exponentially many ways.
_ROOT = re.compile(
    r"\s*+(?>(?:<\?.{0,2000}?\?>|<!--.{0,2000}?-->)\s*+)*+"
    r"(?:<!DOCTYPE\s++(?P<doctype>[\w.:-]{1,100})(?P<subset>[^>\[]{0,1000}\[)?|<(?P<element>[\w.:-]{1,100}))",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*+<\?xml\b[^>]{0,500}\?>")
# XML knows five names, feeds use HTML's: "&nbsp;". Within CDATA, where they are HTML, the letter means the same.
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)([A-Za-z][A-Za-z0-9]{1,10});")
# Every element and attribute costs some 100 bytes, however short: 20 million bytes of them would take a gigabyte.
_MARKS = 1_000_000
_MARK = re.compile("[<=]")
_ATTRIBUTES = 100  # of one element
_DEPTH, _TEXT = 256, 10_000_000  # libxml2's own limits


class Element(Protocol):
    """What is used of lxml's elements, which have no types."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """The value of an attribute."""

    def iter(self) -> "Iterator[Element]":
        """The element itself, and all within."""

    def itertext(self) -> Iterator[str]:
        """All texts within."""

    def __iter__(self) -> "Iterator[Element]": ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree of what could be read, and what is wrong with the rest of it, or None."""

    root: Element
    damage: str | None


def root_name(text: str) -> str | None:
    """The name of the first element, in small letters and without prefix; None where a text begins with none."""
    found = _ROOT.match(text)
    return found and (found["doctype"] or found["element"]).rpartition(":")[2].lower()


def parse(text: str, where: str) -> Parsed:
    """The tree, as far as it is well formed. It may be 256 elements deep.

    Raises:
        InputError: It declares entities, or nothing of it is XML.
        LimitError: It has too many elements.
    """
    found = _ROOT.match(text)
    if found and found["subset"]:
        what = "the XML has declarations of its own, which may stand for anything; none is expanded"
        raise InputError(what, where=where, advice="take the part in square brackets out of its DOCTYPE")
    check_marks(text, where)
    return _parsed(_NAMED.sub(_letter, _DECLARATION.sub("", text)), where)


def check_marks(text: str, where: str) -> None:
    """Raise LimitError where XML or HTML may have too many elements and attributes."""
    if sum(1 for _ in _MARK.finditer(text)) > _MARKS:
        what = f"the markup has more than {_MARKS:,} elements and attributes"
        raise LimitError(what, where=where, advice="split it")


def _parsed(text: str, where: str) -> Parsed:
    from lxml import etree  # noqa: PLC0415 - heavy, and only XML needs it

    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    # A prefix that nothing declares does no harm, and many feeds have one.
    problem = next((e for e in parser.error_log if e.domain_name != "NAMESPACE"), None)
    damage = _told(problem.message, problem.line) if problem else None
    if root is None:
        raise InputError(damage or "this is no XML", where=where, advice="get a whole copy")
    if root.xpath(f"boolean(//*[count(@*) > {_ATTRIBUTES}])"):
        raise LimitError(f"an element has more than {_ATTRIBUTES} attributes", where=where)
    etree.strip_tags(root, etree.Entity)
    return Parsed(root, damage)


def _told(message: str, line: int) -> str:
    if "huge" in message.lower():  # libxml2's advice to lift its limits
        return f"the XML is nested deeper than {_DEPTH} elements, or has a text longer than {_TEXT:,} bytes"
    return f"the XML is not well formed at line {line}: {inline(message)[:200].lower()}"


def name(element: Element) -> str:
    """The element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names within, in their order."""
    return (inner for inner in element.iter() if name(inner) in names)


def words(element: Element | None) -> str | None:
    """All its text as one line; None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def first(element: Element, *path: str) -> Element | None:
    """The first element at a path of names, one a level down from the other."""
    here: Element | None = element
    for step in path:
        here = next((child for child in here if name(child) == step), None) if here is not None else None
    return here


def _letter(found: re.Match[str]) -> str:
    code = name2codepoint.get(found.group(1))
    return chr(code) if code else found.group()
