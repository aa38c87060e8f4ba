"""Asking at size in the browser: search with facets, what is new, countries, who spoke with whom."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from dispatches import ANA, KARIM, MOROCCO, PORTUGAL, contact, dispatch, happening, kept
from webs import Browser, Page, Site, served

from onrecord.ask.browse import Browsed, Wanted
from onrecord.merged import Sort
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.shown import month_words, sentence, time_words


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return served(tmp_path_factory.mktemp("search") / "record")


def shown(page: Page) -> str:
    return page.words("//p[@class='shown']")


def total(page: Page) -> int:
    return int(re.findall(r"[\d,]+$", shown(page))[-1].replace(",", ""))


def facet(page: Page, name: str) -> dict[str, tuple[int, str]]:
    """The choices of a facet: how many each says there are, and its link."""
    items = page.root.xpath(f"//details[summary='{name}']//li[a and span]")
    return {
        " ".join(li.xpath("a")[0].text_content().split()): (
            int(li.xpath("span")[0].text_content().replace(",", "")),
            str(li.xpath("a")[0].get("href")),
        )
        for li in items
    }


# In words


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(), "All events on record: 3"),
        (Wanted(sort=Sort.CLAIM), "All claims on record: 3"),
        (
            Wanted(
                type=("CONSULT",), medium=("phone",), pair=("FRA-RUS",), status=("reported",), since="2024-01-01",
                until="2024-12-31",
            ),
            "Contacts by phone between France and Russia in 2024, reported: 3",
        ),
        (
            Wanted(type=("ASSAULT", "PROTEST"), by=("RUS",), to=("UKR",), month=("2024-04", "2024-05")),
            "Attacks or protests done by Russia done to Ukraine in April 2024 or May 2024: 3",
        ),
        (
            Wanted(country=("FRA", "RUS"), actor=("A1",), words="grain", outlet=("AFP",), until="2024-04-03"),
            "Events with France or Russia taking part with Ana taking part until 2024-04-03 in reports with the words "
            "“grain” told by AFP: 3",
        ),
        (
            Wanted(sort=Sort.CLAIM, act=("accuse",), country=("RUS",), evidence=("none-offered",), denied=("yes",)),
            "Accusations by speakers of Russia, no evidence offered, denied: 3",
        ),
        (
            Wanted(sort=Sort.CLAIM, actor=("A1",), pair=("FRA-RUS",), since="2024-04-03", type=("CONSULT",)),
            "Claims by Ana of one about the other of France and Russia since 2024-04-03: 3",
        ),
        (Wanted(outlet=tuple("abcdef")), "Events told by a, b, c or 3 more: 3"),
    ],
)  # fmt: skip
def test_what_is_shown_in_words(wanted: Wanted, words: str) -> None:
    assert sentence(Browsed(wanted, 3, 1, ()), {"A1": "Ana"}) == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2024-04-01", "2024-04-30", "in April 2024"),
        ("2024-04-03", "2024-04-03", "on 2024-04-03"),
        ("2024-04-03", "2024-05-03", "from 2024-04-03 to 2024-05-03"),
        ("", "2024-05-03", "until 2024-05-03"),
        ("", "", ""),
    ],
)
def test_times_in_words(since: str, until: str, words: str) -> None:
    assert time_words(since, until) == words


def test_a_month_that_is_none_is_left_alone() -> None:
    assert [month_words(m) for m in ("2024-12", "2024-13", "2024", "x-²", "")] == [
        "December 2024", "2024-13", "2024", "x-²", "",
    ]  # fmt: skip


# Facets


@pytest.mark.parametrize("path", ["/search", "/search?sort=claims", "/search?type=CONSULT&since=2024-04-04"])
def test_every_facet_leads_to_as_many_as_it_says(site: Site, path: str) -> None:
    page, followed = site.browser.page(path), 0
    for name in page.root.xpath("//details[@class='facet']/summary/text()"):
        choices = facet(page, name)
        if any(label.startswith("✓") for label in choices):
            continue
        for label, (count, href) in choices.items():
            then = site.browser.page(href)
            assert total(then) == count, (name, label)
            assert f"✓ {label}" in facet(then, name)
            followed += 1
    assert followed > 5


def test_choices_of_one_facet_add_up_and_of_two_narrow_down(site: Site) -> None:
    page = site.browser.page("/search?type=CONSULT")
    attacks, href = facet(page, "What happened")["attack"]
    both = site.browser.page(href)
    assert shown(both).startswith("Contacts or attacks: ")
    assert total(both) == total(page) + attacks
    phone, narrowed = facet(both, "How they spoke")["by phone"]
    assert total(site.browser.page(narrowed)) == phone < total(page)
    _, back = facet(both, "What happened")["✓ attack"]
    assert shown(site.browser.page(back)) == shown(page)


def test_two_countries_in_either_order(site: Site) -> None:
    page = site.browser.page("/search?pair=PRT-MAR")
    assert shown(page) == shown(site.browser.page("/search?pair=MAR-PRT")) == "Events between Morocco and Portugal: 4"
    _, away = facet(page, "Two countries")["✓ Morocco and Portugal"]
    assert away == "/search"


def test_words_times_and_people_can_be_taken_away(site: Site) -> None:
    ana = site.browser.page(f"/event/{site.call}").link("Ana Costa").rpartition("/")[2]
    path = f"/search?words=telephone&since=2024-04-01&until=2024-04-30&actor={ana}&to=MAR"
    page = site.browser.page(path)
    assert "with Ana Costa taking part in April 2024 in reports with the words “telephone”" in shown(page)
    links = {a.text_content(): a.get("href") for a in page.root.xpath("//p[starts-with(., 'Remove')]/a")}
    assert set(links) == {"“telephone”", "in April 2024", "Ana Costa", "done to Morocco"}
    assert "words=" not in links["“telephone”"]
    assert "since=" not in links["in April 2024"]
    assert "until=" not in links["in April 2024"]
    assert "actor=" not in links["Ana Costa"]
    assert "to=MAR" not in links["done to Morocco"]
    assert "actor=" in links["done to Morocco"]


def test_the_form_keeps_what_is_chosen(site: Site) -> None:
    page = site.browser.page("/search?type=CONSULT&type=ASSAULT&words=call&page=1")
    hidden = [
        (e.get("name"), e.get("value")) for e in page.root.xpath("//form[@class='narrow']//input[@type='hidden']")
    ]
    assert hidden == [("type", "CONSULT"), ("type", "ASSAULT")]
    assert page.root.xpath("//form[@class='narrow']//input[@name='words']/@value") == ["call"]


def test_claims_instead_with_the_same_countries_and_words(site: Site) -> None:
    page = site.browser.page("/search?country=PRT&type=CONSULT&words=accord")
    other = site.browser.page(page.link("Claims instead"))
    assert shown(other).startswith("Claims by speakers of Portugal in reports with the words “accord”: ")
    assert shown(site.browser.page(other.link("Events instead"))).startswith("Events with Portugal taking part")


def test_a_long_facet_is_cut_and_can_be_unfolded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ask.browse._SHOWN", 2)
    page = site.browser.page("/search")
    assert len(facet(page, "Outlet")) == 2
    (more,) = page.root.xpath("//details[summary='Outlet']//li[not(span)]/a")
    every = facet(site.browser.page(more.get("href")), "Outlet")
    assert len(every) == 2 + int(more.text_content().split()[0])


def test_what_nothing_fits_says_so_and_can_be_widened(site: Site) -> None:
    page = site.browser.page("/search?country=FRA")
    assert shown(page) == "Events with France taking part: 0"
    assert "Nothing on record fits all of this" in page.words()
    assert total(site.browser.page(facet(page, "Country")["✓ France"][1])) > 0


@pytest.mark.parametrize(
    "query", ["type=WAR", "pair=FRA", "pair=fra-rus", "since=yesterday", "page=0", "page=99", "actor=A0000000000"]
)
def test_what_cannot_be_understood_is_refused(site: Site, query: str) -> None:
    assert site.browser.ask(f"/search?{query}").status_code == 400


def test_words_without_a_letter_find_nothing(site: Site) -> None:
    assert total(site.browser.page("/search?words=%3F%21")) == 0


# Pages and twins


def many(number: int, *, apart: int, first: str = "2023-01-02") -> list[Record]:
    """So many meetings, some days apart."""
    days = [(date.fromisoformat(first) + timedelta(days=apart * n)).isoformat() for n in range(number)]
    return [
        dispatch(
            f"Paper {day}", day, f"Paper {n}: on {day} Ana Costa met Karim Haddad.", [ANA, KARIM],
            events=[contact("met", ANA, KARIM, medium="in-person", date=day)],
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return Browser(application(kept(tmp_path_factory.mktemp("sixty") / "record", many(60, apart=5))))


def test_pages_are_turned(sixty: Browser) -> None:
    page, days = sixty.page("/search?type=CONSULT"), []
    while True:
        days += [e.text_content() for e in page.root.xpath("//ol[@class='rows']//span[@class='when']")]
        further = page.root.xpath("//a[@rel='next']/@href")
        if not further:
            break
        page = sixty.page(further[0])
    assert len(days) == len(set(days)) == 60
    assert days == sorted(days, reverse=True)
    assert "Page 3 of 3" in page.words("//nav[@class='pages']")
    assert "page=2" in page.root.xpath("//a[@rel='prev']/@href")[0]


def test_a_choice_begins_at_the_first_page(sixty: Browser) -> None:
    page = sixty.page("/search?page=2")
    assert all("page=" not in href for _, href in facet(page, "Month").values())


def test_the_twins_have_what_the_page_shows(sixty: Browser) -> None:
    page = sixty.page("/search?type=CONSULT&page=3")
    ids = [href.rpartition("/")[2] for href in page.links("//ol[@class='rows']//a")]
    found = json.loads(sixty.ask("/search.json?type=CONSULT&page=3").text)
    assert (found["shown"], found["total"], found["page"], found["pages"]) == (shown(page), 60, 3, 3)
    assert [row["id"] for row in found["rows"]] == ids
    assert len(ids) == 10
    kinds = next(f for f in found["facets"] if f["name"] == "type")
    assert kinds == {"name": "type", "values": [{"value": "CONSULT", "count": 60, "chosen": True}], "more": 0}
    table = list(csv.DictReader(io.StringIO(sixty.ask("/search.csv?type=CONSULT&page=3").text)))
    assert [row["id"] for row in table] == ids


# What is new, countries, the network


def test_more_contact_than_usual(tmp_path: Path) -> None:
    seldom, often = many(10, apart=20), many(7, apart=5, first="2023-07-21")
    page = Browser(application(kept(tmp_path / "record", seldom, often))).page("/")
    section = "//section[h2='More or less contact than usual']"
    assert page.words(f"{section}//tbody/tr") == "Morocco and Portugal ▲ more: 6 1.6"
    assert "in the 30 days up to 2023-08-20, and in a usual 30 days of the 201 days before" in page.words(section)


def test_what_is_new_in_json_is_what_the_page_shows(site: Site) -> None:
    found, page = site.browser.ask("/new.json").json(), site.browser.page("/")
    assert found["until"] == "2024-04-09"
    contacts = page.links("//section[h2='Contacts']//ol//a")
    assert [f"/event/{row['id']}" for row in found["contacts"]] == contacts
    denied = page.links("//section[h2='Denied lately']//ol//a")
    assert [f"/claim/{row['id']}" for row in found["denied"]] == denied == [f"/claim/{site.accusation}"]
    assert page.words("//section[h2='Denied lately']//span[@class='when']") == "denied 2024-04-05"
    assert found["pairs"] == [{"a": "MAR", "b": "PRT", "count": 4}]
    assert {row["month"] for row in found["months"]} == {"2024-04"}


def test_a_month_leads_to_its_events(site: Site) -> None:
    page = site.browser.page("/")
    for row in page.root.xpath("//table[caption='Events that took place, by month and type']/tbody/tr"):
        then = site.browser.page(row.xpath(".//a/@href")[0])
        assert total(then) == int(row.xpath("td")[1].text_content())


def test_countries_in_numbers_lead_to_what_is_counted(site: Site) -> None:
    page = site.browser.page("/geography")
    heads = [" ".join(th.text_content().split()) for th in page.root.xpath("//thead//th")]
    assert heads == ["Country", "Contacts ▼", "Other events, done by", "Done to", "Claims by", "Of these denied"]
    followed = 0
    for a in page.root.xpath("//tbody//td/a"):
        assert total(site.browser.page(a.get("href"))) == int(a.text_content())
        followed += 1
    assert followed >= 5


@pytest.mark.parametrize(
    ("by", "first", "ordered"),
    [("contacts", "Portugal", "descending"), ("claims", "Portugal", "descending"), ("done_to", "Morocco", "descending"),
     ("country", "Morocco", "ascending")],
)  # fmt: skip
def test_countries_are_ordered_by_a_link(site: Site, by: str, first: str, ordered: str) -> None:
    page = site.browser.page(f"/geography?by={by}")
    assert page.words("//tbody/tr[1]/th") == first
    assert page.root.xpath(f"//th[@aria-sort='{ordered}']/a/@href") == [f"/geography?by={by}"]
    assert site.browser.ask("/geography?by=size").status_code == 400


def test_done_by_and_done_to(tmp_path: Path) -> None:
    events = [
        happening("ASSAULT", "fired", PORTUGAL, whom=[MOROCCO], date="2024-04-07"),
        happening("AGREE", "agreed", PORTUGAL, whom=[MOROCCO], date="2024-04-08"),
        happening("PROTEST", "marched", MOROCCO, whom=[PORTUGAL], date="2024-04-09", status="planned"),
    ]
    report = dispatch(
        "Gazeta", "2024-04-09", "Portugal fired at Morocco; they agreed; Morocco marched.", [PORTUGAL, MOROCCO],
        events=events,
    )  # fmt: skip
    found = Browser(application(kept(tmp_path / "record", [report]))).ask("/geography.json").json()["rows"]
    assert {row["country"]: (row["done_by"], row["done_to"]) for row in found} == {"PRT": (2, 0), "MAR": (1, 1)}


def test_pairs_lead_to_their_page(site: Site) -> None:
    page = site.browser.page("/network")
    assert shown(page).startswith("1 pair of countries was in contact")
    assert page.links("//tbody//a") == ["/pair/MAR/PRT"]
    assert "Karim Haddad" in site.browser.page("/pair/MAR/PRT").words()
