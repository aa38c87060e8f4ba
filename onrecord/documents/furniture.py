"""What stands on a page around the report: buttons, links, notices, bylines. Whole lines only.

The patterns are in `data/furniture.tsv`. A line goes only if all of it is furniture; whatever is in doubt stays.
Datelines stay too: they name a place and an agency.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.record import Notice

# Above the longest furniture in 167 annotated reports; the longest kind are cookie notices.
_LONGEST = 320
_LONGEST_TITLE = 250
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[>»]\s+|\s{2,}")
# A part of a line of buttons that alone would be no button: "Americas", "Live", "Times are Kyiv time".
_FILLER = re.compile(r"[^\W\d_][\w'’&/-]*(?: [\w'’&/-]+){0,3}")
_SENTENCE_END = re.compile(r"[.!?:…][\"”’')\]]*$")
_CLOSED = re.compile(r"(?<!\b[A-Z]\.[A-Z])[.,;:…][\"”’')\]]*$")
_WORDY = 6
_LONG_LINE = 100
# Removing lines can bring others to the edge; one round does for each of the annotated reports.
_ROUNDS = 12
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class _Patterns:
    """One expression a place, with a group for each kind."""

    places: dict[str, re.Pattern[str]]
    kinds: dict[str, str]

    def kind(self, text: str, *places: str) -> str | None:
        """What kind of furniture the whole of `text` is at one of these places."""
        for place in places:
            if (found := self.places[place].fullmatch(text)) and found.lastgroup:
                return self.kinds[found.lastgroup]
        return None


@cache
def _patterns() -> _Patterns:
    table = (files(__package__) / "data" / "furniture.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    kinds = {f"k{i}": kind for i, (kind, _, _) in enumerate(rows)}
    places = {
        place: re.compile("|".join(f"(?P<k{i}>{p})" for i, (_, at, p) in enumerate(rows) if at == place), re.IGNORECASE)
        for place in ("any", "edge", "head", "segment", "header")
    }
    return _Patterns(places, kinds)


def is_prose(line: str) -> bool:
    """Whether a line is long or reads as a sentence."""
    return len(line) >= _LONG_LINE or (line.count(" ") >= _WORDY - 1 and _SENTENCE_END.search(line) is not None)


def same_line(a: str, b: str) -> bool:
    """Whether two lines say the same, whatever their case and punctuation."""
    return a == b or _folded(a) == _folded(b) != ""


def strip(text: str, *, title: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """The text without furniture, and a notice for each kind that went.

    A text that would be left without letters is returned as it is.
    """
    lines = [line.strip() for line in text.split("\n")]
    gone: dict[str, list[str]] = {}
    for _ in range(_ROUNDS):
        found = _round(lines, title)
        if not found:
            break
        for i, kind in sorted(found.items()):
            gone.setdefault(kind, []).append(lines[i])
        # A blank line takes the place: what stood on the two sides of furniture is not one paragraph.
        lines = ["" if i in found else line for i, line in enumerate(lines)]
    kept = _join(lines)
    if gone and not any(c.isalpha() for c in kept):
        return _join(text.split("\n")), ()
    return kept, tuple(_notice(kind, removed) for kind, removed in gone.items())


def _round(lines: list[str], title: str | None) -> dict[int, str]:
    patterns = _patterns()
    alive = [i for i, line in enumerate(lines) if line]
    found = {i: kind for i in alive if (kind := _anywhere(lines[i], patterns))}
    # A title that the text does not begin with stands before it.
    titled = title is not None and bool(alive) and not same_line(lines[alive[0]], title)
    last = _edges(lines, alive, found, patterns, titled=titled)
    found |= dict.fromkeys(_link_lists(lines, after=last), "read-also")
    if title:
        found = {i: kind for i, kind in found.items() if not same_line(lines[i], title)}
    rest = [i for i in alive if i not in found]
    for i in rest[1:]:
        if not same_line(lines[i], lines[rest[0]]) or not (title or is_title(lines[rest[0]])):
            break
        found[i] = "repeated-title"
    return found


def _edges(lines: list[str], alive: list[int], found: dict[int, str], patterns: _Patterns, *, titled: bool) -> int:
    """Add to `found` what stands before and after the prose; returns the number of the last line of prose, or -1."""
    for i in alive:
        if i in found:
            continue
        if kind := _at_edge(lines[i], patterns, head=titled):
            found[i] = kind
        elif titled and is_prose(lines[i]):
            break
        else:
            titled = True
    for i in reversed(alive):
        if i in found:
            continue
        if kind := _at_edge(lines[i], patterns, head=False):
            found[i] = kind
        elif is_prose(lines[i]):
            return i
    return -1


def is_title(line: str) -> bool:
    """Whether a line can be a headline: short, and no sentence closed by a full stop ("U.S." closes none)."""
    return 0 < len(line) <= _LONGEST_TITLE and _CLOSED.search(line) is None


def _anywhere(line: str, patterns: _Patterns) -> str | None:
    if len(line) > _LONGEST:
        return None
    return patterns.kind(line, "any") or _buttons(line, patterns, "any", "segment")


def _at_edge(line: str, patterns: _Patterns, *, head: bool) -> str | None:
    if len(line) > _LONGEST:
        return None
    places = ("edge", "head") if head else ("edge",)
    return patterns.kind(line, *places) or _buttons(line, patterns, "any", "segment", *places) or _menu(line)


def _buttons(line: str, patterns: _Patterns, *places: str) -> str | None:
    """The kind of a line of several parts of which one at least is furniture, the others nothing of substance."""
    parts = [p for p in _SEPARATOR.split(line) if p]
    if len(parts) < 2:
        return None
    kinds = [patterns.kind(p, *places) for p in parts]
    sure = [k for k in kinds if k]
    if sure and all(k or _FILLER.fullmatch(p) for k, p in zip(kinds, parts, strict=True)):
        return next((k for k in sure if k != "navigation"), sure[0])
    return None


def _menu(line: str) -> str | None:
    """A site's sections ("HOME | NATION | SPORT") or a trail of them ("News > Europe > Poland")."""
    parts = re.split(r"\s+[|>»]\s+", line)
    if (len(parts) > 2 or (len(parts) == 2 and line.isupper())) and all(
        _FILLER.fullmatch(p) and p.count(" ") < 3 for p in parts
    ):
        return "navigation"
    return None


def _link_lists(lines: list[str], *, after: int) -> list[int]:
    """Bare headers such as "READ MORE"; behind the last line of prose, with the links that follow them."""
    header = _patterns().places["header"]
    found: list[int] = []
    for i, line in enumerate(lines):
        if len(line) > _LONG_LINE or not header.fullmatch(line):
            continue
        found.append(i)
        if i > after:
            end = next((j for j in range(i + 1, len(lines)) if not lines[j]), len(lines))
            found.extend(range(i + 1, end))
    return found


def _folded(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())


def _join(lines: list[str]) -> str:
    # Up to three blank lines stay: they show where something stood, and let a comparison with the source pair the
    # title that was kept with the first of two.
    return re.sub(r"\n{5,}", "\n\n\n\n", "\n".join(line.strip() for line in lines)).strip("\n")


def _notice(kind: str, removed: list[str]) -> Notice:
    line = removed[0] if len(removed[0]) <= _QUOTED else removed[0][: _QUOTED - 1] + "…"
    if kind == "repeated-title":
        return Notice(kind, f"the text says its title {len(removed) + 1} times; kept once")
    if kind == "source-link-missing":
        return Notice(kind, f"the text names a source link but gives no address: “{line}”")
    times = "" if len(removed) == 1 else f" and {len(removed) - 1} more"
    return Notice(f"{kind}-removed", f"page furniture removed: “{line}”{times}")
