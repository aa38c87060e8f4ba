"""Times: a table of expressions against several days of publication, written by reasoning as an analyst would."""

from collections.abc import Iterable
from datetime import date

import pytest
from _pytest.mark import ParameterSet

from onrecord.extract.times import TimeExpression, find_times
from onrecord.record import Span

WED = date(2024, 4, 10)
MON = date(2023, 1, 2)
SUN = date(2021, 10, 31)
LEAP = date(2024, 2, 29)  # a Thursday
REFERENCES = (WED, MON, SUN, LEAP)

# What these say does not depend on the day of publication. The expression stands in [brackets].
FIXED: dict[str, str] = {
    # days
    "The treaty was signed on [4 March 2011].": "2011-03-04",
    "The treaty was signed on [March 4, 2011].": "2011-03-04",
    "The treaty was signed on [March 4th, 2011].": "2011-03-04",
    "The treaty was signed on [the fourth of March 2011].": "2011-03-04",
    "The treaty was signed on [Friday, March 4, 2011].": "2011-03-04",
    "The treaty was signed on [Friday the 4th of March 2011].": "2011-03-04",
    "The treaty was signed on [4 march 2011].": "2011-03-04",
    "The treaty was signed on [4 MARCH 2011].": "2011-03-04",
    "The treaty was signed on [4 Mar. 2011].": "2011-03-04",
    "The treaty was signed on [2011-03-04].": "2011-03-04",
    "The treaty was signed on [2011/03/04].": "2011-03-04",
    "The treaty was signed on [2011.03.04].": "2011-03-04",
    "The treaty was signed on [04.03.2011].": "2011-03-04",
    "The treaty was signed on [25/03/2011].": "2011-03-25",
    "The treaty was signed on [03/25/2011].": "2011-03-25",
    "The treaty was signed at [2011-03-04T10:15:00Z].": "2011-03-04",
    "The treaty was signed in the night of [3-4 June 2011].": "2011-06-03..2011-06-04",
    "The treaty was signed at noon on [4 March 2011].": "2011-03-04",
    # machine-translated and misspelt ones
    "On [5 Febuary 2019] the delegation arrived.": "2019-02-05",
    "On [Septemeber 5, 2019] the delegation arrived.": "2019-09-05",
    "On [5 Ocotber 2019] the delegation arrived.": "2019-10-05",
    "The delegation arrived in [Decemeber 2019].": "2019-12-01..2019-12-31",
    "On the date of [5 of March 2019] the delegation arrived.": "2019-03-05",
    "On the [5 March of 2019] the delegation arrived.": "2019-03-05",
    "In [May of the year 2019] the delegation arrived.": "2019-05-01..2019-05-31",
    "In the [10th of March 2019] the delegation arrived.": "2019-03-10",
    "On Saturday 20 Esfand 1401 ([11 March 2023]) the delegation arrived.": "2023-03-11",
    "In the years [2010], 2015 and 2020 the delegation arrived.": "2010-01-01..2010-12-31",
    # months, quarters, halves, seasons
    "They last met in [June 2012].": "2012-06-01..2012-06-30",
    "They last met in [late June 2012].": "2012-06-01..2012-06-30",
    "They last met in [the second half of June 2012].": "2012-06-01..2012-06-30",
    "They last met in [mid-June 2012].": "2012-06-01..2012-06-30",
    "They last met in [the second week of June 2012].": "2012-06-08..2012-06-14",
    "They last met in [the last week of June 2012].": "2012-06-24..2012-06-30",
    "They last met on [the first Monday of June 2012].": "2012-06-04",
    "They last met on [the last Friday of June 2012].": "2012-06-29",
    "Trade fell in [Q3 2022].": "2022-07-01..2022-09-30",
    "Trade fell in [the third quarter of 2022].": "2022-07-01..2022-09-30",
    "Trade fell in [the last quarter of 2022].": "2022-10-01..2022-12-31",
    "Trade fell in [the second half of 2022].": "2022-07-01..2022-12-31",
    "They met in [spring 2021].": "2021-03-01..2021-05-31",
    "They met in the [autumn of 2021].": "2021-09-01..2021-11-30",
    "They met in the [winter of 2021-22].": "2021-12-01..2022-02-28",
    # years and more
    "Since [2019] nobody has met.": "2019-01-01..2019-12-31",
    "The [2016] summit changed little.": "2016-01-01..2016-12-31",
    "The failed [2016] coup changed little.": "2016-01-01..2016-12-31",
    "Its disputed [2018] election changed little.": "2018-01-01..2018-12-31",
    "Turkey's failed [2016] coup changed little.": "2016-01-01..2016-12-31",
    "The World Cup [2018] changed little.": "2018-01-01..2018-12-31",
    "Paris [2024] Olympics organisers met.": "2024-01-01..2024-12-31",
    "His [2010] season ended early.": "2010-01-01..2010-12-31",
    "In [2020] demonstrators stormed the palace.": "2020-01-01..2020-12-31",
    "The drill (Zapad [2021]) is over.": "2021-01-01..2021-12-31",
    "In the [1990s] the border was open.": "1990-01-01..1999-12-31",
    "In [the mid-1990s] the border was open.": "1990-01-01..1999-12-31",
    "In the [1800s] the border was open.": "1800-01-01..1899-12-31",
    "In the [1970s and 1980s] the border was open.": "1970-01-01..1989-12-31",
    "In [the 19th century] the border was open.": "1800-01-01..1899-12-31",
    "In [the late twentieth century] the border was open.": "1900-01-01..1999-12-31",
    "[The sixth-century] church was sold.": "0500-01-01..0599-12-31",
    "[The 17th century] treaty was sold.": "1600-01-01..1699-12-31",
    # intervals
    "It lasted from [March to August 2011].": "2011-03-01..2011-08-31",
    "It lasted from [3 March to 5 August 2011].": "2011-03-03..2011-08-05",
    "It lasted from [11 till 20 September 2011].": "2011-09-11..2011-09-20",
    "It lasted between [3 and 5 May 2011].": "2011-05-03..2011-05-05",
    "It lasted from [December 2010 to February 2011].": "2010-12-01..2011-02-28",
    "It lasted from [28 December to 3 January 2011].": "2010-12-28..2011-01-03",
    "It lasted from [2008 to 2011].": "2008-01-01..2011-12-31",
    "It spread in [2017 and 2018].": "2017-01-01..2018-12-31",
    "It spread in [November and December 2018].": "2018-11-01..2018-12-31",
    "It spread in [2017] and 2019.": "2017-01-01..2017-12-31",
    "The war of [2014-2016] ended.": "2014-01-01..2016-12-31",
    "The war of [2014 - 2016] ended.": "2014-01-01..2016-12-31",
    # told from another time of the text
    "On 4 March 2011 he fled. [Ten days later] the town fell.": "2011-03-14",
    "On 4 March 2011 he fled. [Two nights later] the town fell.": "2011-03-06",
    "On 4 March 2011 he fled. [A fortnight later] the town fell.": "2011-03-18",
    "On 4 March 2011 he fled. [Twenty-one days later] the town fell.": "2011-03-25",
    "On 4 March 2011 he fled. [Three months later] the town fell.": "2011-06-01..2011-06-30",
    "On 4 March 2011 he fled. [The day before], the town fell.": "2011-03-03",
    "On 4 March 2011 he fled. [The next morning] the town fell.": "2011-03-05",
    "On 4 March 2011 he fled. [The same day] the town fell.": "2011-03-04",
    "On 4 March 2011 he fled. [That night] the town fell.": "2011-03-04",
    "On 4 March 2011 he fled. [That same week] the town fell.": "2011-02-28..2011-03-06",
    "On 4 March 2011 he fled. [The following week] the town fell.": "2011-03-07..2011-03-13",
    "On 4 March 2011 he fled. [That same weekend] the town fell.": "2011-03-05..2011-03-06",
    "On 4 March 2011 he fled. [That same Sunday] the town fell.": "2011-03-06",
    "On 4 March 2011 he fled. [The following Friday] the town fell.": "2011-03-11",
    "On 4 March 2011 he fled. They went back [the next Tuesday].": "2011-03-08",
    "On 4 March 2011 he fled. [That summer], the town fell.": "2011-06-01..2011-08-31",
    "On 4 March 2011 he fled; [later in the week] the town fell.": "2011-02-28..2011-03-06",
    "On 4 March 2011 he fled. The town fell on [the 15th].": "2011-03-15",
    "On 4 March 2011 he fled. The town fell on [the 15th of that month].": "2011-03-15",
    "The quarrel goes back to 2011. He was arrested [that April].": "2011-04-01..2011-04-30",
    "The quarrel goes back to 2011; he was arrested in [April of the same year].": "2011-04-01..2011-04-30",
    "He spoke on 4 March 2011, [a week after] the town fell.": "2011-02-25",
    "He spoke on 4 March 2011, [the day after] seven men stormed the town.": "2011-03-03",
    "He spoke on 4 March 2011, [two days before] the summit.": "2011-03-06",
    "He spoke on 4 March 2011. What had happened [the evening before] changed nothing.": "2011-03-03",
    "He spoke on 4 March 2011; he had fled in [the night after] three hours in a cell.": "2011-03-05",
    "He spoke on [4 March 2011], a month after he fled.": "2011-03-04",
}  # fmt: skip

# What these say moves with the day of publication: for each of the REFERENCES. Without one they abstain.
MOVING: dict[str, tuple[str, str, str, str]] = {
    # around the day
    "[Today] the council met.": ("2024-04-10", "2023-01-02", "2021-10-31", "2024-02-29"),
    "The council met [yesterday].": ("2024-04-09", "2023-01-01", "2021-10-30", "2024-02-28"),
    "The council meets [tomorrow].": ("2024-04-11", "2023-01-03", "2021-11-01", "2024-03-01"),
    "The council met [the day before yesterday].": ("2024-04-08", "2022-12-31", "2021-10-29", "2024-02-27"),
    "The council met [last night].": ("2024-04-09", "2023-01-01", "2021-10-30", "2024-02-28"),
    "Shells fell [overnight].": (
        "2024-04-09..2024-04-10", "2023-01-01..2023-01-02", "2021-10-30..2021-10-31", "2024-02-28..2024-02-29"),
    # weekdays
    "The council met on [Monday].": ("2024-04-08", "2023-01-02", "2021-10-25", "2024-02-26"),
    "The council met on [Friday].": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "The council met at noon on [Tuesday].": ("2024-04-09", "2022-12-27", "2021-10-26", "2024-02-27"),
    "The council met on [Wednsday].":
        ("2024-04-10", "2022-12-28", "2021-10-27", "2024-02-28"),
    "The council will meet on [Friday].": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "The council meets on [Tuesday].": ("2024-04-16", "2023-01-03", "2021-11-02", "2024-03-05"),
    "A court hears the men on [Tuesday].": ("2024-04-16", "2023-01-03", "2021-11-02", "2024-03-05"),
    "On [Tuesday] he leaves by train.": ("2024-04-16", "2023-01-03", "2021-11-02", "2024-03-05"),
    "The council will discuss it behind closed doors on [Friday].":
        ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "President Alvi will receive Mr. Bayramov on [Friday].": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "On [Friday] the United Nations will vote.": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "On [Friday] Mohamed and his father are to travel.": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "On [Friday] the generals agreed to lay down their arms.":
        ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "The cabinet put off the step on [Friday].": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "The trial was put off to [Friday].": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "It claimed responsibility for [Friday]'s attack.": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "It prepared for [Friday]'s summit.": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "By [Friday] the streets were empty.": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "By [Friday] all troops must leave.": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    "The truce lasted until [Friday].": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "The truce was extended until [Friday].": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-01"),
    # the nearest: two days ahead, three back, two back, one ahead
    "The talks planned for [Friday] have been called off.": ("2024-04-12", "2022-12-30", "2021-10-29", "2024-03-01"),
    "The council met [last Friday].": ("2024-04-05", "2022-12-30", "2021-10-29", "2024-02-23"),
    "The council met [last Wednesday].": ("2024-04-03", "2022-12-28", "2021-10-27", "2024-02-21"),
    "The council meets [next Friday].": ("2024-04-12", "2023-01-06", "2021-11-05", "2024-03-08"),
    "It met on [Monday and Tuesday].": (
        "2024-04-08..2024-04-09", "2022-12-26..2022-12-27", "2021-10-25..2021-10-26", "2024-02-26..2024-02-27"),
    # weeks, months, years
    "The envoy left [this week].": (
        "2024-04-08..2024-04-14", "2023-01-02..2023-01-08", "2021-10-25..2021-10-31", "2024-02-26..2024-03-03"),
    "The envoy left [last week].": (
        "2024-04-01..2024-04-07", "2022-12-26..2023-01-01", "2021-10-18..2021-10-24", "2024-02-19..2024-02-25"),
    "The envoy leaves [next week].": (
        "2024-04-15..2024-04-21", "2023-01-09..2023-01-15", "2021-11-01..2021-11-07", "2024-03-04..2024-03-10"),
    "The envoy stays for [the rest of the week].": (
        "2024-04-08..2024-04-14", "2023-01-02..2023-01-08", "2021-10-25..2021-10-31", "2024-02-26..2024-03-03"),
    "The town fell over [the weekend].": (
        "2024-04-06..2024-04-07", "2022-12-31..2023-01-01", "2021-10-30..2021-10-31", "2024-02-24..2024-02-25"),
    "Fighting went on throughout [the weekend].": (
        "2024-04-06..2024-04-07", "2022-12-31..2023-01-01", "2021-10-30..2021-10-31", "2024-02-24..2024-02-25"),
    "The envoy left [earlier this month].": (
        "2024-04-01..2024-04-30", "2023-01-01..2023-01-31", "2021-10-01..2021-10-31", "2024-02-01..2024-02-29"),
    "The envoy left [last month].": (
        "2024-03-01..2024-03-31", "2022-12-01..2022-12-31", "2021-09-01..2021-09-30", "2024-01-01..2024-01-31"),
    "The envoy leaves [next month].": (
        "2024-05-01..2024-05-31", "2023-02-01..2023-02-28", "2021-11-01..2021-11-30", "2024-03-01..2024-03-31"),
    "The envoy left [late last year].": (
        "2023-01-01..2023-12-31", "2022-01-01..2022-12-31", "2020-01-01..2020-12-31", "2023-01-01..2023-12-31"),
    "TALKS TO END [Next Year]": (
        "2025-01-01..2025-12-31", "2024-01-01..2024-12-31", "2022-01-01..2022-12-31", "2025-01-01..2025-12-31"),
    "They hope to agree by [year end].": (
        "2024-01-01..2024-12-31", "2023-01-01..2023-12-31", "2021-01-01..2021-12-31", "2024-01-01..2024-12-31"),
    "He was arrested on [5 March of the past year].": ("2023-03-05", "2022-03-05", "2020-03-05", "2023-03-05"),
    "He was arrested in [March of the current year].": (
        "2024-03-01..2024-03-31", "2023-03-01..2023-03-31", "2021-03-01..2021-03-31", "2024-03-01..2024-03-31"),
    # counted
    "The envoy left [ten days ago].": ("2024-03-31", "2022-12-23", "2021-10-21", "2024-02-19"),
    "The envoy left [three nights ago].": ("2024-04-07", "2022-12-30", "2021-10-28", "2024-02-26"),
    "The envoy left [two weeks ago].": ("2024-03-27", "2022-12-19", "2021-10-17", "2024-02-15"),
    "The envoy left [a fortnight ago].": ("2024-03-27", "2022-12-19", "2021-10-17", "2024-02-15"),
    "The envoy left [three months ago].": (
        "2024-01-01..2024-01-31", "2022-10-01..2022-10-31", "2021-07-01..2021-07-31", "2023-11-01..2023-11-30"),
    "The envoy left [twenty-five years ago].": (
        "1999-01-01..1999-12-31", "1998-01-01..1998-12-31", "1996-01-01..1996-12-31", "1999-01-01..1999-12-31"),
    "Trade fell in [the past six months].": (
        "2023-10-10..2024-04-10", "2022-07-02..2023-01-02", "2021-04-30..2021-10-31", "2023-08-29..2024-02-29"),
    "Trade fell in [the past decade].": (
        "2014-04-10..2024-04-10", "2013-01-02..2023-01-02", "2011-10-31..2021-10-31", "2014-02-28..2024-02-29"),
    "Trade fell in [the last 48 hours].": (
        "2024-04-08..2024-04-10", "2022-12-31..2023-01-02", "2021-10-29..2021-10-31", "2024-02-27..2024-02-29"),
    "He must leave within [the next three days].": (
        "2024-04-10..2024-04-13", "2023-01-02..2023-01-05", "2021-10-31..2021-11-03", "2024-02-29..2024-03-03"),
    # days and months without a year
    "They spoke on [4 February].": ("2024-02-04", "2022-02-04", "2021-02-04", "2024-02-04"),
    "They will speak on [4 May].": ("2024-05-04", "2023-05-04", "2022-05-04", "2024-05-04"),
    "Iran warned of the summit on [4 May].": ("2024-05-04", "2022-05-04", "2021-05-04", "2023-05-04"),
    "On the [4th of July] they spoke.": ("2023-07-04", "2022-07-04", "2021-07-04", "2023-07-04"),
    "They spoke on [the third of June].": ("2023-06-03", "2022-06-03", "2021-06-03", "2023-06-03"),
    "Two men were shot in the night of [3-4 June].": (
        "2023-06-03..2023-06-04", "2022-06-03..2022-06-04", "2021-06-03..2021-06-04", "2023-06-03..2023-06-04"),
    "They spoke between [3 and 5 May].": (
        "2023-05-03..2023-05-05", "2022-05-03..2022-05-05", "2021-05-03..2021-05-05", "2023-05-03..2023-05-05"),
    "They met in [late March].": (
        "2024-03-01..2024-03-31", "2022-03-01..2022-03-31", "2021-03-01..2021-03-31", "2023-03-01..2023-03-31"),
    "They will meet in [late June].": (
        "2024-06-01..2024-06-30", "2023-06-01..2023-06-30", "2022-06-01..2022-06-30", "2024-06-01..2024-06-30"),
    "They met in [the second week of May].": (
        "2023-05-08..2023-05-14", "2022-05-08..2022-05-14", "2021-05-08..2021-05-14", "2023-05-08..2023-05-14"),
    "They complained as early as [May].": (
        "2023-05-01..2023-05-31", "2022-05-01..2022-05-31", "2021-05-01..2021-05-31", "2023-05-01..2023-05-31"),
    "In [August] they met.": (
        "2023-08-01..2023-08-31", "2022-08-01..2022-08-31", "2021-08-01..2021-08-31", "2023-08-01..2023-08-31"),
    "They met in [July and August].": (
        "2023-07-01..2023-08-31", "2022-07-01..2022-08-31", "2021-07-01..2021-08-31", "2023-07-01..2023-08-31"),
    # named days
    "They fired on [New Year's Eve].": ("2023-12-31", "2022-12-31", "2020-12-31", "2023-12-31"),
    "The truce lasted until [Christmas].": ("2023-12-25", "2022-12-25", "2020-12-25", "2023-12-25"),
    "They fired on [Easter Monday].": ("2024-04-01", "2022-04-18", "2021-04-05", "2023-04-10"),
}  # fmt: skip

# Words that say when, but not on what day.
ABSTAINING = [
    "Issued on [03/04/2024] in Geneva.",
    "Issued on [30 February 2020] in Geneva.",
    "They met in [winter 2021].",
    "The envoy left [several years ago].",
    "The envoy left [a few days ago].",
    "The envoy left more than [two years ago].",
    "The envoy left less than [a week ago].",
    "In [recent weeks] trade fell.",
    "In [the coming days] talks will open.",
    "It dates from [the late 14th century] before Christ.",
    "[Five days after] gunmen stormed the town nobody knows the toll.",
    "[The day before] the attack he fled.",
    "On [the eve] of the feast the town fell.",
    "The town fell [two days later].",
    "[The same day] the town fell.",
    "He was arrested [that April].",
    "The town fell on [the 15th].",
    "In March 2011 he fled, and [twelve days later] the town fell.",
]

# No day of publication makes these a date.
TIMELESS = [
    "The town fell during Ramadan, before Eid al-Fitr.",
    "It dates from the Bronze Age, long before the Crusades.",
    "The text is dated 20 Esfand 1401 and 3 Muharram 1445.",
    "He must leave within 48 hours.",
    "At first the talks went well; in the end they failed.",
    "The final quarter was lost, the second half too.",
    "The 5th Fleet and the 21st Region sent troops on the 19th floor. Louis the 14th, too, and the 3rd.",
    "Resolution 1973 and Operation 2000 stand; the resolution 1929 vote too.",
    "The remaining 1950 soldiers and an estimated 2000 fighters left.",
    "She said that she may march on; the august assembly agreed.",
    "The second of the ministers and the third of the envoys left.",
    "One week is a long time, and ten years of war are longer.",
]


def cases(rows: Iterable[tuple[str, date | None, str | None]]) -> list[ParameterSet]:
    return [
        pytest.param(marked, published, expected, id=f"{published} {marked}") for marked, published, expected in rows
    ]


def overlapping(marked: str, published: date | None) -> list[TimeExpression]:
    """The expressions that share a letter with the brackets."""
    text, span = marked.replace("[", "").replace("]", ""), Span(marked.index("["), marked.index("]") - 1)
    return [e for e in find_times(text, published) if e.span.overlaps(span)]


def found_in(marked: str, published: date | None) -> TimeExpression:
    """The one expression that the brackets hold, exactly."""
    (found,) = overlapping(marked, published)
    assert found.span == Span(marked.index("["), marked.index("]") - 1)
    return found


def days(expression: TimeExpression) -> str | None:
    found = expression.dates
    return None if found is None else found.start if found.start == found.end else f"{found.start}..{found.end}"


@pytest.mark.parametrize(
    ("marked", "published", "expected"),
    cases((marked, published, expected) for marked, expected in FIXED.items() for published in (*REFERENCES, None)),
)
def test_fixed(marked: str, published: date | None, expected: str) -> None:
    assert days(found_in(marked, published)) == expected


@pytest.mark.parametrize(
    ("marked", "published", "expected"),
    cases(
        (marked, published, expected)
        for marked, row in MOVING.items()
        for published, expected in zip(REFERENCES, row, strict=True)
    ),
)
def test_moving(marked: str, published: date, expected: str) -> None:
    expression = found_in(marked, published)
    assert days(expression) == expected
    assert expression.anchor == "published"


@pytest.mark.parametrize("marked", MOVING)
def test_without_a_day_of_publication_nothing_is_dated(marked: str) -> None:
    found = overlapping(marked, None)
    assert found
    assert [(e.dates, e.granularity) for e in found] == [(None, None)] * len(found)


@pytest.mark.parametrize("published", [*REFERENCES, None])
@pytest.mark.parametrize("marked", ABSTAINING)
def test_abstaining(marked: str, published: date | None) -> None:
    assert days(found_in(marked, published)) is None


@pytest.mark.parametrize("published", [*REFERENCES, None])
@pytest.mark.parametrize("text", TIMELESS)
def test_timeless(text: str, published: date | None) -> None:
    assert [e.span.of(text) for e in find_times(text, published)] == []


def test_the_date_line_settles_which_number_is_the_month() -> None:
    assert days(found_in("Bujumbura, the [12/01/2024].", date(2024, 1, 12))) == "2024-01-12"
    assert days(found_in("Bujumbura, the [12/01/2024].", date(2024, 12, 1))) == "2024-12-01"


def test_the_table_is_large() -> None:
    assert len(FIXED) + len(MOVING) + len(ABSTAINING) >= 150
    assert not FIXED.keys() & MOVING.keys()
