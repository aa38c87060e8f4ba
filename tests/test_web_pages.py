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
    assert "Portuguese trawlers had entered Moroccan waters" in page.words("//section[h2='Denied lately']")
    assert "Morocco and Portugal" in page.words("//table")
    assert not page.root.xpath("//figure")  # of one month and one pair there is nothing to draw
    assert len(page.root.xpath("//details[@open]/table")) == 2


def test_what_is_new_is_drawn(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    kept(folder, [met("2024-04-03"), met("2024-05-02")])
    page = Browser(application(folder)).page("/")
    assert page.root.xpath("//figure/*[local-name()='svg'][@role]/*[local-name()='title']")
    assert "The same as a table" in page.words("//details/summary")


def test_what_is_unsure_is_marked(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    events = [
        contact("met", ANA, KARIM, date="2024-04-03", confidence=0.3),
        contact("spoke", ANA, KARIM, date="2024-04-09", confidence=0.9),
    ]
    report = dispatch(
        "Late News", "2024-06-01", "On 3 April Ana Costa met Karim Haddad; on 9 April they spoke.", [ANA, KARIM],
        events=events,
    )  # fmt: skip
    kept(folder, [report])
    browser = Browser(application(folder))
    event = browser.page("/search").root.xpath("//li[contains(., '2024-04-03')]//a/@href")[0]
    for path, marked in (("/", 1), ("/search", 1), (event, 1), ("/pair/PRT/MAR", 1), (f"/report/{key(report)}", 1)):
        page = browser.page(path)
        assert len(page.root.xpath("//*[contains(@class, 'unsure')]")) == marked, path
    assert "Confidence 0.30" in browser.page(event).words("//dl")


def test_an_event(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}")
    assert page.words("//h1") == "Contact by phone: Karim Haddad and Ana Costa"
    facts = page.words("//dl[@class='facts']")
    assert "Ana Costa" in facts
    assert "When 2024-04-03 Wednesday evening in Gazeta , counted from 2024-04-04, the day of the report" in facts
    assert "On whose initiative Karim Haddad ( foreign minister, Morocco ) accounts differ" in facts
    conflict = page.words("//div[@class='conflict']")
    assert conflict.startswith("≠ Accounts disagree on who initiated it")
    assert "Ana Costa according to Le Matin" in conflict
    assert "Karim Haddad according to Gazeta" in conflict
    origins = [" ".join(li.text_content().split()) for li in page.root.xpath("//ol[@class='origins']/li")]
    assert "Atlas Wire 2024-04-04 copied or rewritten by Coast Daily 2024-04-04" in origins
    assert len(origins) == 3


def test_the_accounts_of_an_event_side_by_side(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}")
    table = "//table[@class='compare']"
    assert page.words(f"{table}/thead").startswith("Account Gazeta 2024-04-04 Atlas Wire")
    row = page.words(f"{table}//tr[starts-with(normalize-space(th), 'On whose initiative')]")
    assert row == "On whose initiative ≠ disagree Karim Haddad leaves it out Ana Costa"
    left = page.words(f"{table}//tr[@class='leaves']")
    assert left == "Leaves out 2 of 2 statements on whose initiative, 1 of 2 statements 1 of 2 statements"
    own = page.root.xpath(f"{table}//tr[@class='own']/td")
    assert [" ".join(td.text_content().split())[:27] for td in own] == [
        "nothing", "Karim Haddad: accusation Po", "Ana Costa: assertion the ac",
    ]  # fmt: skip
    assert own[1].xpath(".//a/@href") == [f"/claim/{site.accusation}", f"/report/{site.wire}#row-s1"]
    assert page.words(f"{table}//tr[starts-with(normalize-space(th), 'What =')]").endswith("contact by phone")


def test_the_sentences_of_an_event_lead_to_their_reports(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}")
    assert "spoke by telephone" in [mark.text_content() for mark in page.root.xpath("//blockquote//mark")]
    assert any(link.startswith(f"/report/{key(GAZETA)}#row-e1") for link in page.links("//blockquote//a"))
    around = page.words("//blockquote//span[@class='around']")  # the sentence after the one that tells of it
    assert "She said that the accord would be renewed before the summer." in around


def test_an_event_can_be_joined_with_one_that_is_near(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}")
    reasons = page.words("//details[summary='Why these accounts are one happening']//tbody")
    assert "same trigger +1.2" in reasons or "same day" in reasons
    offered = [o.text_content() for o in page.root.xpath("//select[@name='id']/option")]
    assert "2024-04-05 Contact by phone: Ana Costa and Karim Haddad" in offered
    forms = page.root.xpath("//form[@action='/judge'][.//select]")
    assert forms[0].xpath(".//input[@name='verdict']/@value") == ["same"]
    assert forms[0].xpath(".//input[@name='id']/@value") == [site.call]


def test_a_claim_and_its_denial(site: Site) -> None:
    page = site.browser.page(f"/claim/{site.accusation}")
    assert "Portuguese trawlers had entered Moroccan waters" in page.words("//section[h2='Who says it']")
    against = page.words("//section[h2='Who denies it']")
    assert "Ana Costa" in against
    assert "it is not true that our boats were in Moroccan waters" in against
    assert page.root.xpath("//section[h2='Who denies it']//mark")
    assert page.root.xpath("//figure/*[local-name()='svg']/*[local-name()='desc']")
    facts = page.words("//dl[@class='facts']")
    assert "Said as accusation about or to Portugal" in facts
    assert "In 2 reports: Atlas Wire, Coast Daily" in facts


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
    assert article.xpath(".//a[@id='row-e1']/@title")[0].startswith("Contact: Ana Costa and Karim Haddad, 2024-04-03")
    assert "Published 2024-04-04 (from what the user gave)" in page.words("//dl[@class='facts']")


def test_rows_within_rows_are_marked_for_both(site: Site) -> None:
    page = site.browser.page(f"/report/{site.wire}")
    both = [s.get("data-rows").split() for s in page.root.xpath("//span[contains(@data-rows, 's1')]")]
    assert ["s1"] in both
    assert any(len(rows) == 2 for rows in both) or len(both) == 1


def test_a_pair(site: Site) -> None:
    page = site.browser.page("/pair/Portugal/Morocco")
    facts = page.words("//dl[contains(@class, 'facts')]")
    assert "Last in contact 2024-04-09 , in person" in facts
    assert "4 contacts took place" in facts
    assert "2024-04-09 : the first since 2023" in facts
    assert "Longest gap 4 days, up to 2024-04-09" in facts
    contacts = page.words("//ol[@class='contacts']")
    assert "4 days after the one before" in contacts
    assert contacts.index("2024-04-09, in person") < contacts.index("2024-04-03, by phone") < contacts.index("no date")
    note = page.root.xpath("//p[@class='note']")[0]
    assert " ".join(note.text_content().split()).startswith("! called the first since 2023, but another is a contact")
    assert all(link.startswith("/event/E") for link in note.xpath(".//a/@href"))
    assert page.root.xpath("//link[@type='application/atom+xml']/@href") == [
        "/feed.atom?between=Portugal&between=Morocco"
    ]
    assert "<entry>" in site.browser.ask("/feed.atom?between=Portugal&between=Morocco").text


def test_an_actor(site: Site) -> None:
    page = site.browser.page(site.browser.page(f"/event/{site.call}").link("Ana Costa"))
    assert page.words("//h1") == "Ana Costa"
    assert "foreign minister" in page.words("//table")
    assert "Contact in person: Ana Costa and Karim Haddad" in page.words("//section[starts-with(h2, 'Contacts')]")
    assert "the accord would be renewed" in page.words("//section[starts-with(h2, 'Claims by Ana Costa')]")
    partner = page.root.xpath("//section[h2='In contact with']//li")[0]
    assert " ".join(partner.text_content().split()) == "Karim Haddad foreign minister, Morocco 3"
    assert partner.xpath(".//a/@href")[0].startswith("/pair/A")
    assert "under: other events" in page.words("//main/p[@class='dim']")


def test_what_is_on_record_of_an_actor_is_paged(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    kept(
        folder,
        [met(f"2024-{month:02}-{day:02}") for month in range(1, 6) for day in (2, 8, 14, 20, 26)]
        + [met(f"2024-0{month}-30") for month in (1, 3, 5)],
    )
    browser = Browser(application(folder))
    call = browser.page("/search").link("Contact in person")
    actor = browser.page(call).link("Ana Costa")
    page = browser.page(actor)
    contacts = page.words("//section[starts-with(h2, 'Contacts')]")
    assert contacts.startswith("Contacts 28 2024-05-30")
    assert "2024-04-02" not in contacts  # the latest eight
    assert page.link("All 28") == f"{actor}?show=contacts"
    alone = browser.page(f"{actor}?show=contacts")
    assert len(alone.root.xpath("//ol[@class='rows']/li")) == 25
    assert browser.ask(f"{actor}?show=nothing").status_code == 404
    earlier = browser.page(alone.link("Earlier"))
    assert earlier.words("//ol[@class='rows']/li[last()]").startswith("2024-01-02")
    assert len(earlier.root.xpath("//ol[@class='rows']/li")) == 3
    assert "Page 2 of 2" in earlier.words("//nav[@class='pages']")


def test_coverage_tells_copies_from_origins(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}/coverage")
    origin = page.words("//section[contains(., 'Coast Daily')]")
    assert "Atlas Wire" in origin
    assert "97 % of its text stands in Atlas Wire" in origin
    shared = page.words("//details//mark")
    assert shared.startswith("Foreign ministers Ana Costa")
    assert "(Atlas Wire)" not in shared
    assert "(Atlas Wire)" in page.words("//details/blockquote")
    assert "Le Matin" not in origin


def test_two_accounts_are_compared_on_demand(site: Site) -> None:
    page = site.browser.page(f"/event/{site.call}/compare?report={key(GAZETA)}&report={key(COAST)}")
    assert page.words("//thead") == "Account Gazeta 2024-04-04 Coast Daily 2024-04-04, and 1 of the same origin"
    assert len(page.root.xpath("//table[@class='compare']/thead//th")) == 3
    assert page.root.xpath("count(//input[@type='checkbox'][@checked])") == 2
    assert "telephoned" in page.words("//td//details//mark")
    assert "in one account alone" in page.words("//tr[starts-with(normalize-space(th), 'On whose initiative')]")


def test_countries_and_the_network(site: Site) -> None:
    page = site.browser.page("/geography?by=claims")
    first = page.words("//tbody/tr[1]")
    assert first.startswith("Portugal")
    network = site.browser.page("/network")
    assert "Morocco and Portugal 4" in network.words("//tbody")
    names = network.root.xpath("//*[local-name()='text']/text()")
    assert {"Morocco", "Portugal"} <= {name.split()[0] for name in names}


def test_search_says_in_words_what_is_shown(site: Site) -> None:
    page = site.browser.page("/search?type=CONSULT&country=PRT&medium=phone&since=2024-04-04")
    said = page.words("//p[@class='shown']")
    assert said.startswith("Contacts by phone with Portugal taking part since 2024-04-04: 1")
    assert page.words("//ol[@class='rows']").startswith("2024-04-05")
    away = page.link("✓ by phone")
    assert "medium" not in away
    assert "type=CONSULT" in away


def test_words_are_looked_for_in_the_reports(site: Site) -> None:
    page = site.browser.page("/search?words=harbour%20Tangier")
    assert page.words("//p[@class='shown']").startswith("Events in reports with the words “harbour Tangier”: 1")
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
    assert "not the same events" in made.words("//ol[contains(@class, 'made')]").lower()
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
