import re
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge import Office, load
from onrecord.knowledge.fold import fold, sound
from onrecord.knowledge.table import rows
from onrecord.record import Act, Evidence, Kind

SECTORS = set("GOV MIL COP CVL REB UAF SPY JUD LEG PTY OPP BUS EDU REF REL CRM MED NGO IGO SEP".split())  # noqa: SIM905


def forms(text: str) -> list[tuple[str, str, str]]:
    return [(text[form.start : form.end], form.iso3, form.kind) for form in load().country_forms(text)]


def test_country_forms() -> None:
    text = "The U.S. and Russian envoys left Nicosia for Ankara; Élysée and Kremlin aides met South Koreans in Türkiye."
    assert forms(text) == [
        ("U.S.", "USA", "name"),
        ("Russian", "RUS", "adjective"),
        ("Nicosia", "CYP", "capital"),
        ("Ankara", "TUR", "capital"),
        ("Élysée", "FRA", "metonym"),
        ("Kremlin", "RUS", "metonym"),
        ("South Koreans", "KOR", "demonym"),
        ("Türkiye", "TUR", "name"),
    ]


@pytest.mark.parametrize(
    "text", ["They told us that turkey was served.", "Romania's", "Nigerian Chadwick Jordanova", "The New York Times"]
)
def test_no_wrong_country_forms(text: str) -> None:
    assert {iso3 for _, iso3, _ in forms(text)} <= {"ROU", "NGA"}


def test_forms_of_two_words_win() -> None:
    text = "North Korea, Guinea-Bissau, the Democratic Republic of the Congo and Papua New Guinea"
    assert [iso3 for _, iso3, _ in forms(text)] == ["PRK", "GNB", "COD", "PNG"]


def test_country_names() -> None:
    knowledge = load()
    assert [knowledge.country_name(code) for code in ("RUS", "USA", "KOR", "COD", "XKX", "ZZZ")] == [
        "Russia",
        "United States",
        "South Korea",
        "Democratic Republic of the Congo",
        "Kosovo",
        "ZZZ",
    ]
    assert knowledge.country("the Kremlin") == "RUS"
    assert knowledge.country("nowhere") is None


@pytest.mark.parametrize(
    ("title", "office_class", "sector", "label", "country"),
    [
        ("French Minister of Armed Forces", "defence", "MIL", "Minister of Defence", None),
        ("Russia's defense minister", "defence", "MIL", "Minister of Defence", None),
        ("the Dutch foreign minister, Stef Blok", "foreign", "GOV", "Minister of Foreign Affairs", None),
        ("minister for Europe and foreign affairs", "foreign", "GOV", "Minister of Foreign Affairs", None),
        ("U.S. Secretary of State", "foreign", "GOV", "Secretary of State", "USA"),
        ("the Pentagon chief", "defence", "MIL", "Secretary of Defense", "USA"),
        ("British Foreign Secretary", "foreign", "GOV", "Foreign Secretary", "GBR"),
        ("Foreign Secretary of India", "foreign-secretary", "GOV", "Foreign Secretary", None),  # no minister
        ("Deputy Prime Minister", "deputy-prime-minister", "GOV", "Deputy Prime Minister", None),
        (
            "Deputy Prime Minister and Minister of Foreign Affairs",
            "foreign",
            "GOV",
            "Minister of Foreign Affairs",
            None,
        ),
        ("vice foreign minister", "deputy-foreign", "GOV", "Deputy Minister of Foreign Affairs", None),
        ("the German chancellor", "head-of-government", "GOV", "Chancellor", None),
        ("Chinese Premier", "head-of-government", "GOV", "Premier", "CHN"),
        ("NATO's secretary-general", "nato-secretary-general", "IGO", "Secretary General of NATO", "X-NATO"),
        (
            "head of the IAEA",
            "iaea-head",
            "IGO",
            "Director General of the International Atomic Energy Agency",
            "X-IAEA",
        ),
        ("Kremlin spokesman", "spokesperson", "GOV", "Kremlin spokesman", "RUS"),
        ("a spokeswoman for the foreign ministry", "spokesperson", "GOV", "Foreign Ministry spokesperson", None),
        ("Iran's supreme leader", "supreme-leader", "GOV", "Supreme Leader", None),
        ("Norwegian ambassador to the Philippines", "ambassador", "GOV", "Ambassador to the Philippines", None),
        ("national security adviser", "security-adviser", "GOV", "National Security Advisor", None),
        ("the Polish leader", "leader", "GOV", "leader", None),
        ("Deputy Chief of the General Staff", "deputy-army-chief", "MIL", "Deputy Chief of the General Staff", None),
        ("chief of Ukraine's general staff", "army-chief", "MIL", "Chief of the General Staff", None),
        ("Japan's Chief of Staff, Joint Staff", "army-chief", "MIL", "Chief of the Joint Staff", None),
        ("South Korean joint chiefs chairman", "army-chief", "MIL", "Chairman of the Joint Chiefs of Staff", None),
        ("US joint chiefs chairman", "army-chief", "MIL", "Chairman of the Joint Chiefs of Staff", "USA"),
        ("Police Commander-in-Chief", "police-chief", "COP", "Police chief", None),
        ("Supreme Commander-in-Chief", "commander", "MIL", "Supreme Commander-in-Chief", None),
        ("Secretary-General of Hezbollah", "group-leader", "REB", "Secretary-General of Hezbollah", None),
        ("UNRWA chief", "unrwa-head", "IGO", "Commissioner-General of UNRWA", "X-UN"),
        ("Canada's public safety minister", "interior", "GOV", "Minister of Public Safety", None),
        ("Minister of Justice and Public Security", "justice", "GOV", "Minister of Justice", None),
        ("Secretary of the Interior and Local Government", "interior", "GOV", "Minister of the Interior", None),
    ],
)
def test_office(title: str, office_class: str, sector: str, label: str, country: str | None) -> None:
    assert load().office(title) == Office(office_class, sector, label, country)


@pytest.mark.parametrize(
    ("title", "qualifier"),
    [
        ("former president", "former"),
        ("acting foreign minister", "acting"),
        ("president-elect", "designate"),
        ("Shadow Foreign Secretary", "shadow"),
        ("president", None),
    ],
)
def test_qualified_offices(title: str, qualifier: str | None) -> None:
    office = load().office(title)
    assert office is not None
    assert office.qualifier == qualifier


@pytest.mark.parametrize(
    "title", ["two soldiers", "the city of Emirdağ", "Amirabdollahian", "the president's brother", ""]
)
def test_no_office(title: str) -> None:
    assert load().office(title) is None


@pytest.mark.parametrize(
    ("mention", "name", "country", "sector"),
    [
        ("the Houthis", "Houthi movement", "YEM", "REB"),
        ("UN Security Council", "United Nations Security Council", None, "IGO"),
        ("Agence France-Presse", "Agence France-Presse", "FRA", "MED"),
        ("the Revolutionary Guards", "Islamic Revolutionary Guard Corps", "IRN", "MIL"),
        ("Turkey's foreign ministry", "Ministry of Foreign Affairs of Turkey", "TUR", "GOV"),
        ("the defence ministry in Moscow", "Ministry of Defence of the Russian Federation", "RUS", "MIL"),
        ("the Philippine navy", "Philippine navy", "PHL", "MIL"),
        ("Dutch prosecutors", "Dutch prosecutors", "NLD", "JUD"),
        ("the Swedish embassy in Baghdad", "Swedish embassy in Baghdad", "SWE", "GOV"),
    ],
)
def test_organisation(mention: str, name: str, country: str | None, sector: str) -> None:
    organisation = load().organisation(mention)
    assert organisation is not None
    assert (organisation.name, organisation.country, organisation.sector) == (name, country, sector)


def test_an_institution_needs_a_state() -> None:
    assert load().organisation("the interior ministry") is None
    told = load().organisation("the interior ministry", country="KAZ")
    assert told is not None
    assert told.name == "Ministry of the Interior of Kazakhstan"
    assert load().organisation("the French and German foreign ministries") is None
    assert load().organisation("an unknown thing", country="KAZ") is None


def test_organisations_in_text() -> None:
    text = "Hamas told Reuters that the IAEA was wrong; Hamastan and the total amount were not meant."
    found = [(text[m.start : m.end], m.organisation.sector) for m in load().organisations_in(text)]
    assert found == [("Hamas", "REB"), ("Reuters", "MED"), ("IAEA", "IGO")]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("two soldiers", ("MIL", "people")),
        ("police", ("COP", "organization")),
        ("protesters in the capital", ("CVL", "people")),
        ("the foreign ministry", ("GOV", "organization")),
        ("foreign minister", ("GOV", "person")),
        ("masked gunmen", ("REB", "people")),
        ("a reporter at the scene", ("MED", "person")),
        ("xyzzy", None),
    ],
)
def test_sector(phrase: str, expected: tuple[str, str] | None) -> None:
    assert load().sector(phrase) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He blamed the neighbours without offering any evidence.", "none-offered"),
        ("The ministry has not provided proof of its claim.", "none-offered"),
        ("No evidence for this was presented.", "none-offered"),
        ("The report could not be independently verified.", "unconfirmed"),
        ("There was no independent confirmation.", "unconfirmed"),
        ("The army released satellite images.", "offered"),
        ("The location was geolocated by researchers.", "confirmed"),
    ],
)
def test_evidence(text: str, value: str) -> None:
    phrases = load().evidence_phrases(text)
    assert [phrase.value for phrase in phrases] == [value]
    assert Evidence(value)


@pytest.mark.parametrize(
    "text",
    [
        "The embassy declined to comment.",
        "A spokesman did not immediately respond to a request for comment.",
        "There was no immediate comment from the government.",
        "The company has yet to respond.",
        "The president has not commented on the report.",
    ],
)
def test_silence(text: str) -> None:
    assert len(load().silence_phrases(text)) == 1


def test_plain_text_has_no_such_phrases() -> None:
    text = "Ministers met on Monday and agreed to send grain. They said that talks would go on."
    assert load().evidence_phrases(text) == []
    assert load().silence_phrases(text) == []


def test_reporting_forms_have_acts() -> None:
    reporting = load().reporting
    assert {Act(act) for act in reporting.values()} == set(Act)
    assert reporting["denied"] == Act.DENY
    assert reporting["claimed responsibility"] == Act.CLAIM_RESPONSIBILITY
    assert reporting["said"] == Act.ASSERT


def test_tables_use_the_contract() -> None:
    kinds = {str(kind) for kind in Kind}
    codes = {row[0] for row in rows("states.tsv")}
    for name, kind, country, sector, _, _ in rows("organisations.tsv"):
        assert kind in kinds, name
        assert sector in SECTORS, name
        assert not country or country in codes, name
    for phrase, sector, kind in rows("sectors.tsv"):
        assert kind in kinds, phrase
        assert sector in SECTORS, phrase
    for form, country, _, _ in rows("countries.tsv"):
        assert country in codes, form


def test_tables_are_small_and_told_of() -> None:
    data = files("onrecord.knowledge").joinpath("data")
    tables = [file for file in data.iterdir() if file.name.endswith(".tsv")]
    assert sum(len(file.read_bytes()) for file in tables) < 3_250_000
    readme = data.joinpath("README.md").read_text(encoding="utf-8")
    assert all(f"`{file.name}`" in readme for file in tables)
    assert "Institute for Government, Ministers Database" in readme


def test_names_fold() -> None:
    assert fold("Mevlüt Çavuşoğlu-O’Neil Jr.") == "mevlut cavusoglu oneil jr"
    assert sound("Sergey Shoygu") == sound("Sergei Shoigu")
    assert sound("Volodymyr Zelenskyy") == sound("Vladimir Zelenskij")
    assert sound("Muhammad Ahmad") == sound("Mohammed Ahmed")
    assert sound("Lavrov") != sound("Lavrova")


@settings(deadline=None)  # the first question loads the tables
@given(st.text(max_size=60))
def test_any_text_may_be_asked(text: str) -> None:
    knowledge = load()
    for form in knowledge.country_forms(text):
        assert text[form.start : form.end]
    knowledge.person(text, on="2020-01-01")
    knowledge.office(text)
    knowledge.organisation(text)
    knowledge.sector(text)
    assert re.fullmatch(r"(?:\w+(?: \w+)*)?", fold(text))


def test_loading_is_lazy_and_once() -> None:
    code = "import sys, onrecord.knowledge as k; k.load(); sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
    assert load() is load()
