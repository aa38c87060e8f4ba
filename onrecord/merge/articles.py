"""When two reports are versions of one article: by its address, its id with an outlet, or its title and words.

A version is a report of the same origin (`onrecord.merge.reports`), so all that is asked here is asked within origins.
"""

import re
from collections.abc import Callable, Collection, Mapping
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.knowledge.fold import fold
from onrecord.merge.words import content_words
from onrecord.merged import Standing

# Parameters that say how a reader came, not what is read.
_TRACKING = re.compile(
    r"(?:utm|at|mc|pk|hsa|ns)_.*|(?:fb|g|ms|dc|y|tw|ga|wb|ig)cl(?:id|src)|igshid|cmpid?|ref|ref_src|referrer|source"
    r"|smid|smtyp|partner|amp|outputtype|ocid|ito|ftag|xtor|taid|_ga|share|sh"
)
# One word in seven in common: a story that is rewritten at its address keeps more of itself, and a page that lists
# other news each day less. A second address needs far more: outlets tell of like things in set phrases.
_KEPT, _SAME = 0.15, 0.6
_ONE_TITLE = 0.7  # of the words of two titles, numbers left out, as a toll may be revised
_DAYS = 3


def address(url: str | None) -> str | None:
    """An address without what can differ between copies of one page; None where it names no page of its own.

    Scheme, "www.", a closing slash, tracking parameters, fragments and the marks of AMP are folded.
    """
    try:
        parts = urlsplit(url or "")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    host = re.sub(r"^(?:www|amp)\.", "", host)
    path = re.sub(r"(?:/amp|\.amp)?(?:\.html?)?/*$", "", re.sub(r"^/amp/", "/", parts.path))
    given = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    query = urlencode(sorted((k, v) for k, v in given if not _TRACKING.fullmatch(k.lower())))
    if not host or not (path or query):
        return None
    return host + (f":{port}" if port not in (None, 80, 443) else "") + path + (f"?{query}" if query else "")


def one_title(a: str | None, b: str | None) -> bool:
    """Whether two titles are nearly the same."""
    one, other = ({w for w in content_words(fold(title or "")) if not w.isdigit()} for title in (a, b))
    return bool(one and other) and len(one & other) >= _ONE_TITLE * len(one | other)


def one_page(kept: float, *, titles: bool) -> bool:
    """Whether what stands at one address or has one id is one article: its title, or some of its words, stayed.

    `kept` is the share of the shorter text's runs of words that the other has.
    """
    return titles or kept >= _KEPT


def one_story(same: float, days: int | None, *, titles: bool) -> bool:
    """Whether two reports of one outlet are one article; `same` is the share of the longer text that both have."""
    return titles and same >= _SAME and days is not None and days <= _DAYS


def divided(blocks: Mapping[str, Collection[str]], one: Callable[[str, str], bool]) -> list[list[str]]:
    """Documents by article, in their order; `one` says whether two are versions of one, if they share a block."""
    article = {document: document for document in blocks}
    together: dict[str, list[str]] = {}
    for document, shared in blocks.items():
        for block in shared:
            together.setdefault(block, []).append(document)
    for a, b in sorted({pair for some in together.values() for pair in combinations(some, 2)}):
        if article[a] != article[b] and one(a, b):
            gone, kept = article[b], article[a]
            article.update({d: kept for d, named in article.items() if named == gone})
    groups: dict[str, list[str]] = {}
    for document in blocks:
        groups.setdefault(article[document], []).append(document)
    return list(groups.values())


def standings(told: Mapping[str, tuple[str, str]], newest: Callable[[str], str]) -> dict[str, Standing]:
    """How the word of each report stands, of a row that they tell: by report its article and `since`.

    `newest` gives the `since` of the latest version of a report's article. Where versions do not say which came first
    both stand.
    """
    latest: dict[str, str] = {}
    for article, appeared in told.values():
        latest[article] = max(latest.get(article, ""), appeared)
    found = {}
    for document, (article, appeared) in told.items():
        old = latest[article] < newest(document)
        last = Standing.DROPPED if old else Standing.CURRENT
        found[document] = Standing.SUPERSEDED if appeared < latest[article] else last
    return found
