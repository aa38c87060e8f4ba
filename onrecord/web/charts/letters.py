"""How wide words are, near enough to place them: no picture knows the font that it will be shown in."""

from unicodedata import bidirectional, combining, east_asian_width

from onrecord.view.safe import safe

# Widths as parts of the font's height. Of the fonts that pages are shown in DejaVu Sans is the broadest; these are its
# widths, by the handful. In the others words take up to a tenth less.
_NARROW, _COMMON, _CAPITAL, _BROAD, _FULL = 0.37, 0.63, 0.75, 0.98, 1.1
_THIN = frozenset(" !\"'()*,-./:;I[\\]`fijlrt|·")
_THICK = frozenset("%@MWmw…→")
_LATIN = 0x24F
_BOLD = 1.12
_LEFTWARDS = frozenset({"R", "AL", "AN"})
_ISOLATED = ("\u2068", "\u2069")  # a piece of its own direction within a line


def wide(words: str, size: float = 12, *, bold: bool = False) -> float:
    """The pixels that words take in letters of `size` pixels, rather too many than too few."""
    return sum(map(_part, words)) * size * (_BOLD if bold else 1)


def fitted(words: str, room: float, size: float = 12, *, bold: bool = False) -> str:
    """Words in one line, cut to `room` pixels; what a report says in letters of any direction stays in its place."""
    line = " ".join(safe(words).split())
    if wide(line, size, bold=bold) > room:
        while line and wide(line + "…", size, bold=bold) > room:
            line = line[:-1]
        line = line.rstrip() + "…"
    return line.join(_ISOLATED) if any(bidirectional(letter) in _LEFTWARDS for letter in line) else line


def folded(words: str, room: float, lines: int, size: float = 12, *, bold: bool = False) -> list[str]:
    """Words in at most so many lines of `room` pixels, broken between words, the last one cut."""
    found: list[str] = []
    left = safe(words).split()
    while left and len(found) < lines - 1:
        taken = 1
        while taken < len(left) and wide(" ".join(left[: taken + 1]), size, bold=bold) <= room:
            taken += 1
        found.append(fitted(" ".join(left[:taken]), room, size, bold=bold))
        left = left[taken:]
    return [*found, fitted(" ".join(left), room, size, bold=bold)] if left else found


def _part(letter: str) -> float:
    if letter in _THIN:
        return _NARROW
    if letter in _THICK:
        return _BROAD
    if ord(letter) <= _LATIN:
        return _CAPITAL if letter.isupper() else _COMMON
    if combining(letter) or letter in _ISOLATED:
        return 0
    return _FULL if letter.isupper() or east_asian_width(letter) in "WF" else _CAPITAL
