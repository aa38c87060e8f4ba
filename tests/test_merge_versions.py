"""Versions of one article: which reports are, that they count as one, and what a later one takes back."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from dispatches import (
    ANA,
    KARIM,
    MOROCCO,
    answers,
    contact,
    dispatch,
    happening,
    judged,
    kept,
    key,
    rebuilt,
    says,
    somebody,
    viewed,
)
from webs import Browser

from onrecord.ask.compare import compare
from onrecord.ask.contacts import contacts
from onrecord.ask.coverage import coverage
from onrecord.ask.show import show
from onrecord.merge.articles import address, divided, one_title, standings
from onrecord.merged import Row, Sort, Standing
from onrecord.record import Record
from onrecord.store import Verdict
from onrecord.web.app import application

HADDAD = somebody("Karim Haddad", "MAR")
PAGE = "https://gazeta.example/2024/tangier-blast"
REST = (
    "Ambulances from three towns were sent to the harbour, and the port was closed to ships until the evening. "
    "The fire was put out before dusk by crews from Tetouan."
)
THANKS = "the town owed its life to the crews"


def told(killed: int, moment: str, text: str = REST, **about: str | None) -> Record:
    """The blast at Tangier, as one version has it."""
    words = f"A blast in the harbour of Tangier killed {killed} people on Sunday. Morocco opened an inquiry. {text}"
    blast = happening(
        "ASSAULT", "blast", whom=[MOROCCO], date="2024-04-07", place="Tangier", figures=[f"{killed} killed"]
    )
    said = [says(HADDAD, "assert", THANKS)] if THANKS in words else []
    outlet = about.get("outlet", "Gazeta")
    made = dispatch(outlet, moment[:10], words, [MOROCCO, HADDAD], events=[blast], statements=said, id_=moment)
    url = about.get("url", PAGE)
    return replace(made, document=replace(made.document, url=url, moment=moment if "T" in moment else None))


FIRST = told(9, "2024-04-07T12:10:00+01:00", f"{REST} Karim Haddad said that {THANKS}.")
SECOND = told(12, "2024-04-07T14:05:00+01:00", url=f"{PAGE}?utm_source=x")
THIRD = told(
    14, "2024-04-08T08:00:00+01:00", f"{REST} Divers went on looking.", url=f"http://www.gazeta.example{PAGE[22:]}/"
)
OTHER = told(14, "2024-04-08", "Mourners filled the mosques, doctors of two clinics said.", outlet="Matin", url=None)
STORY = [FIRST, SECOND, THIRD, OTHER]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.gazeta.example/a/", "http://gazeta.example/a"),
        ("https://gazeta.example/a?utm_medium=rss&fbclid=1#top", "https://gazeta.example/a"),
        ("https://gazeta.example/a/amp/", "https://amp.gazeta.example/a"),
        ("https://gazeta.example/a.amp.html", "https://gazeta.example/a.html"),
        ("https://gazeta.example:443/a?y=2&x=1&amp=1", "https://gazeta.example/a?x=1&y=2"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert address(one) == address(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazeta.example/a?id=1", "https://gazeta.example/a?id=2"),
        ("https://gazeta.example/a", "https://gazeta.example/b"),
        ("https://gazeta.example/camp", "https://gazeta.example/c"),
        ("https://gazeta.example:8080/a", "https://gazeta.example/a"),
    ],
)
def test_addresses_of_two_pages(one: str, other: str) -> None:
    assert address(one) != address(other)


@pytest.mark.parametrize("none", [None, "", "https://gazeta.example/", "http://[bad/", "https://gazeta.example:x/a"])
def test_what_names_no_page_has_no_address(none: str | None) -> None:
    assert address(none) is None


def test_titles() -> None:
    assert one_title("Blast in Tangier kills 9", "Blast in Tangier kills 12")
    assert not one_title("Blast in Tangier kills 9", "Ministers of Morocco meet")
    assert not one_title(None, None)


def test_articles_are_found_through_others() -> None:
    blocks = {"b": ["1"], "d": ["1", "2"], "a": ["1"], "c": ["1", "2"], "e": ["3"]}
    found = divided(blocks, lambda x, y: {x, y} in ({"a", "c"}, {"c", "d"}, {"c", "e"}))
    assert found == [["b"], ["d", "a", "c"], ["e"]]


def test_standings_where_nobody_says_which_came_first() -> None:
    assert set(standings({"a": ("v", ""), "b": ("v", "")}, lambda _: "").values()) == {Standing.CURRENT}


def test_the_latest_version_speaks(tmp_path: Path) -> None:
    with viewed(kept(tmp_path / "r", STORY)) as view:
        (blast,) = view.events()
        assert [f"{f.min} {f.what}" for f in blast.figures] == ["14 killed"]
        assert (blast.origins, blast.reports, len(blast.accounts), blast.conflicts) == (2, 2, 4, ())
        assert [str(r) for r in blast.revisions] == [
            "figures: revised from 9 killed to 12 killed in the version of 2024-04-07 13:05",
            "figures: revised from 12 killed to 14 killed in the version of 2024-04-08 07:00",
        ]
        assert {a.document: a.standing for a in blast.accounts} == {
            key(FIRST): "superseded", key(SECOND): "superseded", key(THIRD): "current", key(OTHER): "current",
        }  # fmt: skip
        (thanks,) = view.claims()
        assert [t.standing for t in thanks.tellings] == ["dropped"]
        assert view.versions(key(SECOND)) == (key(FIRST), key(SECOND), key(THIRD))
        rows = coverage(view, blast.id).rows
        assert [(r.document, [v.document for v in r.versions]) for r in rows] in (
            [(key(THIRD), list(view.versions(key(THIRD)))), (key(OTHER), [])],
            [(key(OTHER), []), (key(THIRD), list(view.versions(key(THIRD))))],
        )
        assert {c.document: c.copies for c in compare(view, blast.id).accounts} == {key(THIRD): 0, key(OTHER): 0}
        assert [v.document for v in show(view, key(FIRST)).versions] == list(view.versions(key(FIRST)))


def test_versions_come_in_any_order(tmp_path: Path) -> None:
    expected = None
    for n, order in enumerate(permutations(STORY)):
        found = answers(kept(tmp_path / str(n), *([report] for report in order)))
        expected = expected or found
        assert found == expected
    assert answers(kept(tmp_path / "whole", STORY)) == expected


def test_an_earlier_snapshot_has_the_earlier_version(tmp_path: Path) -> None:
    with viewed(kept(tmp_path / "r", [FIRST], [SECOND])) as view:
        (blast,), snapshot = view.events(), view.number
        assert (blast.figures[0].min, blast.reports, snapshot) == (12, 1, 2)


@pytest.mark.parametrize("again", [False, True])
def test_judged_different_they_are_two_reports(tmp_path: Path, again: bool) -> None:
    folder = kept(tmp_path / "r", [FIRST, SECOND])
    judged(folder, Verdict.DIFFERENT, Sort.ECHO, Row(key(FIRST), ""), Row(key(SECOND), ""))
    with viewed(rebuilt(folder) if again else folder) as view:
        assert view.versions(key(FIRST)) == (key(FIRST),)
        (blast,) = view.events()
        assert (blast.reports, blast.origins, blast.revisions) == (2, 2, ())
        assert [str(c.field) for c in blast.conflicts] == ["figures"]


def articles(folder: Path, reports: Sequence[Record]) -> int:
    with viewed(kept(folder, reports)) as view:
        return len({source.article for source in view.sources()})


def test_a_page_that_lists_other_news_each_day_is_no_article(tmp_path: Path) -> None:
    other = dispatch(
        "Gazeta", "2024-04-09", "It will rain on the coast, and then for many days it will not rain at all."
    )
    other = replace(other, document=replace(other.document, url=PAGE))
    assert articles(tmp_path / "r", [FIRST, other]) == 2


def test_one_title_and_mostly_the_same_words_at_another_address(tmp_path: Path) -> None:
    def titled(report: Record, title: str, url: str) -> Record:
        return replace(report, document=replace(report.document, title=title, url=url))

    one = titled(FIRST, "Blast in Tangier harbour kills 9", PAGE)
    other = titled(SECOND, "Blast in Tangier harbour kills 12", f"{PAGE}-2")
    assert articles(tmp_path / "one", [one, other]) == 1
    assert articles(tmp_path / "two", [one, titled(other, "Morocco mourns its sailors", f"{PAGE}-2")]) == 2


def test_one_id_of_one_outlet(tmp_path: Path) -> None:
    def numbered(report: Record) -> Record:
        return replace(report, document=replace(report.document, id="4711", url=None))

    assert articles(tmp_path / "r", [numbered(FIRST), numbered(SECOND)]) == 1


def test_pages_lead_from_version_to_version(tmp_path: Path) -> None:
    folder = kept(tmp_path / "r", STORY)
    with viewed(folder) as view:
        (blast,) = view.events()
    browser = Browser(application(folder))
    report = browser.ask(f"/report/{key(FIRST)}").text
    assert f'href="/report/{key(THIRD)}"' in report
    assert "A later version speaks for the article." in report
    event = browser.ask(f"/event/{blast.id}").text
    assert "revised from <bdi>9 killed</bdi> to <bdi>12 killed</bdi>" in event
    covered = browser.ask(f"/event/{blast.id}/coverage").text
    assert "3 versions" in covered
    assert "2 reports" in covered


def test_versions_that_tell_of_a_contact_are_one_report(tmp_path: Path) -> None:
    words = (
        "Ana Costa and Karim Haddad met in Lisbon on Sunday and spoke of fish, ferries and a cable under the strait."
    )
    met = contact("met", ANA, whom=[KARIM], date="2024-04-07")
    first = dispatch("Gazeta", "2024-04-07", words, [ANA, KARIM], events=[met], id_="1")
    later = dispatch("Gazeta", "2024-04-08", f"{words} They dined.", [ANA, KARIM], events=[met], id_="2")
    both = [replace(r, document=replace(r.document, url=PAGE)) for r in (first, later)]
    with viewed(kept(tmp_path / "r", both)) as view:
        (row,) = contacts(view, "PRT", "MAR").rows
        assert (row.reports, row.origins) == (1, 1)
