"""Where the table of holders leaves a time open: offices that reports name most, of the states that they name most.

    python training/knowledge/gaps.py [STATE …] [--since 2010-01-01] [--until 2026-06-30]

Prints a line for each time of more than a month in which nobody is known to hold the office. An office that a state
has not, as that of prime minister where the president heads the government, leaves no gap (`facts/without.tsv`).
"""

import argparse
from datetime import date, timedelta

from raw import facts

from onrecord.knowledge.table import rows

# The sixty states that the annotated reports and the read-outs name most.
STATES = (
    "USA", "RUS", "GBR", "FRA", "CHN", "TUR", "DEU", "UKR", "ISR", "IND", "IRN", "SAU", "JPN", "AUS", "CAN",
    "EGY", "COL", "PAK", "KOR", "AFG", "MEX", "POL", "ESP", "ITA", "SYR", "ARE", "SDN", "IRQ", "VEN", "PHL",
    "BLR", "PSE", "QAT", "TWN", "SWE", "ETH", "ARG", "ZAF", "KEN", "GRC", "MYS", "BRA", "BHR", "MLI", "IDN",
    "PRK", "COD", "ECU", "MMR", "CUB", "AZE", "CHE", "GEO", "RWA", "LTU", "KGZ", "PER", "KWT", "HUN", "NGA",
)  # fmt: skip
CLASSES = {
    "head of state": ("head-of-state", "monarch", "supreme-leader"),
    "head of government": ("head-of-government",),
    "foreign": ("foreign",),
    "defence": ("defence",),
    "interior": ("interior",),
    "chief of staff": ("army-chief",),
    "spokesperson": ("spokesperson",),
}
MONTH = timedelta(days=31)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("states", nargs="*", default=STATES)
    parser.add_argument("--since", type=date.fromisoformat, default=date(2010, 1, 1))
    parser.add_argument("--until", type=date.fromisoformat, default=date(2026, 6, 30))
    options = parser.parse_args()
    held: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for _, country, office_class, _, start, end, as_of, *_ in rows("holders.tsv"):
        if start and not start.endswith("s"):
            held.setdefault((country, office_class), []).append((_day(start), _day(end or as_of or start, last=True)))
    without: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in facts("without.tsv"):
        time = _day(row["since"] or "1900"), _day(row["until"] or "2100", last=True)
        without.setdefault((row["country"], row["office"]), []).append(time)
    for state in options.states:
        for name, classes in CLASSES.items():
            times = [time for of in classes for time in held.get((state, of), ())] + without.get((state, name), [])
            for start, end in _open(sorted(times), options.since, options.until):
                print(f"{state}\t{name}\t{start}\t{end}")


def _day(iso: str, *, last: bool = False) -> date:
    """A date cut to a month or a year, as its first day, or roughly its last."""
    rest = "-12-28" if last else "-01-01"
    return date.fromisoformat(iso + rest[len(iso) - 4 :])


def _open(times: list[tuple[date, date]], since: date, until: date) -> list[tuple[date, date]]:
    found, reached = [], since
    for start, end in times:
        if start > reached + MONTH and reached < until:
            found.append((reached, min(start, until)))
        reached = max(reached, end)
    return [*found, (reached, until)] if reached + MONTH < until else found


if __name__ == "__main__":
    main()
