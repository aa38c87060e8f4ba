"""Build the tables of `onrecord/knowledge/data` from raw facts: `python training/knowledge/build.py RAW`.

RAW is a folder of the raw files that `onrecord/knowledge/data/README.md` lists with their sources and licences.
The result depends on the files alone: the same facts give the same bytes.
"""

import argparse
from pathlib import Path

import countries
import holders
import organisations
import sectors

DATA = Path(__file__).parents[2] / "onrecord" / "knowledge" / "data"


def main() -> None:
    """Write every built table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--to", type=Path, default=DATA)
    args = parser.parse_args()
    countries.build(args.raw, args.to)
    holders.build(args.raw, args.to)
    organisations.build(args.raw, args.to)
    sectors.build(args.raw, args.to)


if __name__ == "__main__":
    main()
