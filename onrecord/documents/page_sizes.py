"""How much there is in each element of a page: letters, links, places to click."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from onrecord.documents.page_signs import kind_of_click

SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"head", "noscript", "script", "style", "template", "textarea"})
_TEASING = 0.75  # of the letters of a heading are a link where it heads a teaser
_LONGEST_CLICK = 60


class Element(Protocol):
    """What is used of lxml's elements, which have no types."""

    tag: str
    text: str | None
    tail: str | None
    attrib: dict[str, str]

    def get(self, key: str) -> str | None:
        """The value of an attribute."""

    def iter(self) -> "Iterator[Element]":
        """The element itself, and all within."""

    def getparent(self) -> "Element | None":
        """The element around it."""

    def itersiblings(self, *, preceding: bool = False) -> "Iterator[Element]":
        """The elements after it, or those before it."""

    def iterancestors(self) -> "Iterator[Element]":
        """The elements around it."""

    def text_content(self) -> str:
        """All texts within."""

    def makeelement(self, tag: str) -> "Element":
        """Another element of the same kind."""

    def append(self, element: "Element") -> None:
        """Add an element at the end."""

    def extend(self, elements: "list[Element]") -> None:
        """Add several."""

    def drop_tree(self) -> None:
        """Take it out, but not what follows it."""

    def __iter__(self) -> "Iterator[Element]": ...


@dataclass(slots=True)
class Size:
    """What an element holds.

    All its letters, and those of links; links, answers to comments and calls to subscribe, sign in or agree that can be
    clicked; the letters of its own paragraphs (`direct`); whether it is headed by a link to another report, and whether
    it may hold this one.
    """

    letters: int = 0
    linked: int = 0
    links: int = 0
    answers: int = 0
    calls: int = 0
    direct: int = 0
    teaser: bool = False
    report: bool = False

    @property
    def bare(self) -> int:
        """Letters outside links."""
        return self.letters - self.linked


Sizes = Mapping[Element, Size]


def measured(tree: Element) -> Sizes:
    """The size of every element, in reverse order of the document."""
    sizes: dict[Element, Size] = {}
    longest: tuple[int, Element] | None = None
    for element in reversed(list(tree.iter())):
        size = sizes[element] = Size()
        if element.tag in _UNSEEN:
            continue
        _add_up(element, size, sizes)
        if element.tag == "article" and (longest is None or size.bare >= longest[0]):
            longest = size.bare, element  # of several, teasers and comments among them, the longest may be the report
    for element in sizes:
        if element.tag in ("h1", "main", "body", "html") or element.get("itemprop") == "articleBody":
            _keep(element, sizes)
    if longest:
        _keep(longest[1], sizes)
    return sizes


def letters(words: str | None) -> int:
    """How many there are, without the spaces around them."""
    return len(words.strip()) if words else 0


def _add_up(element: Element, size: Size, sizes: Sizes) -> None:
    own = letters(element.text)
    for child in element:
        inner, tail = sizes[child], letters(child.tail)
        own += tail
        size.letters += inner.letters + tail
        size.linked += inner.linked
        size.links += inner.links
        size.answers += inner.answers
        size.calls += inner.calls
        size.teaser |= inner.teaser
        size.direct += inner.bare if child.tag == "p" else 0
    size.letters += letters(element.text)
    if element.tag != "p":
        size.direct += own  # as on pages that part their paragraphs by breaks
    if element.tag in ("a", "button") and 0 < size.letters <= _LONGEST_CLICK:
        kind = kind_of_click(element.text_content())
        size.answers, size.calls = int(kind == "answer"), int(kind == "call")
    if element.tag == "a" and size.letters and not (element.get("href") or "").startswith("#"):
        size.linked, size.links = size.letters, 1
    size.teaser |= element.tag in SUBHEADINGS and size.links > 0 and size.linked >= _TEASING * size.letters


def _keep(element: Element, sizes: Sizes) -> None:
    """Note that an element, and all around it, may hold the report."""
    sizes[element].report = True
    for around in element.iterancestors():
        sizes[around].report = True
