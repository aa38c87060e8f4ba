"""Where the date and the outlet of a report come from."""

import pytest

from onrecord.documents import clean
from onrecord.documents.published import date_in_url, iso_date

BODY = (
    "The harbour master of Halden said on Tuesday that the two sailors had come home and that they were well, after a "
    "week in which nobody knew where they were."
)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-04-03", "2024-04-03"),
        (" 2024-04-03T23:59:00-05:00", "2024-04-03"),
        ("2024-04-03 10:00", "2024-04-03"),
        ("Wed, 03 Apr 2024 10:00:00 GMT", "2024-04-03"),
        ("April 3, 2024", "2024-04-03"),
        ("3rd Sept. 2024", "2024-09-03"),
        ("2024-02-30", None),
        ("2024-04-03x", None),
        ("03/04/2024", None),
        ("1066-10-14", None),
        ("2024", None),
        ("yesterday", None),
        ("", None),
        ("Wed, 99 Apr 99999 10:00:00 GMT", None),
    ],
)
def test_dates_are_read_strictly(value: str, day: str | None) -> None:
    assert iso_date(value) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://c.example/2024/04/03/sailors", "2024-04-03"),
        ("https://c.example/world/2024/apr/03/sailors", "2024-04-03"),
        ("https://c.example/news/2024-04-03-sailors", "2024-04-03"),
        ("https://c.example/sailors-2024-4-3", "2024-04-03"),
        ("https://c.example/2024/04/sailors", None),
        ("https://c.example/2024/04/31/x", None),
        ("https://c.example/sailors?on=2024/04/03/", None),
        ("https://c.example/12024/04/03/", None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None) -> None:
    assert date_in_url(url) == day


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Wednesday, April 3, 2024\n\n", "2024-04-03"),
        ("Sailors home\n\nWednesday 3 April 2024\n\n", "2024-04-03"),
        ("Sailors home\n\nAmericas | Updated 3 April 2024, 09:12 | 3 min read\n\n", "2024-04-03"),
        ("Sailors home\n\nMINISTRY OF FISHERIES\nPress service\nHalden, 3 April 2024\n\n", "2024-04-03"),
        ("HALDEN, April 3, 2024 (Agency) — ", "2024-04-03"),
        ("Sailors home\n\nHALDEN, 3 Apr. 2024 - ", "2024-04-03"),
        ("HALDEN, April 3 (Agency) — ", None),
        ("Sailors home\n\nWednesday, April 3\n\n", None),
        ("Why April 3, 2004 still matters\n\n", None),
        ("Sailors home\n\nOn April 3, 2004 he was freed. Since then — ", None),
        ("Sailors home\n\nThe treaty that the two countries signed on April 3, 2004\n\n", None),
        ("Sailors home\n\n31 April 2024\n\n", None),
    ],
)
def test_dates_at_the_head_of_a_text(head: str, day: str | None) -> None:
    document = clean(head + BODY)
    assert (document.published, document.published_from) == (day, "dateline" if day else None)


def test_the_user_goes_before_the_address_and_that_before_the_dateline() -> None:
    text = f"April 1, 2024\n\n{BODY}"
    url = "https://c.example/2024/04/02/x"
    assert clean(text, url=url, published="2024-04-03T10:00").published == "2024-04-03"
    assert clean(text, url=url, published="2024-04-03").published_from == "user"
    assert clean(text, url=url).published == "2024-04-02"
    assert clean(text, url=url).published_from == "url"
    assert clean(text).published == "2024-04-01"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("HALDEN (North Press) - ", "North Press"),
        ("HALDEN, April 3 (Agency) — ", "Agency"),
        ("HALDEN, 3 Apr. (National News Service) – ", "National News Service"),
        ("HALDEN, April 3 — ", None),
        ("The mayor (who is ill) — ", None),
        ("The Sailors' Union (NSU) called. It said — ", None),
    ],
)
def test_the_agency_of_a_dateline_is_the_outlet(head: str, outlet: str | None) -> None:
    assert clean(f"Sailors home\n\n{head}{BODY}").outlet == outlet
    assert clean(f"Sailors home\n\n{head}{BODY}", outlet="Halden Courier").outlet == "Halden Courier"
