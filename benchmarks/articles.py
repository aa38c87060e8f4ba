"""The articles that are read: about 600 words each, the same every time."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

WORDS = 600
_ROOT = Path(__file__).resolve().parent.parent
_READOUTS = _ROOT.parent / "shared" / "readouts" / "dev.jsonl"
SOURCE = "real read-outs" if _READOUTS.exists() else "the sample reports"


@dataclass(frozen=True, slots=True)
class Article:
    """An article, or a piece of one; `published` is an ISO date."""

    id: str
    published: str
    text: str

    @property
    def words(self) -> int:
        """How many words it has, as split at white space."""
        return len(self.text.split())


def make(number: int) -> list[Article]:
    """Articles joined from read-outs, or from the paragraphs of the sample reports where there are no read-outs."""
    if _READOUTS.exists():
        rows = [json.loads(line) for line in _READOUTS.read_text(encoding="utf-8").splitlines()]
        pieces = [Article(row["id"], row["published"], row["text"]) for row in rows]
    else:
        texts = [path.read_text(encoding="utf-8") for path in sorted((_ROOT / "samples").glob("*.txt"))]
        pieces = [Article("", "2024-04-05", p) for text in texts for p in text.split("\n\n") if p.strip()]
    # A text that is there twice would come to stand in one article twice, and trafilatura takes that for furniture.
    pieces = list({piece.text: piece for piece in pieces}.values())
    return list(islice(_joined(_endless(pieces)), number))


def _endless(pieces: list[Article]) -> Iterator[Article]:
    """All pieces in their order, then again and again in other orders, so that hardly two articles are alike."""
    yield from pieces
    for turn in count(1):
        yield from sorted(pieces, key=lambda piece: sha256(f"{turn} {piece.text}".encode()).digest())


def _joined(pieces: Iterator[Article]) -> Iterator[Article]:
    """Consecutive pieces joined as long as that brings an article nearer to its length."""
    taken: list[Article] = []
    numbers = count(1)
    for piece in pieces:
        if taken and sum(p.words for p in taken) + piece.words / 2 > WORDS:
            yield Article(f"article-{next(numbers)}", taken[0].published, "\n\n".join(p.text for p in taken))
            taken = []
        taken.append(piece)


def page(article: Article) -> str:
    """The article as a page, with as much around it as a news site has."""
    headline = html.escape(" ".join(article.text.split()[:9]))
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in article.text.split("\n") if p.strip())
    links = "".join(f'<li><a href="/{s.lower()}">{s}</a></li>' for s in ("World", "Economy", "Defence", "Opinion"))
    teasers = "".join(f'<div><a href="/{n}"><img src="/{n}.jpg"><h3>Story number {n}</h3></a></div>' for n in range(8))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | The Daily Measure</title>
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="The Daily Measure">
<meta property="article:published_time" content="{article.published}T08:00:00Z">
<script>window.settings = {{"consent": true, "section": "world"}};</script><style>p {{ margin: 1em }}</style></head>
<body><header><nav><ul>{links}</ul></nav><form action="/search"><input name="q"></form></header>
<main><article><h1>{headline}</h1><div class="byline">By the foreign desk, <time>{article.published}</time></div>
{body}
<div class="share"><a href="/mail">Mail</a> <a href="/print">Print</a></div></article>
<aside><h2>More on this</h2>{teasers}</aside></main>
<footer><ul>{links}</ul><p>All rights reserved. Contact, imprint, privacy.</p></footer></body></html>
"""
