"""Speed and memory of the whole reading, beside trafilatura and spaCy over the same texts in the same run.

What the figures mean is in docs/reference/benchmarks.md.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean, median

from articles import SOURCE, Article, make
from markdown import machine, table
from process import Watched, watch
from tools import TOOLS, Run

_ONRECORD = str(Path(sys.executable).with_name("onrecord"))
_WHOLE = "`onrecord read --json`, whole process"
_PACKAGES = ("onrecord", "onnxruntime", "tokenizers", "numpy", "trafilatura", "spacy")
_DECIMALS = (1, 1, 2, 2, 0, 1)
_STARTS = {"`onrecord --help`": [_ONRECORD, "--help"], "Python itself": [sys.executable, "-c", ""]}

Runs = Mapping[tuple[str, int], Sequence[tuple[Watched, Run]]]  # of each tool and number of processes


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="how many to read (default: 300)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often (default: 3)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report here too")
    options = parser.parse_args()
    articles = make(options.articles)
    about = machine(_PACKAGES)
    runs = _measure(articles, options.runs)
    words = mean(article.words for article in articles)
    report = "\n\n".join([
        f"{len(articles)} articles of {words:.0f} words on average, made from {SOURCE}; runs: {options.runs}.",
        about,
        _speeds(runs, len(articles)),
        _stages([run for _, run in runs["Onrecord", 1]], len(articles)),
        _starts(),
    ])  # fmt: skip
    print(report)
    if options.out:
        options.out.write_text(report + "\n", encoding="utf-8")


def _measure(articles: Sequence[Article], turns: int) -> Runs:
    """All tools by turns, so that what slows the machine for a while slows all of them."""
    runs = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(asdict(a)) + "\n" for a in articles), encoding="utf-8")
        for turn in range(turns):
            for n in (1, 2):
                print(f"run {turn + 1} of {turns}, processes: {n}", file=sys.stderr)
                whole = watch([_ONRECORD, "read", "--json", "--jobs", str(n), str(path)])
                assert whole.output.count(b"\n") == len(articles)
                runs[_WHOLE, n].append((whole, Run(0.0, whole.seconds)))
                for name in TOOLS:
                    done = watch([sys.executable, str(Path(__file__).with_name("tools.py")), name, str(n), str(path)])
                    runs[name, n].append((done, Run(**json.loads(done.output))))
    return runs


def _speeds(runs: Runs, number: int) -> str:
    seconds = {key: [run.reading for _, run in done] for key, done in runs.items()}
    rows = []
    for (name, n), times in seconds.items():
        ratio = median(seconds["Onrecord", n]) / median(times)
        loading = median(run.loading for _, run in runs[name, n])
        peak = max(done.peak for done, _ in runs[name, n]) / 1e6
        cores = median(done.cores for done, _ in runs[name, n])
        figures = (number / min(times), number / median(times), ratio, loading, peak, cores)
        rows.append([name, n, *(f"{x:.{d}f}" if x else "–" for x, d in zip(figures, _DECIMALS, strict=True))])
    header = [
        "",
        "processes",
        "articles/s, best",
        "median",
        "÷ Onrecord's",
        "loading, s",
        "peak memory, MB",
        "cores busy",
    ]
    return table(header, rows)


def _stages(runs: Sequence[Run], number: int) -> str:
    whole = median(run.reading for run in runs)
    stages = {name: median(run.stages[name] for run in runs) for name in runs[0].stages}
    stages["rest"] = whole - sum(stages.values())
    rows = [(name, f"{1000 * s / number:.2f}", f"{100 * s / whole:.1f} %") for name, s in stages.items()]
    return table(["stage of Onrecord's reading, 1 process", "ms an article", "share"], rows)


def _starts() -> str:
    seconds = {name: [watch(command).seconds for _ in range(5)] for name, command in _STARTS.items()}
    rows = [(name, f"{min(times):.2f}", f"{median(times):.2f}") for name, times in seconds.items()]
    return table(["start", "s, best", "median"], rows)


if __name__ == "__main__":
    main()
