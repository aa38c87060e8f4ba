"""Pages around a report, in a dozen layouts: what news sites, ministries and blogs put there, in words of our own."""

# ruff: noqa: E501 - lines of pages
import html
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

_NAMES = re.compile(r"\b(class|id)=\"?([\w -]+)\"?(?=[\s>])")
SITES = ("Halden Courier", "The Marwick Post", "Tamsk Daily", "Orlu Observer", "Breda Evening News", "Coastline Wire")
SECTIONS = ("World", "Politics", "Economy", "Defence", "Culture", "Opinion", "Sport", "Travel")
NAMES = ("harbourlight", "Old Sailor", "Nina K.", "truth_teller_88", "M. Okafor", "reader in exile", "Tomas", "Gwen")
COMMENTS = (
    "They should have talked months ago, before it came to this. Nobody in the capital ever listens to the coast.",
    "I do not believe a word of it. My cousin works at the port and says that it was all quite different.",
    "Good summary, thank you. Could you add a map next time? I had to look up half of the places.",
    "Why is nobody asking who pays for this? Every year the same promises, every year the same bill.",
    "The headline is misleading, as always. Read the last paragraph and you will see that nothing was decided.",
    "@Tomas you said that last week as well and you were wrong then. Please bring a source or leave it.",
    "This is what happens when ministers are chosen for their haircut. My grandfather would have wept.",
    "First! Also, the picture at the top is from another year, I remember the banners.",
)
BIO = (
    "writes about foreign affairs and has reported from four continents. Before that she taught history at a "
    "secondary school and kept bees."
)
COOKIES = (
    "We and our 842 partners store and access information on your device, such as cookies, to show you personal "
    "advertisements and to measure them. You can change your mind at any time in the privacy centre."
)
PURPOSES = (
    "Strictly necessary cookies make the site work and cannot be switched off.",
    "Performance cookies help us to count visits and to see which pages are popular.",
    "Targeting cookies are set by our advertising partners and build a profile of your interests.",
)
OFFER = "Get unlimited access for one crown a week. Cancel whenever you like. Already a subscriber? Log in."
LETTER = "The day in five minutes, every weekday at seven in your inbox. Sign up for our newsletter."
CONTACT = "For media enquiries: press office, telephone 22 33 44 55, press@ministry.example"


@dataclass(frozen=True, slots=True)
class Report:
    """A report to put on a page; `others` are titles of other reports, `chance` decides what else stands there."""

    title: str
    paragraphs: Sequence[str]
    published: str
    url: str
    others: Sequence[str]
    chance: random.Random

    @property
    def site(self) -> str:
        """The outlet, the same for the same address."""
        return SITES[len(self.url) % len(SITES)]

    def body(self, between: Sequence[str] = (), tag: str = "p") -> str:
        """The paragraphs, with other things after the second, the fourth and so on."""
        parts = []
        extra = list(between)
        for n, paragraph in enumerate(self.paragraphs, 1):
            parts.append(f"<{tag}>{html.escape(paragraph)}</{tag}>")
            if n % 2 == 0 and extra and n < len(self.paragraphs):
                parts.append(extra.pop(0))
        return "\n".join(parts)

    def links(self, number: int, start: int = 0) -> str:
        """A list of links to other reports."""
        chosen = [self.others[(start + n) % len(self.others)] for n in range(number)]
        return "<ul>" + "".join(f'<li><a href="/{n}">{html.escape(t)}</a></li>' for n, t in enumerate(chosen)) + "</ul>"

    def comments(self, number: int) -> list[tuple[str, str]]:
        """Who says what below the report."""
        return list(zip(self.chance.sample(NAMES, number), self.chance.sample(COMMENTS, number), strict=True))


def _menu(tag: str = "nav", attributes: str = "") -> str:
    links = "".join(f'<li><a href="/{s.lower()}">{s}</a></li>' for s in SECTIONS)
    return f"<{tag} {attributes}><ul>{links}</ul></{tag}>"


def _head(report: Report, more: str = "") -> str:
    title = html.escape(report.title)
    return (
        f'<head><meta charset="utf-8"><title>{title} | {report.site}</title><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{report.site}"><link rel="canonical" href="{report.url}">{more}'
        "<style>.x{color:red}</style><script>window.dataLayer = [{page: 'article'}];</script></head>"
    )


def _json_ld(report: Report) -> str:
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": report.title,
        "datePublished": f"{report.published}T08:00:00Z",
        "dateModified": f"{report.published}T11:30:00Z",
        "publisher": {"@type": "Organization", "name": report.site},
    }
    return f'<script type="application/ld+json">{json.dumps(about)}</script>'


def _published(report: Report) -> str:
    return f'<meta property="article:published_time" content="{report.published}T08:00:00+00:00">'


def broadsheet(r: Report) -> str:
    """A newspaper with semantic elements throughout."""
    title = html.escape(r.title)
    return f"""<!doctype html><html lang="en">{_head(r, _json_ld(r))}<body>
<a class="skip" href="#main">Skip to main content</a><header><div class="logo">{r.site}</div>{_menu()}
<form action="/search"><input name="q"><button>Search</button></form><a href="/login">Sign in</a></header>
<main id="main"><article><header><p class="kicker">World</p><h1>{title}</h1><div class="byline">By <a href="/a">Nora Vik</a>,
foreign editor</div><time datetime="{r.published}T08:00:00Z">{r.published}</time></header>
<figure><img src="/1.jpg" alt=""><figcaption>A file picture of the harbour. Photograph: L. Berg/Coastline</figcaption></figure>
<div class="share"><a>Share on Facebook</a><a>Tweet</a><a>Email</a></div>
<div class="article-body">{r.body()}</div><footer><ul class="tags"><li><a>World news</a></li><li><a>Diplomacy</a></li></ul></footer>
</article><aside><h2>Most read</h2>{r.links(6)}</aside></main>
<footer>{_menu()}<p>© 2025 {r.site}. All rights reserved. Terms of use. Privacy. Imprint.</p></footer></body></html>"""


def tabloid(r: Report) -> str:
    """Nothing but div, with advertisements and links to other reports between the paragraphs."""
    related = f'<div class="inline-related"><div class="hd">READ MORE</div>{r.links(3, 7)}</div>'
    advert = '<div class="ad-slot"><span>Advertisement</span><div id="ad-2"></div></div>'
    video = '<div class="video-player"><div class="ttl">WATCH: The moment the ferry came in</div><video src="/v.mp4"></video></div>'
    teasers = "".join(
        f'<div class="card"><a href="/{n}"><img src="/{n}.jpg"><div>{html.escape(t)}</div></a></div>'
        for n, t in enumerate(r.others[:12])
    )
    return f"""<!DOCTYPE html><html>{_head(r, _published(r))}<body><div id="top"><div class="nav">{_menu("div")}</div></div>
<div id="wrap"><div id="left"><div class="headline"><h1>{html.escape(r.title)}</h1></div><div class="meta">By Staff Reporter
<span>{r.published}</span> <span>214 comments</span></div><div class="social">Share Tweet Pin Mail</div>
<div class="story-text">{r.body([advert, related, video])}</div>
<div class="comments-teaser"><div>Share or comment on this article</div></div></div>
<div id="right"><div class="puff"><div>DON'T MISS</div>{teasers}</div></div></div>
<div id="foot">{_menu("div")}<div>Published by {r.site} Media Group</div></div></body></html>"""


def ministry(r: Report) -> str:
    """A government's site, with a trail, a menu of its own and contacts for the press."""
    items = ("The Minister", "Organisation", "Press releases", "Speeches", "Vacancies", "Travel advice", "Embassies")
    side = "".join(f'<li><a href="/{n}">{item}</a></li>' for n, item in enumerate(items))
    return f"""<!doctype html><html lang="en">{_head(r, f'<meta name="DC.date.issued" content="{r.published}">')}<body>
<div class="gov-banner">An official website of the government. <a>How you know</a></div>
<div class="breadcrumb"><a>Home</a> &gt; <a>News</a> &gt; <span>Press releases</span></div>
<div class="sidebar"><ul>{side}</ul></div><div class="content" role="main"><h1 class="page-title">{html.escape(r.title)}</h1>
<div class="date">{r.published}</div><div class="field-body">{r.body()}</div>
<div class="press-contact"><h3>Contact</h3><p>{CONTACT}</p></div>
<div class="related-releases"><h3>Related press releases</h3>{r.links(4)}</div></div>
<div class="footer"><a>Accessibility</a> <a>Privacy</a> <a>Sitemap</a> <a>Contact us</a></div></body></html>"""


def tables(r: Report) -> str:
    """A site of the nineties: tables, fonts and breaks."""
    text = "<br><br>\n".join(html.escape(p) for p in r.paragraphs)
    cells = "".join(f'<tr><td><font size="2"><a href="/{s}">{s}</a></font></td></tr>' for s in SECTIONS)
    return f"""<html><head><title>{html.escape(r.title)}</title><meta name="date" content="{r.published}"></head>
<body bgcolor="#ffffff"><table width="780" border="0"><tr><td colspan="3"><img src="/logo.gif"></td></tr>
<tr><td width="130" valign="top"><table>{cells}</table></td>
<td valign="top"><font size="5"><b>{html.escape(r.title)}</b></font><br><br><font size="3">{text}</font><br><br>
<font size="1"><a href="/print">Printable version</a> | <a href="/mail">Mail to a friend</a></font></td>
<td width="140" valign="top"><font size="2"><b>In other news</b>{r.links(5)}</font></td></tr>
<tr><td colspan="3" align="center"><font size="1">Copyright {r.site}</font></td></tr></table></body></html>"""


def live(r: Report) -> str:
    """A page of short entries, each with its time."""
    entries = "".join(
        f'<div class="live-entry" id="e{n}"><div class="entry-time"><time>{20 - n % 12}:{10 + n % 40}</time></div>'
        f'<div class="entry-body"><p>{html.escape(p)}</p></div><div class="entry-share"><a>Share</a></div></div>'
        for n, p in enumerate(r.paragraphs)
    )
    return f"""<!doctype html><html lang="en">{_head(r, _json_ld(r))}<body><header>{_menu()}</header>
<main><article class="liveblog"><h1>{html.escape(r.title)}</h1><p class="times">Times are Kyiv time</p>
<div class="key-events"><h2>Key events</h2>{r.links(4, 3)}</div><section class="entries">{entries}</section>
<button>Load more updates</button></article></main><footer><p>© {r.site}</p></footer></body></html>"""


def paywall(r: Report) -> str:
    """A report behind an offer to subscribe, which lies over it."""
    stub = f'<div class="paywall-stub"><h2>Continue reading with a subscription</h2><p>{OFFER}</p><button>Subscribe</button></div>'
    plans = "".join(
        f'<li class="plan"><h3>{plan}</h3><p>{price} crowns a month</p><a>Choose</a></li>'
        for plan, price in (("Digital", 9), ("Weekend", 14), ("All", 25))
    )
    return f"""<!doctype html><html lang="en">{_head(r, _json_ld(r))}<body><header><a>{r.site}</a>{_menu()}</header>
<main><article class="post"><h1>{html.escape(r.title)}</h1><div class="author">Nora Vik · 4 min read</div>
<div class="article__content">{r.body()}</div>{stub}</article>
<section class="subscription-plans"><h2>Choose your plan</h2><ul>{plans}</ul><p>Prices include taxes where they apply.</p></section>
</main><footer><p>Help centre. Gift a subscription. © {r.site}</p></footer>
<div class="meter" role="dialog"><p>You have read 3 of 5 free articles this month.</p></div></body></html>"""


def talkative(r: Report) -> str:
    """Readers' comments in full below the report, as many words as it has itself."""
    said = "".join(
        f'<div class="comment"><div class="comment-author">{name}</div><div class="comment-date">2 hours ago</div>'
        f'<div class="comment-text"><p>{words}</p></div><a>Reply</a> <a>Like (3)</a></div>'
        for name, words in r.comments(8)
    )
    return f"""<!doctype html><html>{_head(r, _published(r))}<body><div class="header">{_menu("div")}</div><div class="main">
<h1>{html.escape(r.title)}</h1><div class="info">{r.published} | Foreign desk</div><div class="text">{r.body()}</div>
<div id="comments" class="comments-area"><h2>8 comments</h2><div class="rules">Be kind. Comments that insult are removed.
</div>{said}<form><label>Leave a comment</label><textarea></textarea><button>Post</button></form></div></div>
<div class="footer">© {r.site}</div></body></html>"""


def consent(r: Report) -> str:
    """A wall of consent before everything else in the document."""
    purposes = "".join(
        f"<li><h4>Purpose {n}</h4><p>{p}</p><label>Allow</label></li>" for n, p in enumerate(PURPOSES, 1)
    )
    return f"""<!doctype html><html lang="en">{_head(r, _json_ld(r))}<body>
<div id="cmp" class="cookie-consent-overlay" role="dialog"><h2>We value your privacy</h2><p>{COOKIES}</p><ul>{purposes}</ul>
<button>Accept all</button><button>Reject all</button><a>Cookie policy</a></div>
<div class="page"><div class="topbar">{_menu()}</div><div class="container"><article itemscope><h1 itemprop="headline">
{html.escape(r.title)}</h1><div itemprop="articleBody">{r.body()}</div></article>
<div class="rail"><h3>Latest</h3>{r.links(8, 2)}</div></div></div>
<div class="cookie-banner"><p>This site uses cookies. By continuing to browse you agree to our use of cookies.</p></div></body></html>"""


def blog(r: Report) -> str:
    """A blog in a common system: sharing, related posts, an author's portrait, widgets."""
    posts = "".join(
        f'<div class="related-post"><a href="/{n}"><h4>{html.escape(t)}</h4></a><p>{COMMENTS[n][:70]} [&hellip;]</p></div>'
        for n, t in enumerate(r.others[4:7])
    )
    return f"""<!DOCTYPE html><html lang="en-US">{_head(r, _published(r))}<body class="single single-post"><div id="page">
<header id="masthead"><p class="site-title"><a>{r.site}</a></p><p class="site-description">News from the coast</p>{_menu()}</header>
<div id="primary"><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{html.escape(r.title)}
</h1><div class="entry-meta">Posted on <time>{r.published}</time> by <a>admin</a></div></header>
<div class="entry-content">{r.body()}<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Facebook</a></li><li><a>X</a></li></ul>
</div><div class="jp-relatedposts"><h3>Related</h3>{posts}</div></div><footer class="entry-footer">Posted in <a>World</a>.
Tagged <a>talks</a>, <a>ministers</a>.</footer></article><div class="author-bio"><h3>About the author</h3><p>Nora Vik {BIO}</p></div>
<nav class="post-navigation"><a>Previous: {html.escape(r.others[0])}</a><a>Next: {html.escape(r.others[1])}</a></nav></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2>{r.links(5)}</section>
<section class="widget"><h2>Recent comments</h2><ul><li>Tomas on {html.escape(r.others[2])}</li></ul></section></aside>
<footer id="colophon">Proudly made on the coast.</footer></div></body></html>"""


def mobile(r: Report) -> str:
    """A page for telephones: sign-up forms and pulled quotations between the paragraphs."""
    form = f'<div class="newsletter-signup"><h3>The Morning Tide</h3><p>{LETTER}</p><form><input type="email"></form></div>'
    app = '<div class="app-promo"><p>Download our app for breaking news alerts.</p><a>Open in the app</a></div>'
    return f"""<!doctype html><html amp lang="en">{_head(r, _json_ld(r))}<body><amp-sidebar id="side">{_menu("div")}</amp-sidebar>
<main role="main"><article><h1>{html.escape(r.title)}</h1><p class="byline">By Nora Vik</p><amp-img src="/1.jpg"></amp-img>
<p class="caption">The quay at dusk. (Photo: L. Berg)</p>{r.body([form, app])}
<section class="up-next"><h2>Up next</h2>{r.links(3, 5)}</section></article></main>
<footer><p>Back to top</p><p>© {r.site}</p></footer></body></html>"""


def endless(r: Report) -> str:
    """The next report begins below the first, as in pages that load one after the other."""
    more = "".join(
        f'<div class="next-article teaser"><h2><a href="/{n}">{html.escape(t)}</a></h2><p>{COMMENTS[n + 3]}</p>'
        f'<a class="more">Continue reading</a></div>'
        for n, t in enumerate(r.others[8:11])
    )
    return f"""<!doctype html><html lang="en">{_head(r, _json_ld(r))}<body><div class="css-1x2y3z">{_menu()}</div>
<div class="css-9q8w7e"><section name="articleBody"><h1 class="css-h1">{html.escape(r.title)}</h1>
<div class="css-a1"><div class="css-p">{r.body()}</div></div></section></div>
<div class="recommendations"><h2>More for you</h2>{more}</div>
<div class="css-foot"><span>{r.site}</span><span>Site map</span><span>Work with us</span></div></body></html>"""


def broken(r: Report) -> str:
    """Elements that are never closed, scripts in the middle, and attributes without quotation marks."""
    paragraphs = "\n".join(f"<p>{html.escape(p)}" for p in r.paragraphs)
    links = "".join(f"<li><a href=/{n}>{html.escape(t)}" for n, t in enumerate(r.others[:6]))
    return f"""<html><head><title>{html.escape(r.title)}</title><meta name=pubdate content={r.published}>
<body><div class=nav><ul>{"".join(f"<li><a href=/{s}>{s}</a>" for s in SECTIONS)}</ul></div><div class=content>
<h1>{html.escape(r.title)}</h1><script>document.write('<div id=ad>')</script>{paragraphs}
<div class=related><b>Related stories</b><ul>{links}</ul></div><div class=footer>Copyright {r.site}"""


def obscured(page: str) -> str:
    """The page with names of classes that say nothing, as programs that bundle style sheets make them."""
    return _NAMES.sub(lambda found: f'{found[1]}="x{sha256(found[2].encode()).hexdigest()[:6]}"', page)


LAYOUTS: tuple[Callable[[Report], str], ...] = (
    broadsheet, tabloid, ministry, tables, live, paywall, talkative, consent, blog, mobile, endless, broken,
)  # fmt: skip
