"""Names within mentions: sixty people, and bodies, groups and crowds."""

import pytest

from onrecord.extract.names import body_name, description, is_number, person_name, whole_place, without_article
from onrecord.knowledge import load
from onrecord.record import Span


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        # A name alone.
        ("Orlu", "Orlu"),
        ("Ana Orlu", "Ana Orlu"),
        ("the premier, Bo Tam Sheikh Orlu", "Bo Tam Sheikh Orlu"),
        ("Defence Minister Sheikh Bo Orlu", "Bo Orlu"),
        ("Ana Orlu's", "Ana Orlu"),
        ("James’s", "James"),
        ("Jean-Luc Du Pré", "Jean-Luc Du Pré"),
        ("Sinéad O’Brien", "Sinéad O’Brien"),
        ("J. R. Vik", "J. R. Vik"),
        ("Lula da Silva", "Lula da Silva"),
        ("Majed al-Ansari", "Majed al-Ansari"),
        ("Mohammed bin Salman", "Mohammed bin Salman"),
        ("Aung San Suu Kyi", "Aung San Suu Kyi"),
        ("Kim Jong Un", "Kim Jong Un"),
        ("Elizabeth II", "Elizabeth II"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdoğan"),
        # After a form of address or a title.
        ("Mr. Orlu", "Orlu"),
        ("Mr Orlu, 54,", "Orlu"),
        ("Dr. Ana-Maria van der Berg", "Ana-Maria van der Berg"),
        ("Sir Per Dahl", "Per Dahl"),
        ("Lord Dahl", "Dahl"),
        ("the Rev. Cole Barbu", "Cole Barbu"),
        ("Lt. Gen. Bo Tam", "Bo Tam"),
        ("Colonel Assimi Goïta", "Assimi Goïta"),
        ("Ayatollah Ali Khamenei", "Ali Khamenei"),
        ("Emir Sheikh Tamim bin Hamad Al Thani", "Tamim bin Hamad Al Thani"),
        ("Pope Francis", "Francis"),
        ("Queen Elizabeth II", "Elizabeth II"),
        ("Premier Ana Orlu", "Ana Orlu"),
        ("President Xi", "Xi"),
        ("Foreign Minister Elmer Schialer", "Elmer Schialer"),
        ("Justice Minister Éric Dupond-Moretti", "Éric Dupond-Moretti"),
        ("Minister of State Tariq Vik", "Tariq Vik"),
        ("Minister of Armed Forces Ana Orlu", "Ana Orlu"),
        ("Deputy Prime Minister Nora Vik", "Nora Vik"),
        ("Prime Minister-designate Mia Tolo", "Mia Tolo"),
        ("ex-president Ion Barbu", "Ion Barbu"),
        ("former President Ion Barbu", "Ion Barbu"),
        ("spokesman Bo Tam", "Bo Tam"),
        # After a state, a body or a place.
        ("Russian Defence Minister Sergei Shoigu", "Sergei Shoigu"),
        ("South Korea Defence Minister Shin Won-sik", "Shin Won-sik"),
        ("North Korean leader Kim Jong-un", "Kim Jong-un"),
        ("Italy’s Giorgia Meloni", "Giorgia Meloni"),
        ("North Korea's Kim Jong Un", "Kim Jong Un"),
        ("US envoy Lana Tolo", "Lana Tolo"),
        ("U.S. Ambassador Lana Tolo", "Lana Tolo"),
        ("NATO Secretary General Jens Stoltenberg", "Jens Stoltenberg"),
        ("UN Secretary-General António Guterres", "António Guterres"),
        ("IAEA Director General Rafael Grossi", "Rafael Grossi"),
        ("World Bank president Ajay Banga", "Ajay Banga"),
        ("State Department spokesperson Lana Tolo", "Lana Tolo"),
        ("Hezbollah leader Hassan Nasrallah", "Hassan Nasrallah"),
        ("Kyiv mayor Vitali Klitschko", "Vitali Klitschko"),
        # Before or after a comma, before "of" and the like.
        ("Emmanuel Macron, the French president", "Emmanuel Macron"),
        ("the French president, Emmanuel Macron", "Emmanuel Macron"),
        ("his counterpart, Wang Yi", "Wang Yi"),
        ("Nora Vik, a spokeswoman for the ministry", "Nora Vik"),
        ("the governor of Halden, Per Dahl", "Per Dahl"),
        ("Guterres, the UN chief,", "Guterres"),
        ("King Abdullah II of Jordan", "Abdullah II"),
        ("President Ursula von der Leyen of the European Commission", "Ursula von der Leyen"),
        ("Tam (54)", "Tam"),
        ("Ion \"Old Ion\" Barbu", "Ion Barbu"),
        # No name at all.
        ("the Russian defence minister", None),
        ("a senior official", None),
        ("Minister of Mines", None),
        ("the Minister for Foreign Affairs", None),
        ("his Karsian counterpart", None),
        ("two officials who asked not to be named", None),
        ("Bo Tam's lawyer", None),
        ("the president of France", None),
        ("the Prime Minister", None),
        ("", None),
        ("“”", None),
    ],
)  # fmt: skip
def test_person_name(mention: str, name: str | None) -> None:
    assert person_name(mention, load()) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Reuters", "Reuters"),
        ("the Halden Courier", "Halden Courier"),
        ("the United Nations", "United Nations"),
        ("the American company Maxar", "Maxar"),
        ("the satellite operator Planet Labs", "Planet Labs"),
        ("state news agency TASS", "TASS"),
        ("the militant group Hamas", "Hamas"),
        ("the Iran-backed group Hezbollah", "Hezbollah"),
        ("the aid group Médecins Sans Frontières", "Médecins Sans Frontières"),
        ("the youth movement “Nashi”", "Nashi"),
        ('the banned organisation "Black Dawn"', "Black Dawn"),
        ("the Freedom Party, led by Per Dahl,", "Freedom Party"),
        ("Port Ruel police", "Port Ruel police"),
        ("the U.N. Security Council", "U.N. Security Council"),
        # Only described.
        ("the ministry", "ministry"),
        ("its army", "army"),
        ("a rebel group", "rebel group"),
        ("Ukraine's air force", "Ukraine's air force"),
        ("the Russian foreign ministry", "Russian foreign ministry"),
        ("the central bank of Karsia", "central bank of Karsia"),
        ("rebels of the March 23 Movement", "rebels of the March 23 Movement"),
    ],
)
def test_body_name(mention: str, name: str) -> None:
    assert body_name(mention, load()) == name


@pytest.mark.parametrize(
    ("mention", "who"),
    [
        ("18 Russian diplomats", "Russian diplomats"),
        ("the two dock workers", "dock workers"),
        ("at least nine people", "people"),
        ("dozens of protesters", "protesters"),
        ("tens of thousands of people", "people"),
        ("more than 2,000 migrants", "migrants"),
        ("as many as 12 children", "children"),
        ("up to 40 aid workers", "aid workers"),
        ("some 300 villagers", "villagers"),
        ("several French soldiers", "French soldiers"),
        ("all residents", "residents"),
        ("members of the crew", "crew"),
        ("one of the wounded", "wounded"),
        ("three of the sailors", "sailors"),
        ("about 50 of the hostages", "hostages"),
        ("nearly 1.5 million refugees", "refugees"),
        ("its citizens", "citizens"),
        # What is no count stays.
        ("victims of the attack", "victims of the attack"),
        ("the families of the dead", "families of the dead"),
        ("Russian forces", "Russian forces"),
        ("thousands", "thousands"),
    ],
)
def test_description(mention: str, who: str) -> None:
    assert description(mention) == who


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The Hague", "Hague"),
        ("their aides", "aides"),
        ("theatre", "theatre"),
        ("  an envoy ", "envoy"),
        ("the", "the"),
    ],
)
def test_without_article(text: str, bare: str) -> None:
    assert without_article(text) == bare


def test_a_place_is_no_preposition() -> None:
    text = "killed at a checkpoint near Orlu Bay"
    assert whole_place(text, Span(text.index("near"), text.index(" Orlu"))) == "Orlu Bay"
    assert whole_place(text, Span(text.index("near"), len(text))) == "near Orlu Bay"


def test_a_number_alone() -> None:
    assert is_number("five")
    assert not is_number("five soldiers")
    assert not is_number("soldiers")
