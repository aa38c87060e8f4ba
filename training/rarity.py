"""How rare the words of news are, for comparing passages: a table of stems and their weights.

    python training/rarity.py FOLDER … > onrecord/merge/data/rarity.tsv

FOLDERs hold reports (`*.txt`). A stem's weight is log(reports / reports that have it), base e; stems in fewer than
LEAST reports are left out and weigh as much as those that have just LEAST.
"""

import argparse
import math
from collections import Counter
from pathlib import Path

from onrecord.merge.words import stems

LEAST = 4


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    paths = sorted(path for folder in parser.parse_args().folders for path in folder.glob("*.txt"))
    counts = Counter(stem for path in paths for stem in set(stems(path.read_text(encoding="utf-8"))))
    print(f"*\t{math.log(len(paths) / LEAST):.2f}")
    for stem, count in sorted(counts.items()):
        if count >= LEAST:
            print(f"{stem}\t{math.log(len(paths) / count):.2f}")


if __name__ == "__main__":
    main()
