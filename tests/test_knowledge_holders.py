import pytest

from onrecord.knowledge import Tenure, load
from onrecord.knowledge.fold import fold, sound
from onrecord.knowledge.table import lines, rows
from onrecord.knowledge.tenure import in_office

NOT_KNOWN = None

HOLDERS = [
    # class, state, date, family name
    ("foreign", "JPN", "2023-03-03", "Hayashi"),
    ("foreign", "JPN", "2012-01-20", "Genba"),
    ("foreign", "RUS", "2003-05-01", "Ivanov"),
    ("foreign", "RUS", "2016-11-24", "Lavrov"),
    ("foreign", "GBR", "2002-09-24", "Straw"),
    ("foreign", "GBR", "2011-03-18", "Hague"),
    ("foreign", "GBR", "2017-04-10", "Johnson"),
    ("foreign", "GBR", "2023-12-01", "Cameron"),
    ("foreign", "FRA", "2003-02-14", "Villepin"),
    ("foreign", "FRA", "2015-11-14", "Fabius"),
    ("foreign", "DEU", "2008-08-20", "Steinmeier"),
    ("foreign", "DEU", "2024-02-02", "Baerbock"),
    ("foreign", "USA", "2004-06-01", "Powell"),
    ("foreign", "USA", "2012-09-12", "Clinton"),
    ("foreign", "USA", "2019-10-01", "Pompeo"),
    ("foreign", "IRN", "2015-07-14", "Zarif"),
    ("foreign", "IRN", "2023-03-10", "Abdollahian"),
    ("foreign", "UKR", "2022-03-10", "Kuleba"),
    ("foreign", "TUR", "2020-10-02", "Çavuşoğlu"),
    ("foreign", "IND", "2021-01-05", "Jaishankar"),
    ("foreign", "CHN", "2023-05-05", "Qin"),
    ("foreign", "SAU", "2018-10-20", "Jubeir"),
    ("foreign", "EGY", "2016-01-15", "Shoukry"),
    ("defence", "RUS", "2024-05-11", "Shoigu"),
    ("defence", "RUS", "2024-05-15", "Belousov"),
    ("defence", "RUS", "2008-08-10", "Serdyukov"),
    ("defence", "FRA", "2021-09-17", "Parly"),
    ("defence", "FRA", "2024-04-04", "Lecornu"),
    ("defence", "DEU", "2023-01-25", "Pistorius"),
    ("defence", "USA", "2003-03-20", "Rumsfeld"),
    ("defence", "USA", "2023-02-04", "Austin"),
    ("defence", "UKR", "2023-10-01", "Umerov"),
    ("defence", "ISR", "2023-10-09", "Gallant"),
    ("defence", "CHN", "2023-09-01", "Li"),
    ("defence", "TUR", "2019-10-09", "Akar"),
    ("interior", "FRA", "2015-11-13", "Cazeneuve"),
    ("finance", "DEU", "2015-03-03", "Schäuble"),
    ("head-of-state", "RUS", "2009-04-01", "Medvedev"),
    ("head-of-state", "USA", "2001-09-11", "Bush"),
    ("head-of-state", "UKR", "2014-01-22", "Yanukovych"),
    ("head-of-state", "EGY", "2013-01-25", "Morsi"),
    ("head-of-state", "SYR", "2013-08-21", "Assad"),
    ("head-of-state", "BRA", "2013-06-20", "Rousseff"),
    ("head-of-state", "KOR", "2016-06-01", "Park"),
    ("head-of-government", "GBR", "2022-10-10", "Truss"),
    ("head-of-government", "DEU", "2011-03-11", "Merkel"),
    ("head-of-government", "ISR", "2006-07-12", "Olmert"),
    ("head-of-government", "JPN", "2003-12-09", "Koizumi"),
    ("head-of-government", "RUS", "2010-01-01", "Putin"),
    ("monarch", "SAU", "2010-10-10", "Abdullah"),
    ("monarch", "GBR", "2022-09-01", "Elizabeth"),
    ("supreme-leader", "IRN", "2009-06-19", "Khamenei"),
    ("un-secretary-general", "X-UN", "2003-08-19", "Annan"),
    ("nato-secretary-general", "X-NATO", "2011-03-27", "Rasmussen"),
    ("iaea-head", "X-IAEA", "2003-03-07", "ElBaradei"),
    ("eu-high-representative", "X-EU", "2015-07-14", "Mogherini"),
    ("security-adviser", "USA", "2005-06-01", "Hadley"),
    ("leader", "GBR", "2012-08-01", "Cameron"),
    ("leader", "SAU", "2012-08-01", "Abdullah"),
    ("leader", "FRA", "2012-08-01", "Hollande"),
    # After the time of which anything is known, in an interregnum, before a state or an office was, or no such office.
    ("head-of-state", "RUS", "2031-01-01", NOT_KNOWN),
    ("foreign", "DEU", "2030-06-01", NOT_KNOWN),
    ("head-of-government", "NLD", "2030-06-01", NOT_KNOWN),
    ("head-of-state", "UKR", "1970-01-01", NOT_KNOWN),
    ("head-of-state", "HUN", "2024-02-28", NOT_KNOWN),
    ("monarch", "USA", "2010-01-01", NOT_KNOWN),
    ("foreign", "XXX", "2010-01-01", NOT_KNOWN),
    ("spokesperson", "RUS", "2015-01-01", NOT_KNOWN),
    ("ambassador", "FRA", "2015-01-01", NOT_KNOWN),
]


@pytest.mark.parametrize(("office_class", "country", "on", "name"), HOLDERS)
def test_holder(office_class: str, country: str, on: str, name: str | None) -> None:
    tenure = load().holder(office_class, country, on=on)
    if name is NOT_KNOWN:
        assert tenure is None
    else:
        assert tenure is not None
        assert fold(name) in fold(tenure.person).split() or fold(name) in fold(tenure.person)


def test_enough_questions_are_asked() -> None:
    unknown = [question for question in HOLDERS if question[3] is NOT_KNOWN]
    assert len(HOLDERS) >= 60
    assert len(unknown) * 10 >= len(HOLDERS)


def test_no_date_no_holder() -> None:
    assert load().holder("foreign", "RUS", on=None) is None


def test_a_label_tells_spokespersons_apart() -> None:
    spokesman = load().holder("spokesperson", "RUS", on="2019-06-20", label="Kremlin spokesman")
    assert spokesman is not None
    assert spokesman.person == "Dmitry Peskov"


@pytest.mark.parametrize(
    ("name", "on", "country", "person"),
    [
        ("Sergey Shoygu", "2020-01-01", None, "Sergei Shoigu"),
        ("Shoigu", "2024-04-04", None, "Sergei Shoigu"),
        ("Volodymyr Zelenskiy", "2022-03-01", None, "Volodymyr Zelensky"),
        ("Zelenskyj", "2022-03-01", "UKR", "Volodymyr Zelensky"),
        ("Joseph R. Biden Jr.", "2022-03-01", None, "Joe Biden"),
        ("Akiba Takeo", "2023-06-15", None, "Takeo Akiba"),
        ("Erdogan", "2016-07-16", None, "Recep Tayyip Erdoğan"),
        ("Mevlut Cavusoglu", "2019-01-01", None, "Mevlüt Çavuşoğlu"),
        ("al-Assad", "2013-01-01", "SYR", "Bashar al-Assad"),
        ("Abe", "2013-06-01", "JPN", "Shinzo Abe"),
        ("Kim Jong Un", "2018-06-12", None, "Kim Jong-un"),
        ("Rodríguez Zapatero", "2005-06-01", "ESP", "José Luis Rodríguez Zapatero"),
    ],
)
def test_person(name: str, on: str, country: str | None, person: str) -> None:
    tenure = load().person(name, on=on, country=country)
    assert tenure is not None
    assert tenure.person == person


@pytest.mark.parametrize("name", ["Smith", "Ivanov", "Nobody Inparticular", "", "Kim", "the"])
def test_a_name_that_means_nobody_or_too_many(name: str) -> None:
    assert load().person(name, on="2023-01-01") is None


def test_the_tenure_of_the_date_is_given() -> None:
    before, after = (load().person("Mark Rutte", on=on) for on in ("2022-01-01", "2025-01-01"))
    assert before is not None
    assert after is not None
    assert (before.country, before.office_class) == ("NLD", "head-of-government")
    assert (after.country, after.office) == ("X-NATO", "Secretary General of NATO")
    assert before.holds("2022-01-01") is True
    assert before.holds("2025-06-01") is False


def test_an_office_tells_bearers_of_one_name_apart() -> None:
    tenure = load().person("Ivanov", on="2006-06-01", country="RUS", office_class="defence")
    assert tenure is not None
    assert tenure.person == "Sergei Ivanov"


def test_tenures_are_in_order() -> None:
    tenures = load().tenures("Boris Johnson")
    assert {"foreign", "head-of-government"} <= {tenure.office_class for tenure in tenures}
    assert [tenure.start for tenure in tenures] == sorted(tenure.start or "" for tenure in tenures)
    assert load().tenures("No Such Person") == []


@pytest.mark.parametrize(
    ("start", "end", "as_of", "on", "holds"),
    [
        ("2018-06-09", "2020-01-01", "", "2019-01-01", True),
        ("2018-06-09", "2020-01-01", "", "2020-01-01", True),
        ("2018-06-09", "2020-01-01", "", "2020-01-02", False),
        ("2018-06-09", "2020-01-01", "", "2018-06-08", False),
        ("2018-06-09", "", "2022-08-01", "2022-08-01", True),
        ("2018-06-09", "", "2022-08-01", "2022-08-02", None),
        ("2018", "2020", "", "2018-05-05", None),
        ("2018", "2020", "", "2019-05-05", True),
        ("2018", "2020", "", "2020-05-05", None),
        ("2018", "2020", "", "2021-05-05", False),
        ("2018-06", "", "2025-06", "2025-06-20", True),
        ("2018-06", "", "2025-06", "2025-07-01", None),
        ("2018-06-09", "", "", "2025-07-01", None),
        ("2018-06-09", "2020-01-01", "", "2018", None),
    ],
)
def test_dates_cut_to_their_precision(start: str, end: str, as_of: str, on: str, holds: bool | None) -> None:
    assert in_office(start, end, as_of, on) is holds


def test_tables_are_sound() -> None:
    people = list(rows("people.tsv"))
    tenures = list(rows("holders.tsv"))
    assert all(name and keys for _, name, _, keys in people)
    assert {int(row[0]) for row in tenures} == set(range(len(people)))
    for _, country, office_class, office, start, end, as_of, basis in tenures:
        assert office
        assert office_class
        assert country.isupper()
        assert not (end and as_of)
        assert not end or start[: len(end)] <= end
        assert basis.rstrip("+") in ("", "I", "P", "G")
    assert lines("people.tsv")[0].split("\t")[1] == people[0][1]


def test_keys_are_what_the_package_makes_of_names() -> None:
    for _, name, _, keys in list(rows("people.tsv"))[::50]:
        assert sound(name) == keys.split("|")[0]


def test_a_tenure_says_where_it_is_from() -> None:
    tenure = load().holder("foreign", "GBR", on="2002-09-24")
    assert isinstance(tenure, Tenure)
    assert tenure.basis == "Institute for Government, Ministers Database"
    assert tenure.office == "Foreign Secretary"
    assert tenure.sector == "GOV"
