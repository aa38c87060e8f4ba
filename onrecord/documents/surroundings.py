"""What stands around the report on a page: dialogs, comments, offers, lists of links.

It is taken out before the report is looked for. Names and words are in `data/surroundings.tsv`. An element stays if it
may hold the report.
"""

from collections.abc import Iterator
from itertools import islice

from onrecord.documents.page_signs import kind_of_heading, kind_of_name
from onrecord.documents.page_sizes import SUBHEADINGS, Element, Sizes, letters, measured

_ELEMENTS = frozenset({"aside", "dialog", "footer", "nav"})
_ROLES = frozenset({"alertdialog", "complementary", "contentinfo", "dialog", "navigation", "search"})
_HEADINGS = SUBHEADINGS | {"b", "div", "legend", "p", "span", "strong"}
_LONGEST_HEADING = 80
# A list of links has two at least, and hardly any other words: a heading, times, names of sections.
_LINKS, _LINKED = 2, 0.75
# Teasers of other reports: so many side by side under headings that are links, and little else beside them.
_TEASERS, _TEASED = 3, 0.8
_SIBLINGS = 200  # before and after a heading that are looked at
_ANSWERS = 3  # places to answer, which make comments
# Letters of a box that calls for a click: an offer with its terms, and a notice on cookies with its purposes.
_BOX, _NOTICE = 400, 3000
# What holds more of the letters outside links than this is the report, whatever it is called. Some may be longer than a
# short report is.
_MOST, _MOST_LENGTHY = 0.5, 0.75
_LENGTHY = frozenset({"cookies", "comments"})
_TABLE = frozenset({"table", "tbody", "td", "th", "tr"})
_LONG_CELL = 300  # letters: no table of figures has such cells, but pages that are laid out in tables
# What comes before the heading or after the text, if it has so few letters of those of the text.
_APART = 0.15
_WHOLE = 0.9
_MANY = 100_000  # elements, where pages have hundreds or a few thousands


def take_out(tree: Element) -> None:
    """Remove what stands around the report from a page; a page of far too many elements stays as it is."""
    if sum(1 for _ in islice(tree.iter(), _MANY)) == _MANY:
        return
    sizes = measured(tree)
    total = sizes[tree].bare
    gone: set[Element] = set()
    for element in tree.iter():
        if element.getparent() in gone:
            gone.add(element)
        elif not sizes[element].report:
            gone.update(_surrounding(element, sizes, total))
    for element in sizes:
        if element.tag in ("td", "th") and sizes[element].bare >= _LONG_CELL:
            _unfold(element)
    _drop(gone)
    sizes = measured(tree)
    text = max(sizes, key=lambda element: sizes[element].direct)
    if sizes[text].direct > _MOST * sizes[tree].bare:
        _drop(set(_apart(tree, text, sizes)))
        _mark(tree, text)


def _drop(gone: set[Element]) -> None:
    for element in [e for e in gone if e.getparent() not in gone]:
        element.drop_tree()


def _surrounding(element: Element, sizes: Sizes, total: int) -> Iterator[Element]:
    """What goes because of this element: itself, what it heads, or what is about it."""
    size = sizes[element]
    kind = _kind_of(element, sizes)
    most = _MOST_LENGTHY if kind in _LENGTHY else _MOST
    if size.bare <= most * total and (kind or _is_teasers(element, sizes)):
        yield element
    elif element.tag == "form" and size.letters <= _BOX:
        around = element.getparent()
        fits = around is not None and not sizes[around].report and sizes[around].letters <= _BOX
        yield around if around is not None and fits else element
    elif element.tag in _HEADINGS and size.letters <= _LONGEST_HEADING and (heads := _heads(element)):
        yield from _headed(element, heads, sizes, total)


def _kind_of(element: Element, sizes: Sizes) -> str | None:
    """What surroundings an element is: by its own word, or by what one can click there."""
    if element.tag in _ELEMENTS or element.get("role") in _ROLES:
        return element.tag
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if kind := next((kind for name in names if (kind := kind_of_name(name))), None):
        return kind
    size = sizes[element]
    if size.answers >= _ANSWERS:
        return "comments"
    if size.calls and size.letters <= _BOX and size.letters > size.linked:
        return "offer"
    return "cookies" if size.calls and size.letters <= _NOTICE and "cookies" in element.text_content().lower() else None


def _is_teasers(element: Element, sizes: Sizes) -> bool:
    """Whether it is a list of links, or of other reports' beginnings."""
    size = sizes[element]
    if size.links >= _LINKS and size.linked >= _LINKED * size.letters:
        return True
    teasers = [sizes[child].letters for child in element if sizes[child].teaser] if size.teaser else []
    return len(teasers) >= _TEASERS and sum(teasers) >= _TEASED * size.letters


def _heads(element: Element) -> str | None:
    return kind_of_heading(element.text_content())


def _headed(heading: Element, kind: str, sizes: Sizes, total: int) -> Iterator[Element]:
    """What stands under a heading: the element that it opens, else it alone, or with what follows."""
    around = heading.getparent()
    if around is None:
        return
    before = (sizes[e].letters + letters(e.tail) for e in heading.itersiblings(preceding=True))
    opens = not letters(around.text) and not any(before)
    if opens and not sizes[around].report and sizes[around].bare <= _MOST * total:
        yield around
        return
    yield heading
    if kind in _LENGTHY:
        following = list(islice(heading.itersiblings(), _SIBLINGS))
        preceding = sum(sizes[e].letters for e in islice(heading.itersiblings(preceding=True), _SIBLINGS))
        if sum(sizes[e].bare for e in following) < preceding and not any(sizes[e].report for e in following):
            yield from following


def _unfold(cell: Element) -> None:
    """Make a cell, and the table that it is laid out in, what they stand for."""
    cell.tag = "div"
    for around in cell.iterancestors():
        if around.tag in _TABLE:
            around.tag = "div"


def _apart(tree: Element, text: Element, sizes: Sizes) -> Iterator[Element]:
    """What comes before the heading and after the text, which has nearly all paragraphs of the page."""
    few = _APART * sizes[text].direct
    alike = text.tag, text.get("class")  # a part of the same text
    for element in (text, *text.iterancestors()):
        after = (e for e in element.itersiblings() if (e.tag, e.get("class")) != alike)
        yield from (e for e in after if sizes[e].bare <= few and not sizes[e].report)
    heading = next((element for element in tree.iter() if element.tag == "h1"), None)
    for element in (heading, *heading.iterancestors()) if heading is not None else ():
        before = element.itersiblings(preceding=True)
        yield from (e for e in before if sizes[e].bare <= few and e.tag != "head" and not sizes[e].report)


def _mark(tree: Element, text: Element) -> None:
    """Have the report taken for one, with its lists and what leads up to it, under whatever names."""
    sizes = measured(tree)
    whole = (e for e in (text, *text.iterancestors()) if sizes[e].bare >= _WHOLE * sizes[tree].bare)
    report = next(whole, text)
    for element in tree.iter():
        if element.tag == "header" and sizes[element].report:  # what leads up to it may stand there
            element.tag = "div"
    for element in (report, *report.iterancestors()):
        element.attrib.clear()
    if report.tag in ("div", "section"):
        report.tag = "article"
    elif report.tag == "body":
        inner = report.makeelement("article")
        inner.text, report.text = report.text, None
        inner.extend(list(report))
        report.append(inner)
