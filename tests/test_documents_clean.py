"""Plain text to a `Document`: furniture, titles, characters, language."""

import pytest

from onrecord.documents import LIMITS, clean
from onrecord.errors import InputError, LanguageError, LimitError, UsageError
from onrecord.record import Document

TITLE = "Marwick asks Karsia to free two sailors"
LEAD = (
    "Foreign Minister Elsa Marwick telephoned her Karsian counterpart, Tomas Ruel, on Tuesday and asked him to let two "
    "detained sailors go home, the ministry said."
)
SECOND = (
    "It was the first call between the two since fishing talks broke down in March. “We spoke plainly,” Marwick told "
    "reporters in Halden, and she added that she would call again."
)
BODY = f"{LEAD}\n\n{SECOND}"
PLAIN = f"{TITLE}\n\n{BODY}"


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


def squeezed(text: str) -> str:
    """Without the blank lines that mark where something stood."""
    return "\n\n".join(line for line in text.split("\n") if line)


def test_a_plain_report_stays_as_it_is() -> None:
    document = clean(PLAIN)
    assert document.text == PLAIN
    assert (document.title, document.language, document.warnings) == (TITLE, "en", ())
    assert (document.url, document.outlet, document.published, document.published_from) == (None, None, None, None)


def test_the_id_is_given_or_the_hash_of_the_text() -> None:
    assert clean(PLAIN, id="a-1").id == "a-1"
    assert clean(PLAIN).id == clean(PLAIN + "\n\n").id
    assert len(clean(PLAIN).id) == 13
    assert clean(PLAIN).id.startswith("d")
    assert clean(PLAIN).id != clean(BODY).id


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\nShare on Facebook · Share on Twitter · Print\n\n"])
def test_a_title_said_twice_is_kept_once(between: str) -> None:
    document = clean(f"{TITLE}{between}{TITLE}\n\n{BODY}")
    assert "repeated-title" in codes(document)
    assert squeezed(document.text) == PLAIN
    assert document.title == TITLE


def test_a_repeated_title_may_differ_in_case_and_marks() -> None:
    document = clean(f"{TITLE}\n\n{TITLE.upper()}!\n\n{BODY}")
    assert codes(document) == ["repeated-title"]
    assert squeezed(document.text) == PLAIN


def test_a_first_paragraph_said_twice_is_prose() -> None:
    text = f"{LEAD}\n\n{LEAD}\n\n{SECOND}"
    assert clean(text).text == text


def test_a_given_title_is_put_first_unless_it_is_there() -> None:
    assert clean(BODY, title=TITLE).text == PLAIN
    assert clean(PLAIN, title=TITLE).text == PLAIN
    document = clean(f"Share | Print\n\n{TITLE}\n\n{BODY}", title=TITLE)
    assert squeezed(document.text) == PLAIN
    assert codes(document) == ["share-buttons-removed"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Minister blames U.S.", "Minister blames U.S."),
        ("Is the truce over?", "Is the truce over?"),
        ("He left the room.", None),
        ("He said: “No more.”", None),
        ("Talks, " * 50, None),
    ],
)
def test_a_title_is_short_and_no_sentence(first: str, expected: str | None) -> None:
    assert clean(f"{first}\n\n{BODY}").title == expected


def test_without_a_blank_line_there_is_no_title() -> None:
    assert clean(f"{TITLE}\n{BODY}").title is None


FURNITURE = [
    ("Share: Facebook | Twitter | WhatsApp", "share-buttons-removed"),
    ("Facebook  Twitter  Print  |  Text size: A A A", "share-buttons-removed"),
    ("Read also: Ferry strike enters its third week", "read-also-removed"),
    ("Most read: 1. Storm due Friday 2. Five soups", "read-also-removed"),
    ("Original Source Link", "source-link-missing"),
    ("Source: https://courier.example/sailors", "source-link-removed"),
    ("We use cookies to make this site work. Accept all | Manage choices", "cookie-notice-removed"),
    ("Sign up for our newsletter and never miss a story.", "newsletter-removed"),
    ("© 2024 Halden Courier. All rights reserved.", "copyright-removed"),
    ("ADVERTISEMENT", "advertisement-removed"),
    ("Comments (1,204) | Report a problem with this page", "comments-removed"),
    ("Tags: Karsia, fishing, diplomacy", "tags-removed"),
    ("Photo: J. Lund/Agency", "photo-credit-removed"),
    ("Load more updates", "navigation-removed"),
    ("For media enquiries: press@mfa.example", "contact-removed"),
    ("This article is for information only and is not investment advice.", "disclaimer-removed"),
]


@pytest.mark.parametrize(("line", "code"), FURNITURE)
def test_furniture_goes_with_a_warning(line: str, code: str) -> None:
    document = clean(f"{PLAIN}\n\n{line}")
    assert document.text == PLAIN
    assert codes(document) == [code]
    assert line[:20] in document.warnings[0].message


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("By Nora Vik", "byline-removed"),
        ("By our correspondents in Halden and Port Ruel", "byline-removed"),
        ("By a staff reporter in Halden • 4 min read • Comments (212)", "byline-removed"),
        ("HOME | WORLD | SPORT | AUDIO", "navigation-removed"),
        ("News > North > Karsia", "navigation-removed"),
        ("Listen to this article · 3 min", "reading-time-removed"),
        ("Live | 312 posts | Share this page", "share-buttons-removed"),
    ],
)
def test_furniture_at_the_head(line: str, code: str) -> None:
    document = clean(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert squeezed(document.text) == PLAIN
    assert codes(document) == [code]


def test_a_list_of_links_at_the_end_goes_whole() -> None:
    document = clean(f"{PLAIN}\n\nREAD MORE\nFerry strike in five charts\nWhat is a transponder?\nSign in")
    assert document.text == PLAIN
    assert codes(document) == ["read-also-removed"]
    assert document.warnings[0].message.endswith("and 3 more")


def test_what_follows_a_header_of_links_stays_if_it_is_prose() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\nRead more\n{SECOND}"
    assert SECOND in clean(text).text


@pytest.mark.parametrize(
    "line",
    [
        "HALDEN, April 2 | Save | Print",
        "HALDEN, 2 April (Agency) — The minister spoke.",
        "MINISTRY OF FOREIGN AFFAIRS OF KARSIA",
        "Press release | Port Ruel, 2 April 2024",
        "Share prices fell in Halden on Tuesday.",
        "Read the statement of the ministry: it names nobody.",
        "“Sign up for our navy,” the posters in the harbour say.",
        "By Tuesday evening the sailors were home.",
        "Follow-up talks are planned.",
        "22:40 The coastguard says that the men are well.",
        "Q: Will the sailors be tried?",
        "The advertisement was withdrawn.",
        "Cookies were on the table, too.",
        "Comments by the minister drew anger in Port Ruel.",
        "No.",
    ],
)
@pytest.mark.parametrize("place", ["head", "middle", "tail"])
def test_prose_and_datelines_stay(line: str, place: str) -> None:
    parts = {"head": [TITLE, line, LEAD, SECOND], "middle": [TITLE, LEAD, line, SECOND]}
    text = "\n\n".join(parts.get(place, [TITLE, LEAD, SECOND, line]))
    document = clean(text)
    assert document.text == text
    assert codes(document) == []


def test_menus_and_bylines_within_the_text_stay() -> None:
    for line in ("Halden | Karsia | Port Ruel", "By Sea and Land"):
        text = f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{SECOND}"
        assert clean(text).text == text


def test_a_text_of_nothing_but_furniture_is_kept() -> None:
    document = clean("Share | Print\n\nRead more")
    assert document.text == "Share | Print\n\nRead more"


def test_unwanted_characters_go() -> None:
    dirty = (
        PLAIN.replace("Marwick", "Mar\u200bwi\x00ck", 1)
        .replace("\n\n", "\n\n\ue8b6\U00101000 ", 1)
        .replace("sailors", "\u202esailors\u202c", 1)
    )
    document = clean(dirty.replace("\n", "\r\n") + "\ud800")
    assert document.text == PLAIN
    assert codes(document) == ["control-characters"]
    assert document.warnings[0].message.startswith("7 ")


def test_text_is_composed_and_spaces_are_plain() -> None:
    document = clean(f"{TITLE}\u2028\u2028{LEAD}\u00a0The cafe\u0301 was\tshut.")
    assert document.text == f"{TITLE}\n\n{LEAD} The café was shut."
    assert codes(document) == []


def test_endless_combining_marks_are_thinned() -> None:
    document = clean(BODY + " a" + "\u0301\u0316" * 60_000)
    assert len(document.text) < len(BODY) + 40
    assert codes(document) == ["control-characters"]


@pytest.mark.parametrize("text", ["", " \n\t ", "1234 --- 5", "\x00\x01", "\u200b"])
def test_a_text_without_letters_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        clean(text)


def test_limits() -> None:
    with pytest.raises(LimitError, match="150,001 characters; the limit is 150,000"):
        clean("a" * (LIMITS.text_chars + 1))
    with pytest.raises(LimitError, match="`title`"):
        clean(BODY, title="a" * (LIMITS.name_chars + 1))


def test_names_become_one_clean_line() -> None:
    document = clean(BODY, id=" a\x1b[31m\n1 ", title=" Two\u202e\nlines ", outlet="  ")
    assert (document.id, document.title, document.outlet) == ("a[31m 1", "Two lines", None)


def test_an_address_that_is_no_web_address_is_left_out() -> None:
    document = clean(PLAIN, url="javascript:alert(1)")
    assert document.url is None
    assert codes(document) == ["url-invalid"]
    assert clean(PLAIN, url="https://courier.example/a").url == "https://courier.example/a"


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        (
            "fr",
            "French",
            "La ministre a téléphoné mardi à son homologue et lui a demandé de laisser rentrer les marins.",
        ),
        (
            "de",
            "German",
            "Die Ministerin rief am Dienstag ihren Kollegen an und bat ihn, die Seeleute gehen zu lassen.",
        ),
        (
            "nl",
            "Dutch",
            "De minister belde dinsdag met haar ambtgenoot en vroeg hem de zeelieden naar huis te laten gaan.",
        ),
        (
            "es",
            "Spanish",
            "La ministra llamó el martes a su homólogo y le pidió que dejara volver a los dos marineros.",
        ),
        (
            "tr",
            "Turkish",
            "Bakan salı günü mevkidaşını aradı ve iki denizcinin evlerine dönmesine izin vermesini istedi.",
        ),
        ("ru", "Russian", "Министр во вторник позвонила своему коллеге и попросила отпустить двух моряков домой."),
        ("ar", "Arabic", "اتصلت الوزيرة يوم الثلاثاء بنظيرها وطلبت منه السماح للبحارين بالعودة إلى ديارهما."),
        ("zh", "Chinese", "外交部长周二致电对方外长，要求允许两名海员回家。"),
        ("ru", "Russian", "Министр позвонила коллеге"),
    ],
)
def test_other_languages_are_named(code: str, name: str, text: str) -> None:
    with pytest.raises(LanguageError) as caught:
        clean(text, id="x")
    assert str(caught.value).startswith(f"x: the report is in {name} ({code}); Onrecord reads English only")


@pytest.mark.parametrize(
    "text",
    [
        "Ruel calls Marwick",
        "KARSIA FREES SAILORS",
        "Readout of President Oyelaran Adébáyò-Nguyễn's Call with President Andrés Łukasz Müller-Ibáñez of São Ruel",
        "Ruel said “nous ne sommes pas d'accord” to the reporters who asked him about the two sailors.",
    ],
)
def test_short_english_and_foreign_names_pass(text: str) -> None:
    assert clean(text).language == "en"


def test_a_wrong_date_from_the_user_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="2024-13-01"):
        clean(PLAIN, published="2024-13-01")
