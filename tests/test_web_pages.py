"""What a reader finds on each page, and that each can be had for programs and for good."""

import csv
import io
from pathlib import Path

import pytest
from dispatches import ANA, KARIM, contact, dispatch, kept, key
from merge_story import ATLAS, COAST, DENIAL, GAZETA, MATIN
from webs import Browser, Site, routes, served

from onrecord.record import Record
from onrecord.store import Archive
from onrecord.web.app import application


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return served(tmp_path_factory.mktemp("web") / "record")


def test_what_is_new(site: Site) -> None:
    page = site.browser.page("/")
    assert "in reports up to 2024-04-09" in page.words("//p[@class='shown']")
    contacts = page.words("//section[h2='Contacts']")
    assert contacts.index("2024-04-09") < contacts.index("2024-04-05") < contacts.index("2024-04-03")
    assert "Portuguese trawlers had entered Moroccan waters" in page.words("//section[h2='Claimed and denied']")
    assert "Morocco and Portugal" in page.words("//table")
    assert page.root.xpath("//figure/*[local-name()='svg'][@role]/*[local-name()='title']")


def test_an_event(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}")
    assert page.words("//h1") == "Contact by phone: Karim Haddad and Ana Costa"
    facts = page.words("//dl[@class='facts']")
    assert "Ana Costa" in facts
    assert "Wednesday in Atlas Wire , counted from 2024-04-04, the day of the report: 2024-04-03" in facts
    assert "initiator: Ana Costa (1 report) or Karim Haddad (1 report)" in page.words("//*[@class='conflict']")
    row = page.words("//table[@class='compare']//tr[starts-with(normalize-space(th), 'initiator')]")
    assert "≠ disagree" in row
    assert "leaves it out" in row
    assert "spoke by telephone" in [mark.text_content() for mark in page.root.xpath("//blockquote//mark")]
    assert any(link.startswith(f"/report/{key(GAZETA)}#row-e1") for link in page.links("//blockquote//a"))


def test_a_claim_and_its_denial(site: Site) -> None:
    page = site.browser.page(f"/claim/{site.accusation}")
    assert "Portuguese trawlers had entered Moroccan waters" in page.words("//section[h2='Who says it']")
    against = page.words("//section[h2='Who denies it']")
    assert "Ana Costa" in against
    assert "it is not true that our boats were in Moroccan waters" in against
    assert "1 say it, 1 deny it." in page.words("//*[local-name()='desc']")


def test_a_report_with_its_rows(site: Site) -> None:
    page = site.browser.page(f"/report/{site.wire}")
    article = page.root.xpath("//article[@class='text']")[0]
    shown = "".join(t for t in article.xpath(".//text()[not(ancestor::a)]"))
    assert " ".join(shown.split()) == " ".join(ATLAS.document.text.split())
    spoke = article.xpath(".//span[@data-rows='e1']")
    assert [s.text_content() for s in spoke] == ["spoke by telephone"]
    assert article.xpath(".//a[@id='row-e1']/@href") == ["#list-e1"]
    entry = page.root.xpath("//li[@id='list-e1']")[0]
    assert "Contact: Ana Costa and Karim Haddad" in entry.text_content()
    assert entry.xpath(".//a/@href") == ["#row-e1", f"/event/{site.call}"]


def test_rows_within_rows_are_marked_for_both(site: Site) -> None:
    page = site.browser.page(f"/report/{site.wire}")
    both = [s.get("data-rows").split() for s in page.root.xpath("//span[contains(@data-rows, 's1')]")]
    assert ["s1"] in both
    assert any(len(rows) == 2 for rows in both) or len(both) == 1


def test_a_pair(site: Site) -> None:
    page = site.browser.page("/pair/Portugal/Morocco")
    facts = page.words("//dl[@class='facts']")
    assert "Last in contact 2024-04-09 , in person" in facts
    assert "4 contacts took place" in facts
    assert "2024-04-09 : the first since 2023" in facts
    assert "4 days after the one before" in page.words("//ol[@class='contacts']")
    assert page.root.xpath("//link[@type='application/atom+xml']/@href") == [
        "/feed.atom?between=Portugal&between=Morocco"
    ]
    assert "<entry>" in site.browser.ask("/feed.atom?between=Portugal&between=Morocco").text


def test_an_actor(site: Site) -> None:
    page = site.browser.page(site.browser.page(f"/event/{site.call}").link("Ana Costa"))
    assert page.words("//h1") == "Ana Costa"
    assert "foreign minister" in page.words("//table")
    assert "Contact in person: Ana Costa and Karim Haddad" in page.words("//section[h2='Contacts']")
    assert "the accord would be renewed" in page.words("//section[h2='Claims by Ana Costa']")


def test_coverage_tells_copies_from_origins(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}/coverage")
    origin = page.words("//section[contains(., 'Coast Daily')]")
    assert "Atlas Wire" in origin
    assert "of its text stands in the first report of this origin" in origin
    assert "Le Matin" not in origin


def test_two_accounts_are_compared_on_demand(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}/compare?report={key(GAZETA)}&report={key(COAST)}")
    assert page.words("//thead") == "Point Gazeta 2024-04-04 Coast Daily 2024-04-04"
    assert len(page.root.xpath("//table[@class='compare']/thead//th")) == 3
    assert page.root.xpath("count(//input[@type='checkbox'][@checked])") == 2


def test_countries_and_the_network(site: Site) -> None:
    page = site.browser.page("/geography?by=claims")
    first = page.words("//tbody/tr[1]")
    assert first.startswith("Portugal")
    network = site.browser.page("/network")
    assert "Morocco and Portugal 4" in network.words("//tbody")
    assert {"Morocco", "Portugal"} <= set(network.root.xpath("//*[local-name()='text']/text()"))


def test_search_says_in_words_what_is_shown(site: Site) -> None:
    page = site.browser.page("/search?type=CONSULT&country=PRT&medium=phone&since=2024-04-04")
    said = page.words("//p[@class='shown']")
    assert said == "1 event: contact, by phone, with Portugal taking part, from 2024-04-04 on."
    assert page.words("//ol[@class='rows']").startswith("2024-04-05")
    away = page.link("✓ by phone")
    assert "medium" not in away
    assert "type=CONSULT" in away


def test_words_are_looked_for_in_the_reports(site: Site) -> None:
    page = site.browser.page("/search?words=harbour%20Tangier")
    assert page.words("//p[@class='shown']").startswith("1 event: in reports that hold “harbour Tangier”")
    assert "A blast in the harbour of Tangier" in page.words("//section[h2='In the reports']")


def test_the_record_can_be_corrected_and_that_taken_back(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    before = Archive(site.folder).snapshot
    form = {"verdict": "different", "id": [site.call, f"{key(MATIN)}#e1"], "snapshot": before, "back": "/network"}
    answer = site.browser.ask("/judge", form=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/network")
    assert "Le Matin" not in site.browser.page(f"/event/{site.call}/coverage").words()
    wrong = {"verdict": "wrong", "id": site.accusation, "back": f"/claim/{site.accusation}"}
    assert site.browser.ask("/judge", form=wrong).headers["location"] == "/judgements"  # that page is gone
    undone = {"verdict": "undo", "id": site.browser.page("/judgements").root.xpath("//input[@name='id']/@value")[0]}
    assert site.browser.ask("/judge", form=undone).status_code == 303
    made = site.browser.page("/judgements")
    assert "different" in made.words("//tbody")
    id_ = made.root.xpath("//input[@name='id']/@value")[0]
    assert site.browser.ask("/judge", form={"verdict": "undo", "id": id_}).headers["location"] == "/judgements"
    assert "Le Matin" in site.browser.page(f"/event/{site.call}/coverage").words()


def test_every_page_has_twins_of_what_it_shows(site: Site) -> None:
    for path in routes(site):
        page = site.browser.page(path)
        twins = {a.text_content(): a.get("href") for a in page.root.xpath("//body/footer//a")}
        answer = site.browser.ask(twins["JSON"])
        assert answer.json()["snapshot"] == Archive(site.folder).snapshot, path
        table = site.browser.ask(twins["CSV"])
        assert table.headers["content-type"].startswith("text/csv")
        assert len(next(csv.reader(io.StringIO(table.text)))) > 1, path


def test_the_csv_of_a_search_has_its_rows(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.browser.ask("/search.csv?type=ASSAULT").text)))
    assert [(row["what"], row["place"], row["reports"]) for row in rows] == [("ASSAULT", "Tangier", "2")]


def test_a_permanent_link_shows_the_same_after_more_reports(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    kept(folder, [ATLAS, DENIAL])
    browser = Browser(application(folder))
    for day, path in enumerate(("/", "/search?type=CONSULT", "/pair/Portugal/Morocco", "/network"), 1):
        was = browser.page(path)
        permanent = was.link("Permanent link to this page")
        kept(folder, [met(f"2024-05-{7 * day:02}")])
        assert browser.page(path).words() != was.words(), path
        again = browser.page(permanent)
        assert again.words() == was.words(), path
        assert "This is the record as it was at snapshot" in again.words("//p[@class='old']")
        inside = [link for link in again.links("//main//a") if link.startswith("/")]
        assert all("snapshot=" in link for link in inside), inside


def met(day: str) -> Record:
    events = [contact("met", ANA, KARIM, medium="in-person", date=day)]
    return dispatch("Late News", "2024-06-01", f"On {day} Ana Costa met Karim Haddad.", [ANA, KARIM], events=events)


def test_an_empty_record_has_pages_too(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    Archive.create(folder)
    browser = Browser(application(folder))
    assert "This record holds no report yet" in browser.page("/").words()
    for path in ("/search", "/search?sort=claims", "/network", "/geography", "/limits", "/judgements"):
        assert browser.page(path).words("//h1")


@pytest.fixture
def undated(tmp_path: Path) -> Browser:
    folder = tmp_path / "record"
    events = [contact("met", ANA, KARIM)]
    kept(folder, [dispatch(None, None, "Ana Costa met Karim Haddad.", [ANA, KARIM], events=events)])
    return Browser(application(folder))


def test_a_record_without_any_date(undated: Browser) -> None:
    assert undated.page("/").words("//section[h2='Newest reports']//li").startswith("no date")
    page = undated.page("/pair/Portugal/Morocco")
    assert "no dated contact took place" in page.words("//dl")
    assert "1 contact took place" in page.words("//dl")
