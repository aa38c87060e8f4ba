"""Lists of feeds: addresses, text files, OPML; and the messages where one is wrong."""

from pathlib import Path

import pytest

from onrecord.documents import LIMITS
from onrecord.errors import UsageError
from onrecord.watch.lists import feed_addresses

ONE, TWO, THREE = "https://gazette.example/feed", "http://herald.example/rss?x=1&y=2", "https://post.example/"
OPML = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- from a feed reader -->
<opml version="2.0"><head><title>News</title></head><body>
<outline text="Gazette" type="rss" xmlUrl="{ONE}"/>
<outline text="Others"><outline text="Herald" xmlUrl="{TWO.replace("&", "&amp;")}"/></outline>
<outline text="A note"/>
</body></opml>"""


def listed(folder: Path, words: str | bytes) -> list[str]:
    path = folder / "feeds"
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return feed_addresses([str(path)])


def test_addresses_files_and_opml_each_feed_once(tmp_path: Path) -> None:
    assert feed_addresses([ONE, TWO, ONE]) == [ONE, TWO]
    assert listed(tmp_path, f"# news\n\n{ONE}\r\n  {TWO}  \n{ONE}\n") == [ONE, TWO]
    assert listed(tmp_path, OPML) == [ONE, TWO]
    assert listed(tmp_path, OPML.replace("UTF-8", "UTF-16").encode("utf-16")) == [ONE, TWO]
    assert feed_addresses([THREE, str(tmp_path / "feeds"), ONE]) == [THREE, ONE, TWO]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (f"{ONE}\nherald.example\n", "feeds:2: 'herald.example' is no http or https address"),
        ("file:///etc/hostname\n", "feeds:1: 'file:///etc/hostname' is no http"),
        ("\x1b[2J\n", "feeds:1: '[2J' is no http"),
        ("# nothing\n", "names no feed; write one address a line"),
        ("", "names no feed"),
        (b"\x00\x01\x02", "a binary file"),
        (b"\x89PNG\r\n", "an image"),
        (OPML.replace(ONE, "file:///etc/hostname"), "feeds: 'file:///etc/hostname' is no http"),
        (OPML[:-40], "not well formed"),
        (OPML.replace("<opml", "<!DOCTYPE opml [<!ENTITY a 'b'>]><opml"), "declarations of its own"),
        ("a" * (LIMITS.feed_bytes + 1), "larger than 5,000,000 bytes"),
        ("".join(f"http://x.example/{n}\n" for n in range(LIMITS.feeds + 1)), "10,001 feeds; the limit is 10,000"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, words: str | bytes, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        listed(tmp_path, words)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["none.txt", ".", "a\x00b"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        feed_addresses([str(tmp_path / name)])
