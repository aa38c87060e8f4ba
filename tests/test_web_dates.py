"""The web interface: how an event's date was worked out."""

from pathlib import Path

import pytest
from dispatches import ANA, KARIM, contact, dispatch, kept, viewed
from webs import Browser

from onrecord.web.app import application


@pytest.mark.parametrize(
    ("text", "date", "shown"),
    [
        ("They telephoned on Wednesday.", "2024-04-03",
         "Wednesday in Gazeta , counted from 2024-04-04, the day of the report"),
        ("They telephoned on 3 April 2024.", "2024-04-03", "3 April 2024 in Gazeta"),
        ("He fell on 1 March 2024. They telephoned two days later.", "2024-03-03",
         "two days later in Gazeta , counted from 1 March 2024 there"),
        ("They telephoned.", "2024-04-03", ""),
    ],
)  # fmt: skip
def test_what_a_date_was_counted_from(tmp_path: Path, text: str, date: str, shown: str) -> None:
    call = contact("telephoned", ANA, KARIM, date=date)
    folder = kept(tmp_path, [dispatch("Gazeta", "2024-04-04", text, [ANA, KARIM], events=[call])])
    with viewed(folder) as view:
        (event,) = view.events()
    page = Browser(application(folder)).page(f"/event/{event.id}")
    assert page.words("//dt[.='When']/following-sibling::dd[1]") == f"{date} {shown}".strip()
