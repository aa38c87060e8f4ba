"""The paragraphs of marked-up text that is a report and nothing else: of feeds, ninjs and NewsML, no whole pages."""

import re
from functools import cache
from typing import Any

from onrecord.documents.xmltree import Element, check_marks, name

# Of HTML and NITF: what begins and ends a paragraph, and what is no part of a report's words.
_BLOCKS = frozenset(
    """address article aside blockquote block body bq center credit dd div dl dt figure fn footer form h1 h2 h3 h4 h5 h6
    header hl1 hl2 hr html li main media nav note ol p pre section table td th tr ul video""".split()  # noqa: SIM905
)
_LEFT_OUT = frozenset(
    """aside audio button canvas embed figure form head iframe input media nav nitf-table noscript object script select
    style svg template textarea title video""".split()  # noqa: SIM905
)
_SPACES = re.compile(r"[^\S\n]+")
_SPACED_END = re.compile(r" ?\n ?")
_MARKUP = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]{0,9}\b|!--)|&(?:#\w{1,8}|[a-zA-Z]{2,10});")


def text_of(element: Element) -> str:
    """The words of an element, a blank line between paragraphs."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only markup needs it

    parts: list[str] = []
    left_out = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        kind = name(part).lower()
        if event == "end":
            left_out -= kind in _LEFT_OUT
            parts.append("\n\n" if kind in _BLOCKS else "\n" if kind == "br" else "")
            parts.append(_flat(part.tail) if part is not element and not left_out else "")
            continue
        left_out += kind in _LEFT_OUT
        parts.append("\n\n" if kind in _BLOCKS else "")
        parts.append(_flat(part.text) if kind and not left_out else "")
    return re.sub(r"\n{2,}", "\n\n", _SPACED_END.sub("\n", _SPACES.sub(" ", "".join(parts)))).strip()


def text_of_html(html: str, where: str) -> str:
    """The words of a fragment of HTML; of what holds no markup, the same.

    Raises:
        LimitError: It has too many elements.
    """
    if not _MARKUP.search(html):
        return html.strip()
    check_marks(html, where)
    tree: Any = _parse(f"<body>{html}</body>")
    return text_of(tree) if tree is not None else ""


def _flat(words: str | None) -> str:
    return words.replace("\n", " ") if words else ""


def _parse(html: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - heavy, and only markup needs it

    return etree.fromstring(html.encode("utf-8", "replace"), _parser())


@cache
def _parser() -> Any:
    from lxml import etree  # noqa: PLC0415 - heavy, and only markup needs it

    return etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
