"""Times: what holds on any day and in any text. Spans slice back, and dates move with what they were counted from."""

from datetime import date, timedelta

import pytest
from fuzz_targets import check_times
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.times import TimeExpression, find_times

BY_DAY = [
    "[Today] the council met.",
    "The council met [yesterday].",
    "The council meets [tomorrow].",
    "The council met [the day before yesterday].",
    "The council met [last night].",
    "Shells fell [overnight].",
    "The council met [three days ago].",
    "The council met [twenty-five days ago].",
    "The council met [two weeks ago].",
    "Trade fell in [the past ten days].",
    "He must leave within [the next 48 hours].",
]
BY_WEEK = [
    "The council met on [Monday].",
    "The council will meet on [Friday].",
    "The council met [last Thursday].",
    "The council meets [next Tuesday].",
    "The council meets on [Sunday].",
    "The talks planned for [Friday] were called off.",
    "It met on [Saturday and Sunday].",
    "It was shelled from [Wednesday to Friday].",
    "The envoy left [last week].",
    "The envoy leaves [next week].",
    "The town fell over [the weekend].",
]
FIXED = [
    "The treaty was signed on [4 March 2011].",
    "The treaty was signed in [late June 2012].",
    "The treaty was signed in [Q3 2022].",
    "In the [1990s] the border was open.",
    "It lasted from [March to August 2011].",
]
# Far enough from the ends of the calendar for every expression above.
PUBLISHED = st.dates(date(1900, 1, 1), date(2099, 12, 31))
STEPS = st.integers(-5000, 5000)


def only(marked: str, published: date | None) -> TimeExpression:
    text = marked.replace("[", "").replace("]", "")
    (found,) = find_times(text, published)
    assert found.span.of(text) == marked[marked.index("[") + 1 : marked.index("]")]
    return found


def days(expression: TimeExpression) -> tuple[date, date]:
    assert expression.dates
    return date.fromisoformat(expression.dates.start), date.fromisoformat(expression.dates.end)


@pytest.mark.parametrize("marked", BY_DAY)
@given(published=PUBLISHED, step=STEPS)
def test_days_move_with_the_day_of_publication(marked: str, published: date, step: int) -> None:
    assert_moves(marked, published, timedelta(days=step))


@pytest.mark.parametrize("marked", BY_WEEK)
@given(published=PUBLISHED, step=STEPS)
def test_weekdays_and_weeks_move_with_the_week_of_publication(marked: str, published: date, step: int) -> None:
    assert_moves(marked, published, timedelta(days=7 * step))


def assert_moves(marked: str, published: date, by: timedelta) -> None:
    here, there = only(marked, published), only(marked, published + by)
    assert (here.granularity, here.anchor) == (there.granularity, "published")
    assert days(there) == (days(here)[0] + by, days(here)[1] + by)


@given(published=PUBLISHED)
def test_months_and_years_are_those_beside_the_day_of_publication(published: date) -> None:
    month = date(published.year, published.month, 1)
    assert days(only("He left [last month].", published))[1] == month - timedelta(days=1)
    assert days(only("He leaves [next month].", published))[0] == (month + timedelta(days=31)).replace(day=1)
    assert days(only("He left [three years ago].", published))[0] == date(published.year - 3, 1, 1)


@pytest.mark.parametrize("marked", FIXED)
@given(published=st.none() | st.dates())
def test_a_full_date_does_not_move(marked: str, published: date | None) -> None:
    found = only(marked, published)
    assert found.anchor == "absolute"
    assert found.dates == only(marked, None).dates


@given(weekday=st.integers(0, 6), published=PUBLISHED, planned=st.booleans())
def test_a_weekday_is_that_weekday_within_a_week(weekday: int, published: date, planned: bool) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    (day, last) = days(only(f"The council {'will meet' if planned else 'met'} on [{name}].", published))
    assert day == last
    assert day.weekday() == weekday
    assert timedelta(0) <= (day - published if planned else published - day) < timedelta(days=7)


@given(told=PUBLISHED, count=st.integers(1, 99), published=st.none() | PUBLISHED)
def test_days_told_from_another_move_with_it(told: date, count: int, published: date | None) -> None:
    words = f"{told.day} {told:%B} {told.year}"
    text = f"On {words} he fled. The town fell {count} days later."
    _, found = find_times(text, published)
    assert found.span.of(text) == f"{count} days later"
    assert found.origin
    assert (found.anchor, found.origin.of(text)) == ("previous", words)
    assert days(found)[0] == told + timedelta(days=count)


@given(day=PUBLISHED, published=PUBLISHED, planned=st.booleans())
def test_a_day_without_a_year_keeps_its_day_and_month(day: date, published: date, planned: bool) -> None:
    text = f"The council {'will meet' if planned else 'met'} on [{day.day} {day:%B}]."
    found = days(only(text, published))[0]
    assert (found.day, found.month) == (day.day, day.month)
    assert abs(found - published) < timedelta(days=366 * (8 if (day.day, day.month) == (29, 2) else 1))


@given(st.text(max_size=300), st.none() | st.dates())
def test_any_text(text: str, published: date | None) -> None:
    check_invariants(text, published)


VOCABULARY = """on in the last next this that March 3 May 5 2014 2024 - to and Monday Friday week month year ago two
later day before after same previous , . since until by early summer of a few weekend 31 15th February 1990s past six
months will met first twenty -five night century 12/01/2024 (Zapad ) twenty-first or fortnight between Easter"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=40).map(" ".join), st.none() | st.dates())
def test_any_time_words(text: str, published: date | None) -> None:
    check_invariants(text, published)


def check_invariants(text: str, published: date | None) -> None:
    found = find_times(text, published)
    assert found == find_times(text, published)
    check_times(text, found, published)
