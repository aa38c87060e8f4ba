"""Fuzz one target with atheris: `python fuzz/run.py feed --seconds 600`.

What reaches new code is added to `--corpus`; what breaks is written to `--findings` and the search goes on. At the end
a line says what was seen.
"""

import argparse
import contextlib
import hashlib
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

HERE = Path(__file__).parent
SLOW = 2.0  # seconds of processor time, instrumented, that no input of a few kilobytes may take
LONGEST = 4096  # bytes of an input
TRACED = ["onrecord", "feedparser", "trafilatura"]
TOKENS = {
    "feed": "<item> </item> <entry> <title> <link> <guid> <pubDate> <updated> <published> <dc:date> <description> "
    '<content:encoded> <content> <![CDATA[ ]]> &nbsp; &#x0; &lt; <!DOCTYPE <!-- --> <?xml type=\\"xhtml\\" rdf:RDF',
    "html": "<p> </p> <div> <h1> <article> <br> <table> <td> <ul> <li> <a <meta property= content= <time datetime= "
    "<script <style> <!-- --> &nbsp; &#x110000; <title> application/ld+json datePublished article:published_time",
    "warc": "WARC/1.0\\x0d\\x0a WARC-Type: response resource conversion Content-Length: Content-Type: text/html gzip "
    "HTTP/1.1 chunked Transfer-Encoding: Content-Encoding: charset= \\x0d\\x0a\\x0d\\x0a WARC-Target-URI: utf-16",
    "jsonl": '\\"text\\" \\"html\\" \\"summary\\" \\"id\\" \\"url\\" \\"published\\" \\"modified\\" \\"title\\" null '
    "\\\\ud800 1e999 \\x0a{ versioncreated body_text headline true [[ NaN",
    "dates": "Monday Friday January March last next week month year ago before after between since until on in the of "
    "2024 1999 12/01/2024 3rd two weekend fortnight Easter quarter century summer early mid- \\xe2\\x80\\x93 days "
    "later earlier",
    "statements": "said told denied that \\xe2\\x80\\x9c \\xe2\\x80\\x9d according to without evidence not comment "
    "killed met spoke minister Moscow French first since October 2022 Thursday from the its fighters carried "
    "out at least 14",
}


def main() -> None:
    """Search until the time is over."""
    options = parsed()
    sys.path.insert(0, str(HERE.parent / "tests"))
    seeds = sorted((HERE / "corpus" / options.target).iterdir())
    with atheris.instrument_imports(include=TRACED):
        from fuzz_targets import TARGETS  # noqa: PLC0415 - to be traced

        for seed in seeds:  # imports what is imported late
            with contextlib.suppress(Exception):
                TARGETS[options.target](seed.read_bytes())
    for folder in (options.corpus, options.findings):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".dict") as tokens:
        tokens.write("".join(f'"{token}"\n' for token in TOKENS[options.target].split()))
        tokens.flush()
        flags = [
            f"-max_len={LONGEST}",
            f"-dict={tokens.name}",
            "-len_control=0",
            "-timeout=60",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
        ]
        folders = [str(options.corpus), str(HERE / "corpus" / options.target)]
        atheris.Setup([sys.argv[0], *flags, *folders], Search(TARGETS[options.target], options))
        atheris.Fuzz()


def parsed() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TOKENS)
    parser.add_argument("--seconds", type=float, default=600, help="of processor time")
    parser.add_argument("--corpus", type=Path, required=True, help="folder for what reaches new code")
    parser.add_argument("--findings", type=Path, required=True, help="folder for what breaks")
    return parser.parse_args()


class Search:
    """Tries input after input until the time is over; a fault is written down once for each place in the code."""

    def __init__(self, target: Callable[[bytes], None], options: argparse.Namespace) -> None:
        self.target, self.options = target, options
        self.tries, self.slowest, self.faults = 0, 0.0, set[str]()
        self.began = time.process_time()

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        begun = time.process_time()
        try:
            self.target(data)
        except Exception as error:  # whatever it is, it is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            self.write(f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}", data)
        ended = time.process_time()
        self.tries += 1
        self.slowest = max(self.slowest, ended - begun)
        if ended - begun > SLOW:
            self.write("slow", data)
        if ended - self.began > self.options.seconds:
            print(
                f"{self.options.target}: {self.tries:,} inputs in {ended - self.began:.0f} s, slowest "
                f"{self.slowest:.2f} s, faults: {', '.join(sorted(self.faults)) or 'none'}",
                flush=True,
            )
            os._exit(0)  # libFuzzer takes any other end for a fault

    def write(self, fault: str, data: bytes) -> None:
        """Keep an input that breaks something: three of each fault."""
        if fault not in self.faults:
            self.faults.add(fault)
            print(f"{fault}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
        path = self.options.findings / f"{self.options.target}-{fault}-{hashlib.sha256(data).hexdigest()[:8]}"
        if len([*self.options.findings.glob(f"{self.options.target}-{fault}-*")]) < 3:
            path.write_bytes(data)


if __name__ == "__main__":
    main()
