"""Times: what counts as one, what days it names, which way it looks."""

from datetime import date

import pytest

from onrecord.extract.times import TimeExpression, find_times

WED = date(2024, 4, 10)
MON = date(2023, 1, 2)
SUN = date(2021, 10, 31)
LEAP = date(2024, 2, 29)
SAT = date(2019, 6, 15)

# (published, sentence with the expression in [brackets], days; None where it must abstain)
TABLE: list[tuple[date | None, str, str | None]] = [
    # absolute days
    (WED, "The treaty was signed on [3 March 2021].", "2021-03-03"),
    (WED, "The treaty was signed on [March 3, 2021], in Rome.", "2021-03-03"),
    (WED, "The treaty was signed on [March 3rd 2021].", "2021-03-03"),
    (WED, "The treaty of the [3rd of March, 2021] lapsed.", "2021-03-03"),
    (WED, "It lapsed on [Wednesday, 3 March 2021].", "2021-03-03"),
    (WED, "It lapsed on [Wednesday, March 3, 2021].", "2021-03-03"),
    (WED, "Issued [2021-03-03] by the ministry.", "2021-03-03"),
    (WED, "Issued [2021-03-03T10:15:00Z] by the ministry.", "2021-03-03"),
    (WED, "Issued [3.04.2024] by the ministry.", "2024-04-03"),
    (WED, "Issued [13/04/2023] by the ministry.", "2023-04-13"),
    (WED, "Issued [04/13/2023] by the ministry.", "2023-04-13"),
    (WED, "Issued [3/4/2023] by the ministry.", None),
    (WED, "Since the attacks of [9/11] much has changed.", "2001-09-11"),
    (None, "The envoy died on [14 Feb. 1999].", "1999-02-14"),
    (None, "The envoy died on [Sept. 4, 1999].", "1999-09-04"),
    (None, "The envoy died on [Sept 4 1999].", "1999-09-04"),
    (WED, "The date given was [30 February 2020].", None),
    # days without a year
    (WED, "On [April 3] the ministers spoke.", "2024-04-03"),
    (WED, "On [3 April] the ministers spoke.", "2024-04-03"),
    (WED, "The ministers spoke on [December 30].", "2023-12-30"),
    (WED, "The ministers will speak on [April 30].", "2024-04-30"),
    (WED, "The ministers are to speak on [2 May].", "2024-05-02"),
    (WED, "Talks are scheduled for [June 5].", "2024-06-05"),
    (WED, "A referendum is to be held on [September 30].", "2024-09-30"),
    (WED, "The envoys spoke on [April 10].", "2024-04-10"),
    (WED, "The pact must be signed by [October 1].", "2024-10-01"),
    (MON, "By [December 20] the rebels had taken the port.", "2022-12-20"),
    (MON, "HELSINKI, [Dec 30] (Agency) - The cabinet met.", "2022-12-30"),
    (WED, "ROME, [April 9] — The cabinet met.", "2024-04-09"),
    (WED, "The minister whose dismissal on [March 6] began it all will be sworn in.", "2024-03-06"),
    (WED, "It had recalled its envoy on [July 23], after a mine went off.", "2023-07-23"),
    (LEAP, "The court ruled on [February 29].", "2024-02-29"),
    (WED, "The court ruled on [February 29].", "2024-02-29"),
    (SAT, "The court ruled on [February 29].", "2016-02-29"),
    (None, "On [April 3] the ministers spoke.", None),
    (WED, "On [April 3 last year] the ministers spoke.", "2023-04-03"),
    (WED, "On [5 November of last year] the ministers spoke.", "2023-11-05"),
    # ranges
    (WED, "The drill ran from [5 to 8 May 2019].", "2019-05-05..2019-05-08"),
    (WED, "The drill ran [5–8 May 2019].", "2019-05-05..2019-05-08"),
    (WED, "The drill ran on [May 5-8, 2019].", "2019-05-05..2019-05-08"),
    (WED, "The drill ran between [5 and 8 May 2019].", "2019-05-05..2019-05-08"),
    (WED, "The drill ran from [30 May to 2 June 2019].", "2019-05-30..2019-06-02"),
    (WED, "The drill ran from [May 30 to June 2, 2019].", "2019-05-30..2019-06-02"),
    (WED, "The drill ran from [28 December 2019 to 3 January 2020].", "2019-12-28..2020-01-03"),
    (WED, "The drill ran from [28 December to 3 January 2020].", "2019-12-28..2020-01-03"),
    (WED, "The drill will run from [May 5 through May 8].", "2024-05-05..2024-05-08"),
    (WED, "Exports fell between [March and June 2020].", "2020-03-01..2020-06-30"),
    (WED, "Exports fell from [March to June 2020].", "2020-03-01..2020-06-30"),
    (WED, "Exports fell from [November 2019 to March 2020].", "2019-11-01..2020-03-31"),
    (WED, "The war of [2014-2016] ruined it.", "2014-01-01..2016-12-31"),
    (WED, "The war of [1914–18] ruined it.", "1914-01-01..1918-12-31"),
    (WED, "He governed from [2014 to 2016].", "2014-01-01..2016-12-31"),
    (WED, "He governed between [2014 and 2016].", "2014-01-01..2016-12-31"),
    (WED, "The fleet is to hold exercises from [Thursday to Sunday].", "2024-04-11..2024-04-14"),
    (WED, "The fleet held exercises from [Thursday to Sunday].", "2024-04-04..2024-04-07"),
    # months
    (WED, "They last met in [October 2022].", "2022-10-01..2022-10-31"),
    (WED, "They last met in [Oct. 2022].", "2022-10-01..2022-10-31"),
    (WED, "They last met in [October of 2022].", "2022-10-01..2022-10-31"),
    (WED, "They met in [October].", "2023-10-01..2023-10-31"),
    (WED, "They met in [early April].", "2024-04-01..2024-04-30"),
    (WED, "They met at [the end of March].", "2024-03-01..2024-03-31"),
    (WED, "They met in [mid-March].", "2024-03-01..2024-03-31"),
    (WED, "They will meet in [late June].", "2024-06-01..2024-06-30"),
    (WED, "They may meet in [the second half of May].", "2024-05-01..2024-05-31"),
    (WED, "He was poisoned [last November].", "2023-11-01..2023-11-30"),
    (LEAP, "Finland joined [last April].", "2023-04-01..2023-04-30"),
    (WED, "The vote is due [next March].", "2025-03-01..2025-03-31"),
    (WED, "He resigned in [March last year].", "2023-03-01..2023-03-31"),
    (WED, "The winner of [December]'s election left.", "2023-12-01..2023-12-31"),
    (LEAP, "The court ruled in [February 2023].", "2023-02-01..2023-02-28"),
    (SUN, "Talks are to resume in [January].", "2022-01-01..2022-01-31"),
    (None, "They met in [October].", None),
    (WED, "In [May] the envoy resigned.", "2023-05-01..2023-05-31"),
    (WED, "Until [August] nobody had noticed.", "2023-08-01..2023-08-31"),
    # seasons, quarters, halves
    (WED, "The war in the [summer of 2008] was short.", "2008-06-01..2008-08-31"),
    (WED, "They met in [spring 2021].", "2021-03-01..2021-05-31"),
    (WED, "They met in [autumn of 2021].", "2021-09-01..2021-11-30"),
    (WED, "They met in the [fall of 2021].", "2021-09-01..2021-11-30"),
    (WED, "They met in [winter 2021].", None),
    (WED, "They met in the [winter of 2021-22].", "2021-12-01..2022-02-28"),
    (WED, "They met [last summer].", "2023-06-01..2023-08-31"),
    (WED, "They will meet [this summer].", "2024-06-01..2024-08-31"),
    (WED, "Trade fell in [the third quarter of 2022].", "2022-07-01..2022-09-30"),
    (WED, "Trade fell in [Q3 2022].", "2022-07-01..2022-09-30"),
    (WED, "Trade fell in [the first half of 2022].", "2022-01-01..2022-06-30"),
    # years and more
    (WED, "The line was cut in [2014].", "2014-01-01..2014-12-31"),
    (WED, "The [2015] nuclear agreement lapsed.", "2015-01-01..2015-12-31"),
    (WED, "The treaty of [1951] holds.", "1951-01-01..1951-12-31"),
    (WED, "It is the worst since Lockerbie in [1988].", "1988-01-01..1988-12-31"),
    (WED, "In a [2003] interview he denied it.", "2003-01-01..2003-12-31"),
    (WED, "It began in early [2014].", "2014-01-01..2014-12-31"),
    (WED, "A book about the [1990s] came out.", "1990-01-01..1999-12-31"),
    (WED, "In the [1990s] the border was open.", "1990-01-01..1999-12-31"),
    (WED, "In [the early 1990s] the border was open.", "1990-01-01..1999-12-31"),
    (WED, "In [the sixties] the border was open.", "1960-01-01..1969-12-31"),
    (WED, "Since [the 19th century] the border has moved.", "1800-01-01..1899-12-31"),
    (WED, "He was arrested [last year].", "2023-01-01..2023-12-31"),
    (WED, "He was arrested [late last year].", "2023-01-01..2023-12-31"),
    (WED, "He will retire [next year].", "2025-01-01..2025-12-31"),
    (WED, "He retired [this year].", "2024-01-01..2024-12-31"),
    (WED, "He will retire at [the end of the year].", "2024-01-01..2024-12-31"),
    # today and its neighbours
    (WED, "[Today] the council met.", "2024-04-10"),
    (WED, "[Yesterday] the council met.", "2024-04-09"),
    (WED, "The council meets [tomorrow].", "2024-04-11"),
    (WED, "The council meets [tomorrow morning].", "2024-04-11"),
    (WED, "The council met [yesterday evening].", "2024-04-09"),
    (WED, "The council met [last night].", "2024-04-09"),
    (WED, "The council sits [tonight].", "2024-04-10"),
    (WED, "Shells fell [overnight].", "2024-04-09..2024-04-10"),
    (WED, "The council met [this morning].", "2024-04-10"),
    (WED, "The council met [earlier today].", "2024-04-10"),
    (WED, "The council met [the day before yesterday].", "2024-04-08"),
    (WED, "The council meets [the day after tomorrow].", "2024-04-12"),
    (MON, "[Yesterday] the council met.", "2023-01-01"),
    (LEAP, "The council meets [tomorrow].", "2024-03-01"),
    (None, "[Today] the council met.", None),
    # weekdays
    (WED, "The council met on [Monday].", "2024-04-08"),
    (WED, "The council met on [Wednesday].", "2024-04-10"),
    (WED, "The council met on [Thursday].", "2024-04-04"),
    (WED, "The council will meet on [Monday].", "2024-04-15"),
    (WED, "The council is to meet on [Wednesday].", "2024-04-10"),
    (WED, "The premier, who is to visit Oslo on [Friday], did not comment.", "2024-04-12"),
    (WED, "On [Saturday] both presidents are to attend a summit.", "2024-04-13"),
    (WED, "On [Saturday] both presidents attended a summit.", "2024-04-06"),
    (WED, "On [Monday] it announced that the president would not travel.", "2024-04-08"),
    (WED, "He cancelled a visit planned for [Friday].", "2024-04-12"),
    (WED, "A visit planned for [February] was put off.", "2024-02-01..2024-02-29"),
    (WED, "They fell out in 2013; in [November of that year] the envoys left.", "2013-11-01..2013-11-30"),
    (WED, "The secretary travels to Oslo on [Friday].", "2024-04-12"),
    (WED, "General to be sworn in [Monday]", "2024-04-15"),
    (WED, "It will be the answer to [Monday]'s attack.", "2024-04-08"),
    (WED, "They prepared for [Friday]'s summit.", "2024-04-12"),
    (WED, "The council met [last Wednesday].", "2024-04-03"),
    (WED, "The council meets [next Wednesday].", "2024-04-17"),
    (WED, "On [Friday last] the council met.", "2024-04-05"),
    (WED, "The council met on [Friday night].", "2024-04-05"),
    (WED, "The council met late on [Friday].", "2024-04-05"),
    (WED, "Parliament approved it in the night to [Tuesday].", "2024-04-09"),
    (WED, "By [Tuesday] crowds had stormed the town hall.", "2024-04-09"),
    (WED, "He demanded an answer by [Tuesday].", "2024-04-16"),
    (WED, "The truce was extended until [Friday].", "2024-04-12"),
    (SUN, "The council met on [SUNDAY].", "2021-10-31"),
    (None, "The council met on [Monday].", None),
    # weeks, months and weekends around publication
    (WED, "[Last week] the envoy left.", "2024-04-01..2024-04-07"),
    (WED, "The envoy left [this week].", "2024-04-08..2024-04-14"),
    (WED, "The envoy leaves [next week].", "2024-04-15..2024-04-21"),
    (SUN, "The envoy left [this week].", "2021-10-25..2021-10-31"),
    (MON, "The envoy left [last week].", "2022-12-26..2023-01-01"),
    (WED, "The envoy left [last month].", "2024-03-01..2024-03-31"),
    (MON, "The envoy left [last month].", "2022-12-01..2022-12-31"),
    (WED, "The envoy left [earlier this month].", "2024-04-01..2024-04-30"),
    (WED, "The envoy leaves [later this week].", "2024-04-08..2024-04-14"),
    (WED, "The envoy leaves [later this month].", "2024-04-01..2024-04-30"),
    (WED, "The envoy left [the week before last].", "2024-03-25..2024-03-31"),
    (WED, "The town fell [last weekend].", "2024-04-06..2024-04-07"),
    (WED, "The town fell over [the weekend].", "2024-04-06..2024-04-07"),
    (WED, "They are to travel at [the weekend].", "2024-04-13..2024-04-14"),
    (SUN, "The town fell over [the weekend].", "2021-10-30..2021-10-31"),
    (None, "[Last week] the envoy left.", None),
    # counted from publication
    (WED, "The envoy left [two days ago].", "2024-04-08"),
    (WED, "The envoy left [two weeks ago].", "2024-03-27"),
    (WED, "The envoy left [three months ago].", "2024-01-01..2024-01-31"),
    (WED, "The envoy left [four years ago].", "2020-01-01..2020-12-31"),
    (WED, "The envoy left [a year ago].", "2023-01-01..2023-12-31"),
    (WED, "[Ten years ago] the envoy left.", "2014-01-01..2014-12-31"),
    (WED, "The envoy left [several years ago].", None),
    (WED, "The envoy left [a few days ago].", None),
    (WED, "In [the past six months] trade fell.", "2023-10-10..2024-04-10"),
    (WED, "Over [the last two decades] trade fell.", "2004-04-10..2024-04-10"),
    (WED, "In [the last 24 hours] trade fell.", "2024-04-09..2024-04-10"),
    (WED, "In [the next two weeks] talks will open.", "2024-04-10..2024-04-24"),
    (WED, "In [recent weeks] trade fell.", None),
    (WED, "In [the coming days] talks will open.", None),
    (WED, "In [two weeks' time] talks will open.", "2024-04-24"),
    (LEAP, "The envoy left [a year ago].", "2023-01-01..2023-12-31"),
    (date(2024, 3, 31), "In [the past month] trade fell.", "2024-02-01..2024-02-29"),
    # counted from another time of the text
    (WED, "He fled on 1 March 2024. [The same day] the town fell.", "2024-03-01"),
    (WED, "He fled on 1 March 2024. [That evening] the town fell.", "2024-03-01"),
    (WED, "He fled on 1 March 2024. [The previous day] the town fell.", "2024-02-29"),
    (WED, "He fled on 1 March 2024. [The next day] the town fell.", "2024-03-02"),
    (WED, "He fled on 1 March 2024. [The following night] the town fell.", "2024-03-02"),
    (WED, "He fled on 1 March 2024. [The day before], the town fell.", "2024-02-29"),
    (WED, "He fled on 1 March 2024. [Two days later] the town fell.", "2024-03-03"),
    (WED, "He fled on 1 March 2024. [A week earlier] the town fell.", "2024-02-23"),
    (WED, "He fled on 1 March 2024. [Two months later] the town fell.", "2024-05-01..2024-05-31"),
    (WED, "He fled on 1 March 2024. [A year later] the town fell.", "2025-01-01..2025-12-31"),
    (WED, "He fled in May 2021 after clashes of [the preceding month].", "2021-04-01..2021-04-30"),
    (WED, "He fled on 1 March 2024. [The following Monday] the town fell.", "2024-03-04"),
    (WED, "He fled on 1 March 2024; on [the eve] the town fell.", "2024-02-29"),
    (WED, "He fled on 1 March 2024. On [the eve] of the feast the town fell.", None),
    (WED, "He fled on 1 March 2024. [That year] the town fell.", "2024-01-01..2024-12-31"),
    (WED, "He fled [a day after] the attack.", None),
    (WED, "The town fell [two days later].", None),
    (WED, "He spoke on Monday, [a week after] the town fell.", "2024-04-01"),
    (WED, "He spoke on Monday, [two days before] the summit.", "2024-04-10"),
    # named days
    (WED, "They fired on [Christmas Day].", "2023-12-25"),
    (WED, "They fired on [Christmas Eve 2019].", "2019-12-24"),
    (WED, "They fired on [New Year's Eve].", "2023-12-31"),
    (WED, "They fired on [Good Friday].", "2024-03-29"),
    (WED, "They fired on [Easter Sunday 2019].", "2019-04-21"),
    (date(2016, 11, 26), "They fired on [Thanksgiving Day].", "2016-11-24"),
]  # fmt: skip


def resolve(published: date | None, marked: str) -> tuple[str, str, list[TimeExpression]]:
    text = marked.replace("[", "").replace("]", "")
    return text, marked[marked.index("[") + 1 : marked.index("]")], find_times(text, published)


def days(expression: TimeExpression) -> str | None:
    found = expression.dates
    return None if found is None else found.start if found.start == found.end else f"{found.start}..{found.end}"


@pytest.mark.parametrize(("published", "marked", "expected"), TABLE)
def test_table(published: date | None, marked: str, expected: str | None) -> None:
    text, words, found = resolve(published, marked)
    at = marked.index("[")
    hits = [e for e in found if e.span.start <= at < e.span.end]
    assert [e.span.of(text) for e in hits] == [words]
    assert days(hits[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The May administration fell, and Theresa May left; she may return.",
        "They march for peace; the Women's March on the capital was large.",
        "She told April Ryan that the sun sets.",
        "Resolution 1701 and Resolution 2254 stand.",
        "It cost $2014 and £1999, or 2,014 a head.",
        "The attack killed 2000 people and the 1900 soldiers left.",
        "A 48-hour truce was offered to the 42-year-old minister.",
        "Russia Today and USA Today reported it.",
        "The Sunday Times and the Friday Mail wrote of Bloody Sunday and Black Friday.",
        "The Good Friday Agreement holds.",
        "Prices fall, and the spring offensive failed.",
        "He met Jan Egeland and Dec Donnelly.",
        "Every Monday they march; on Mondays they rest.",
        "Chapter 3.04 and version 10.2.1 were read.",
    ],
)
def test_no_times(text: str) -> None:
    assert [e.span.of(text) for e in find_times(text, WED)] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The first call since October 2022.", "since"),
        ("It runs until 31 December 2024.", "until"),
        ("It ended before May 2021.", "before"),
        ("After 1 March 2024 he fled.", "after"),
        ("On 1 March 2024 he fled.", None),
    ],
)
def test_relation(text: str, relation: str | None) -> None:
    (found,) = find_times(text, WED)
    assert found.relation == relation


def test_granularity_and_anchor() -> None:
    found = find_times("In 2014 he left. Last week he came back; two days later, on 3 March 2024, a decade ago.", WED)
    assert [(e.granularity, e.anchor) for e in found] == [
        ("year", "absolute"),
        ("week", "published"),
        (None, "previous"),
        ("day", "absolute"),
        ("year", "published"),
    ]


def test_a_background_date_is_no_anchor() -> None:
    text = "The two spoke on June 29, the first time since November 24, 2015. The day before, bombs had gone off."
    assert days(find_times(text, date(2016, 6, 30))[-1]) == "2016-06-28"


def test_the_ends_of_the_calendar() -> None:
    assert [days(e) for e in find_times("In 999 decades' time, next year, last month.", date(9999, 12, 31))]
    assert [days(e) for e in find_times("A year ago, last week, 50 decades ago, yesterday.", date(1, 1, 1))]
    assert [days(e) for e in find_times("It met on Sunday and Monday, in May, at Easter 2014.", date(1, 1, 1))]
