"""What words for a time mean. The day of publication is Thursday, 14 March 2019, unless a case says another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick

from nutgraf.language.times.calendar import Period, around, easter
from nutgraf.language.times.calendar import day as one_day
from nutgraf.language.times.expressions import time_words
from nutgraf.language.times.resolve import UNKNOWN, Resolved, resolve, told

DAY = date(2019, 3, 14)

BACK = [
    ("Rebels shelled the port on [Tuesday].", "2019-03-12", "2019-03-12", "day"),
    ("Rebels shelled the port on [Thursday].", "2019-03-14", "2019-03-14", "day"),
    ("Rebels shelled the port [late Wednesday].", "2019-03-13", "2019-03-13", "day"),
    ("The mayor resigned [last Thursday].", "2019-03-07", "2019-03-07", "day"),
    ("The mayor resigned on [Thursday of last week].", "2019-03-07", "2019-03-07", "day"),
    ("Towns rejected a plan to merge two wards on [Tuesday].", "2019-03-12", "2019-03-12", "day"),
    ("Schools stayed shut after [Tuesday's] attack.", "2019-03-12", "2019-03-12", "day"),
    ("The mayor resigned [yesterday].", "2019-03-13", "2019-03-13", "day"),
    ("The mayor resigned [last night].", "2019-03-13", "2019-03-13", "day"),
    ("The mayor resigned [this morning].", "2019-03-14", "2019-03-14", "day"),
    ("The mayor resigned [the day before yesterday].", "2019-03-12", "2019-03-12", "day"),
    ("Two shops burned down [overnight].", "2019-03-13", "2019-03-14", "day"),
    ("Two shops burned down [over the weekend].", "2019-03-09", "2019-03-10", "day"),
    ("Two shops burned down [earlier this week].", "2019-03-11", "2019-03-17", "week"),
    ("Two shops burned down [last week].", "2019-03-04", "2019-03-10", "week"),
    ("Nine people were killed [over the past three weeks].", "2019-02-21", "2019-03-14", "week"),
    ("Nine people were killed [in the last 48 hours].", "2019-03-12", "2019-03-14", "day"),
    ("Prices rose [last month].", "2019-02-01", "2019-02-28", "month"),
    ("Prices rose [in March].", "2019-03-01", "2019-03-31", "month"),
    ("Prices rose [in April].", "2018-04-01", "2018-04-30", "month"),
    ("Prices rose [last August].", "2018-08-01", "2018-08-31", "month"),
    ("Prices rose [in May last year].", "2018-05-01", "2018-05-31", "month"),
    ("Prices rose [in the fourth quarter].", "2018-10-01", "2018-12-31", "month"),
    ("Prices rose [last fall].", "2018-09-01", "2018-11-30", "month"),
    ("The bank was founded [two years ago].", "2017-01-01", "2017-12-31", "year"),
    ("The bank was robbed [two weeks ago].", "2019-02-25", "2019-03-03", "week"),
    ("The bank was robbed [three days ago].", "2019-03-11", "2019-03-11", "day"),
    ("The bank was robbed [on 3 January].", "2019-01-03", "2019-01-03", "day"),
    ("The bank was robbed [on December 30].", "2018-12-30", "2018-12-30", "day"),
    ("The bank was robbed on [Saturday, 9 March].", "2019-03-09", "2019-03-09", "day"),
    ("The bank was robbed on [Christmas Day].", "2018-12-25", "2018-12-25", "day"),
    ("It was signed on [the 6th].", "2019-03-06", "2019-03-06", "day"),
    ("It rained [in the second half of February].", "2019-02-16", "2019-02-28", "day"),
    ("It rained [in the last week of February].", "2019-02-22", "2019-02-28", "week"),
    ("It rained [on the first Sunday of March].", "2019-03-03", "2019-03-03", "day"),
    ("It rained [in the week of March 4].", "2019-03-04", "2019-03-10", "week"),
    ("It rained [two weeks ago on Sunday].", "2019-03-03", "2019-03-03", "day"),
    ("It rained [two Sundays ago].", "2019-03-03", "2019-03-03", "day"),
    ("It rained [over the last decade].", "2009-03-14", "2019-03-14", "year"),
    ("In [the first two months of the year] it rained.", "2019-01-01", "2019-02-28", "month"),
    ("It closed [at the beginning of last year].", "2018-01-01", "2018-12-31", "year"),
    ("It rained on [Saturday and Sunday].", "2019-03-09", "2019-03-10", "day"),
    ("[Up to Sunday] 12 had died.", None, "2019-03-10", "day"),
    ("It rained [a fortnight ago].", "2019-02-25", "2019-03-03", "week"),
    ("It rained [on Thanksgiving].", "2018-11-22", "2018-11-22", "day"),
    ("It rained [from Saturday night into Sunday].", "2019-03-09", "2019-03-10", "day"),
    ("Sales fell [in the three months to February].", "2018-12-01", "2019-02-28", "month"),
    ("Sales fell [in the year ended January 31].", "2018-02-01", "2019-01-31", "day"),
    ("Sales fell [in the year ended in January].", "2018-02-01", "2019-01-31", "month"),
    ("Sales fell [in the quarter ended Dec. 28].", "2018-09-29", "2018-12-28", "day"),
    ("Sales fell [in the two weeks ending Saturday].", "2019-02-24", "2019-03-09", "day"),
    ("She was elected [the Sunday before last].", "2019-03-03", "2019-03-03", "day"),
    ("She was elected [the weekend before last].", "2019-03-02", "2019-03-03", "day"),
    ("She was elected [the year before last].", "2017-01-01", "2017-12-31", "year"),
    ("She was elected [two weeks ago today].", "2019-02-28", "2019-02-28", "day"),
    ("She was elected [three weeks ago yesterday].", "2019-02-20", "2019-02-20", "day"),
    ("She was elected [ten years ago this week].", "2009-03-09", "2009-03-15", "week"),
    ("She was elected [two years ago in December].", "2016-12-01", "2016-12-31", "month"),
    ("She was elected [nine years ago on Feb. 3].", "2010-02-03", "2010-02-03", "day"),
    ("She was elected [a year ago to the day].", "2018-03-14", "2018-03-14", "day"),
    ("She was elected [three days ago, on Monday].", "2019-03-11", "2019-03-11", "day"),
    ("The bank was robbed [on the third of January].", "2019-01-03", "2019-01-03", "day"),
    ("The bank was robbed [on 03/05/2019].", "2019-03-05", "2019-03-05", "day"),
    ("The bank was robbed [on the day before Christmas].", "2018-12-24", "2018-12-24", "day"),
    ("The bank was robbed [on the eve of Sunday's derby].", "2019-03-09", "2019-03-09", "day"),
    ("The bank was robbed [two days after the March 4 flood].", "2019-03-06", "2019-03-06", "day"),
    ("The bank was robbed [on the Friday after Christmas].", "2018-12-28", "2018-12-28", "day"),
    ("The bank was robbed [on the second of May].", "2018-05-02", "2018-05-02", "day"),
    ("She was elected [three years ago this summer].", "2016-06-01", "2016-08-31", "month"),
    ("She was elected [three decades ago this week].", "1989-03-13", "1989-03-19", "week"),
    ("[Two years ago, in March], she was elected.", "2017-03-01", "2017-03-31", "month"),
    ("[In the week to Sunday] nine died.", "2019-03-04", "2019-03-10", "week"),
    ("She was elected [last Monday week].", "2019-03-04", "2019-03-04", "day"),
    ("She was elected [on the first Friday after Christmas].", "2018-12-28", "2018-12-28", "day"),
    ("Sales fell [in the second half].", "2018-07-01", "2018-12-31", "month"),
    ("She was elected [about a week ago].", "2019-03-04", "2019-03-10", "week"),
    ("Sales fell [in the half-year to December].", "2018-07-01", "2018-12-31", "month"),
    ("It rained [from 7 February to the 12th].", "2019-02-07", "2019-02-12", "day"),
    ("It rained [throughout February].", "2019-02-01", "2019-02-28", "month"),
    ("It rained [in the last week of last month].", "2019-02-22", "2019-02-28", "week"),
    ("It rained [on the last weekend of February].", "2019-02-23", "2019-02-24", "day"),
    ("It rained [in the last two weeks of February].", "2019-02-15", "2019-02-28", "week"),
    ("It rained [in the last five days of last month].", "2019-02-24", "2019-02-28", "day"),
    ("It rained [in the last three months of last year].", "2018-10-01", "2018-12-31", "month"),
    ("It closed [at the turn of the year].", "2018-12-31", "2019-01-01", "day"),
    ("Nine have drowned [this month] to date.", "2019-03-01", "2019-03-14", "day"),
    ("The death toll stood at nine [as of Tuesday].", "2019-03-12", "2019-03-12", "day"),
    ("Medics were called to the mine [on Saturday].", "2019-03-09", "2019-03-09", "day"),
    ("It closed [a week ago].", "2019-03-07", "2019-03-07", "day"),
    ("It closed [a week ago today].", "2019-03-07", "2019-03-07", "day"),
    ("It closed [the week before last].", "2019-02-25", "2019-03-03", "week"),
    ("It closed [ten years ago this month].", "2009-03-01", "2009-03-31", "month"),
    ("It has cost a million [so far this year].", "2019-01-01", "2019-03-14", "day"),
    ("It sold 40 in [the first twelve days of February].", "2019-02-01", "2019-02-12", "day"),
    ("Six died in [the week ending Sunday].", "2019-03-04", "2019-03-10", "week"),
    ("The yard was shut [just after midnight on Tuesday].", "2019-03-12T00:00", "2019-03-12T00:00", "hour"),
    ("She was called to a ward [at about 8.40am on Sunday].", "2019-03-10T08:40", "2019-03-10T08:40", "minute"),
    ("Shops shut early on [the eve of the February 25 fair].", "2019-02-24", "2019-02-24", "day"),
    ("As he got ready to leave, the mayor [on Tuesday] refused a pardon.", "2019-03-12", "2019-03-12", "day"),
    ("The house burned [seventy-four years ago].", "1945-01-01", "1945-12-31", "year"),
]
AHEAD: list[tuple[str, str | None, str | None, str]] = [
    ("With a [Sunday] deadline looming, envoys met.", "2019-03-17", "2019-03-17", "day"),
    ("Nurses voted to walk out on [March 18].", "2019-03-18", "2019-03-18", "day"),
    ("The court will rule on [Tuesday].", "2019-03-19", "2019-03-19", "day"),
    ("The minister said on Wednesday that talks would open on [Monday].", "2019-03-18", "2019-03-18", "day"),
    ("The vote is scheduled for [Sunday].", "2019-03-17", "2019-03-17", "day"),
    ("On [Monday] the two sides are to meet.", "2019-03-18", "2019-03-18", "day"),
    ("The state has bought enough for all [by the end of July].", None, "2019-07-31", "month"),
    ("They are set to open the much-praised bridge [on Friday].", "2019-03-15", "2019-03-15", "day"),
    ("The work ends [by year's end].", None, "2019-12-31", "year"),
    ("The toll will rise [as of Tuesday].", "2019-03-19", None, "day"),
    ("The toll is nine euros [as of April 1].", "2019-04-01", None, "day"),
    ("The inquest will resume [a week on Monday].", "2019-03-25", "2019-03-25", "day"),
    ("The inquest will resume [a fortnight from Sunday].", "2019-03-31", "2019-03-31", "day"),
    ("The inquest will resume [two weeks from today].", "2019-03-28", "2019-03-28", "day"),
    ("The inquest will resume [three days from now].", "2019-03-17", "2019-03-17", "day"),
    ("The inquest will resume [the month after next].", "2019-05-01", "2019-05-31", "month"),
    ("The team trained hard ahead of [Saturday's] final.", "2019-03-16", "2019-03-16", "day"),
    ("The junta promised a vote [by Easter].", None, "2019-04-21", "day"),
    ("Shops hired staff in the run-up [to Christmas].", "2019-12-25", "2019-12-25", "day"),
    ("The dam goes on sale [in ten days], the utility said.", "2019-03-24", "2019-03-24", "day"),
    ("The dam will be handed over [on 03/12/2019].", "2019-12-03", "2019-12-03", "day"),
    ("They will meet [from 7 April to the 12th].", "2019-04-07", "2019-04-12", "day"),
    ("They will meet [next Monday].", "2019-03-18", "2019-03-18", "day"),
    ("They will meet [tomorrow].", "2019-03-15", "2019-03-15", "day"),
    ("They will meet [next month].", "2019-04-01", "2019-04-30", "month"),
    ("They will meet [in September].", "2019-09-01", "2019-09-30", "month"),
    ("They will meet [on January 9].", "2020-01-09", "2020-01-09", "day"),
    ("The bridge will open [next year].", "2020-01-01", "2020-12-31", "year"),
    ("The bridge will open [in two weeks].", "2019-03-25", "2019-03-31", "week"),
    ("The bridge will open [in ten days].", "2019-03-24", "2019-03-24", "day"),
    ("Clerks plan a walkout [on June 3-5].", "2019-06-03", "2019-06-05", "day"),
    ("The court sits again on [Friday week].", "2019-03-22", "2019-03-22", "day"),
    ("The pool shuts [a week on Friday].", "2019-03-22", "2019-03-22", "day"),
    ("The bridge will open [within 90 days].", "2019-03-14", "2019-06-12", "day"),
]
BOUNDED = [
    ("The road has been shut since [Friday].", "2019-03-08", "2019-03-14", "day"),
    ("The road had been shut since [Friday], he said.", "2019-03-08", None, "day"),
    ("The city has counted 90 cases [since January 1].", "2019-01-01", "2019-03-14", "day"),
    ("A judge is to decide [by Friday].", None, "2019-03-15", "day"),
    ("Schools were ordered shut [until Wednesday].", None, "2019-03-20", "day"),
    ("The market is closed to visitors [until May 27].", None, "2019-05-27", "day"),
    ("All wages were paid [by the end of February].", None, "2019-02-28", "month"),
    ("The fare will go up [from April 1].", "2019-04-01", None, "day"),
    ("The talks ran [from 3 to 5 March].", "2019-03-03", "2019-03-05", "day"),
    ("The road was shut [between Monday and Wednesday].", "2019-03-11", "2019-03-13", "day"),
    ("They met twice, [on Saturday and on Monday].", "2019-03-09", "2019-03-11", "day"),
    ("They met twice, on Saturday and [on Monday].", "2019-03-11", "2019-03-11", "day"),
    ("[Between 1 November and 31 January], 47 were shot.", "2018-11-01", "2019-01-31", "day"),
    ("The shop was open [from 8 a.m. to 6:30 p.m. on Monday].", "2019-03-11T08:00", "2019-03-11T18:30", "hour"),
]
ABSOLUTE = [
    ("He ran the clinic [from 2012 to 2018].", "2012-01-01", "2018-12-31", "year"),
    ("He ran the clinic [between 2003 and 2006].", "2003-01-01", "2006-12-31", "year"),
    ("He ran the clinic [from the 1930s to the 1960s].", "1930-01-01", "1969-12-31", "year"),
    ("He ran it [from April 6, 2013, to April 5, 2014].", "2013-04-06", "2014-04-05", "day"),
    ("He sang [in the late sixties].", "1960-01-01", "1969-12-31", "year"),
    ("It sold 40 in [the final four months of 2018].", "2018-09-01", "2018-12-31", "month"),
    ("He sang [in '77].", "1977-01-01", "1977-12-31", "year"),
    ("He ran the clinic [in the 1970s and '80s].", "1970-01-01", "1989-12-31", "year"),
    ("He ran the clinic [in the first half of the 1980s].", "1980-01-01", "1984-12-31", "year"),
    ("He ran the clinic [in the second half of the 1980s].", "1985-01-01", "1989-12-31", "year"),
    ("He ran the clinic [in the '80s].", "1980-01-01", "1989-12-31", "year"),
    ("He ran the clinic [in '78], then left.", "1978-01-01", "1978-12-31", "year"),
    ("He ran the clinic [in the summer of '78].", "1978-06-01", "1978-08-31", "month"),
    ("He ran the clinic [in the final two months of 2012].", "2012-11-01", "2012-12-31", "month"),
    ("He ran the clinic [in the first 90 days of 2012].", "2012-01-01", "2012-03-30", "day"),
    ("He ran the clinic [in the nine months ended Sept. 30, 2012].", "2012-01-01", "2012-09-30", "day"),
    ("He ran the clinic [until the day before May 3, 2012].", None, "2012-05-02", "day"),
    ("It has grown [as of 2008].", "2008-01-01", "2008-12-31", "year"),
    ("It is what the [May 2014] floods left.", "2014-05-01", "2014-05-31", "month"),
    ("The plant will be ready [by the end of 2021].", None, "2021-12-31", "year"),
    ("He died [in 2012].", "2012-01-01", "2012-12-31", "year"),
    ("The treaty ended [the 1973 war].", "1973-01-01", "1973-12-31", "year"),
    ("HE DIED ON [30 DEC 89].", "1989-12-30", "1989-12-30", "day"),
    ("THE CLASHES OF [16 NOV 89 - 18 NOV 89] LEFT TEN DEAD.", "1989-11-16", "1989-11-18", "day"),
    ("SAN SALVADOR, [23 AUG 88]", "1988-08-23", "1988-08-23", "day"),
    ("The war of [2009-2011] ruined the town.", "2009-01-01", "2011-12-31", "year"),
    ("It was built [between October 2009 and March 2011].", "2009-10-01", "2011-03-31", "month"),
    ("It was common in [the 1990s].", "1990-01-01", "1999-12-31", "year"),
    ("Sales fell in the [third quarter of 2018].", "2018-07-01", "2018-09-30", "month"),
    ("It opened [in the spring of 2011].", "2011-03-01", "2011-05-31", "month"),
    ("It burned [in the early hours of Jan. 23, 2011].", "2011-01-23", "2011-01-23", "day"),
    ("The next round is on [February 14-15, 1990].", "1990-02-14", "1990-02-15", "day"),
    ("It was signed on [New Year's Eve 1999].", "1999-12-31", "1999-12-31", "day"),
    ("It was filed on [2018-11-02].", "2018-11-02", "2018-11-02", "day"),
]
CLOCK = [
    ("He was shot [shortly before 10 p.m. on Sunday].", "2019-03-10T22:00", "hour"),
    ("He was shot [at 6:30 a.m. Sunday].", "2019-03-10T06:30", "minute"),
    ("He was shot [at 14:40 on Tuesday].", "2019-03-12T14:40", "minute"),
    ("He was shot [at noon on Tuesday].", "2019-03-12T12:00", "hour"),
    ("He was shot [at about ten in the morning on March 8].", "2019-03-08T10:00", "hour"),
    ("THE TREMOR WAS FELT [AT TEN PAST NINE THIS MORNING].", "2019-03-14T09:10", "minute"),
    ("THE BOMB WENT OFF [AT 0615 (1215 GMT) TODAY].", "2019-03-14T06:15", "minute"),
    ("The quake struck [at 1430 GMT on Monday].", "2019-03-11T14:30Z", "minute"),
    ("He was shot [at 8:30 on Tuesday].", "2019-03-12", "day"),  # of the morning or of the evening
    ("The truce began [shortly before midnight on Tuesday].", "2019-03-12", "day"),
    ("The truce began [at midnight on Tuesday].", "2019-03-12", "day"),  # its beginning or its end
]
UNKNOWABLE = [
    "He ran the clinic [in fiscal 2014].",
    "Sales fell [in its fiscal third quarter].",
    "Work will stop [for three weeks].",
    "It happened [every night].",
    "It ended on [a Sunday] in a brawl.",
    "He left [in recent days].",
    "He left [more than ten years ago].",
    "He left [the day before].",
    "He left [at 10 p.m.].",
    "He left [before the meeting].",
    "The deadliest attack [in four years] came without warning.",
    "It was filed on [03/04/2018].",
    "He left on [31 February].",
    "He sailed [from 27 February to the 3rd].",
    "He left [more than a week before Christmas].",
    "He left [on the eve of the vote].",
    "Profit fell [in the third quarter] of fiscal 2014.",
    "Profit fell [in the 2013-14] financial year.",
    "The new stamp has sold out [in ten days].",
    "She will return [on Thursday week].",
    "The shop paid them for [the last three months of the year].",
    "Work stopped [on Independence Day].",
    "They were filming [in '12 Angry Men'].",
]


def read(marked: str, anchor: date | None = DAY, named: Period | None = None) -> Resolved:
    """What the words between brackets mean in the sentence around them."""
    start, end = marked.index("["), marked.index("]")
    sentence = marked[:start] + marked[start + 1 : end] + marked[end + 1 :]
    return resolve(marked[start + 1 : end], sentence=sentence, anchor=anchor, named=named)


@pytest.mark.parametrize(("sentence", "start", "end", "precision"), [*BACK, *AHEAD, *BOUNDED])
def test_words_that_count_from_the_day_of_publication(
    sentence: str, start: str | None, end: str | None, precision: str | None
) -> None:
    assert read(sentence) == Resolved(start, end, precision, DAY.isoformat())  # type: ignore[arg-type]


@pytest.mark.parametrize("sentence", [case[0] for case in [*BACK, *AHEAD, *BOUNDED]])
def test_without_a_sure_day_they_mean_nothing(sentence: str) -> None:
    assert read(sentence, None) == UNKNOWN


@pytest.mark.parametrize(("sentence", "start", "end", "precision"), ABSOLUTE)
@pytest.mark.parametrize("anchor", [DAY, None])
def test_absolute_words_need_no_anchor(
    sentence: str, start: str | None, end: str, precision: str | None, anchor: date | None
) -> None:
    assert read(sentence, anchor) == Resolved(start, end, precision, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("sentence", "moment", "precision"), CLOCK)
def test_times_of_the_clock(sentence: str, moment: str, precision: str) -> None:
    found = read(sentence)
    assert (found.start, found.end, found.precision) == (moment, moment, precision)


@pytest.mark.parametrize("sentence", UNKNOWABLE)
def test_what_cannot_be_known_stays_open(sentence: str) -> None:
    assert read(sentence) == UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("He was shot [at 9:20 p.m.] at his door.", "2019-03-09T21:20"),
        ("He died [the next morning].", "2019-03-10"),
        ("He had been threatened [a day earlier].", "2019-03-08"),
        ("He had been threatened [that evening].", "2019-03-09"),
        ("He died [half an hour later].", "2019-03-09"),
    ],
)
def test_what_takes_a_day_for_granted_is_counted_from_it(sentence: str, start: str) -> None:
    assert read(sentence, named=one_day(date(2019, 3, 9))).start == start


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("She was freed [two years later].", "2016-01-01", "2016-12-31"),
        ("She was freed [the following year].", "2015-01-01", "2015-12-31"),
        ("She was freed [that year].", "2014-01-01", "2014-12-31"),
        ("She was freed [a month later].", "2014-06-01", "2014-06-30"),
        ("She was freed [a week later].", None, None),
        ("She was freed [the next day].", None, None),
        ("She was freed [a month later to the day].", None, None),
        ("She was freed [six years later].", None, None),  # after the day of publication
        ("She will be freed [six years later].", "2020-01-01", "2020-12-31"),
    ],
)
def test_months_and_years_are_counted_from_a_month(sentence: str, start: str | None, end: str | None) -> None:
    found = read(sentence, named=around(date(2014, 5, 1), "month"))
    assert (found.start, found.end) == (start, end)


def test_what_is_counted_to_the_day_is_a_day() -> None:
    marked = "She was freed [a week later to the day]."
    assert read(marked, named=one_day(date(2019, 3, 5))).start == "2019-03-12"
    assert read(marked.replace(" to the day", ""), named=one_day(date(2019, 3, 5))).start == "2019-03-11"


def test_years_are_counted_from_the_year_in_the_same_sentence() -> None:
    assert read("He was jailed in 2011 and freed [three years later].").start == "2014-01-01"
    assert read("He was jailed in the 1990s and freed [three years later].") == UNKNOWN


@pytest.mark.parametrize(
    ("words", "anchor", "start"),
    [
        ("on Labour Day", date(2019, 5, 3), "2019-05-01"),
        ("on Labor Day", date(2019, 5, 3), "2019-05-01"),
        ("on Labor Day", date(2019, 9, 5), "2019-09-02"),
        ("on Labour Day", date(2019, 9, 5), None),
        ("on International Workers' Day", DAY, "2018-05-01"),
        ("on International Women's Day", DAY, "2019-03-08"),
        ("on Women's Day", DAY, None),
        ("on Ash Wednesday", DAY, "2019-03-06"),
        ("on Whit Monday", date(2019, 6, 20), "2019-06-10"),
        ("on Remembrance Sunday", date(2019, 11, 20), "2019-11-10"),
        ("on St. Patrick's Day", date(2019, 3, 20), "2019-03-17"),
        ("on Veterans Day", date(2019, 11, 20), "2019-11-11"),
        ("on Independence Day", DAY, None),
    ],
)
def test_holidays_that_have_one_day_wherever_they_are_kept(words: str, anchor: date, start: str | None) -> None:
    assert read(f"They marched [{words}].", anchor).start == start


def test_a_decade_that_has_come_again_could_be_either() -> None:
    assert read("They danced to tunes of [the twenties].", date(2024, 3, 14)) == UNKNOWN
    assert read("They danced to tunes of [the twenties].").start == "1920-01-01"


def test_a_clock_time_belongs_to_the_day_in_its_own_sentence() -> None:
    assert read("He was shot [at 9:20 p.m.] near the station on Sunday.").start == "2019-03-10T21:20"
    assert read("He was shot [at 9:20 p.m.], police said on Sunday.") == UNKNOWN


def test_a_day_of_the_month_belongs_to_the_month_before_it() -> None:
    assert read("The strike, which began on January 8, ended on [the 26th].").start == "2019-01-26"


@pytest.mark.parametrize(
    ("words", "sentence", "start", "end"),
    [
        ("Friday", "The road has been closed since Friday.", "2019-03-08", "2019-03-14"),
        ("Sunday", "He was shot shortly before 10 p.m. on Sunday.", "2019-03-10T22:00", "2019-03-10T22:00"),
        ("Monday", "It was shut from Monday to Wednesday.", "2019-03-11", "2019-03-13"),
        ("sunday", "HE WAS SHOT ON SUNDAY.", "2019-03-10", "2019-03-10"),
    ],
)
def test_the_sentence_adds_what_the_words_leave_out(words: str, sentence: str, start: str, end: str) -> None:
    found = resolve(words, sentence=sentence, anchor=DAY)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "He was shot [shortly before 10 p.m. on Sunday, March 8, 2015], police said.",
        "ONE OF THE PATROLS WAS AMBUSHED [ON TUESDAY (17 MAY)] NEAR THE BRIDGE.",
        "The attack occurred [at 0615 (1315 GMT) on Monday] in the port.",
        "It was shut [from Monday to Wednesday] and burned [in the spring of 2011].",
        "The new mayor was sworn in [on Monday].",
        "At a rally [Friday evening] she tore up a letter [Thursday].",
        "In a [Thursday night] interview he called it a rainy Sunday, on a Tuesday.",
        "She signed it [by the end of the month].",
        "[Between 1 January and 30 April], 47 people died.",
        "The Sunday Times reported 2,016 cases, 1500 people and a 14-year-old, and march they did.",
        "HE MAY WELL LEAVE THE 19 APRIL MOVEMENT.",
        "The coach was banned for a week [on Friday].",
        "They meet twice a week [on Friday].",
        "Highs were in the nineties.",
        "It was put off by two months [to June].",
        "The strike of three weeks ended [Sunday].",
        "He left the week [before last Sunday].",
        "They met [on the eve of the June 9] poll and [the night before Christmas].",
        "He read [the fourth of July] and he came fourth.",
        "It rained in the last two days of the fair and the last week of her life.",
        "The second of [May]'s storms came.",
        "She was a star [in '74] and [in the 1970s and '80s].",
        "She died in her '80s, and on the day before the flood.",
        "They scored in the second half, and not in the first quarter.",
        "The weekend of [May 4 and 5] was wet, as was the weekend after the flood.",
        "She died in her late eighties and he in his nineties.",
    ],
)
def test_the_whole_words_of_a_time_are_found(sentence: str) -> None:
    plain = sentence.replace("[", "").replace("]", "")
    marked = [part.split("]")[0] for part in sentence.split("[")[1:]]
    assert [plain[start:end] for start, end in time_words(plain)] == marked


def test_a_day_of_saying_is_no_day_of_what_is_told() -> None:
    assert told("Two men drowned, police said on Wednesday.", ("day",), anchor=DAY) is None
    assert told("Two men drowned on Monday, police said on Wednesday.", ("day",), anchor=DAY) == one_day(
        date(2019, 3, 11)
    )


@pytest.mark.parametrize(
    ("words", "language", "start", "end"),
    [
        ("mardi 12 mars 2019", "fr", "2019-03-12", "2019-03-12"),
        ("martes", "es", "2019-03-12", "2019-03-12"),
        ("gestern", "de", "2019-03-13", "2019-03-13"),
        ("en marzo de 2010", "es", "2010-03-01", "2010-03-31"),
        ("la semana pasada", "es", "2019-03-04", "2019-03-10"),
        ("mardi", "no language", None, None),
    ],
)
def test_other_languages_as_well_as_can_be(words: str, language: str, start: str | None, end: str | None) -> None:
    found = resolve(words, sentence=words, anchor=DAY, language=language)
    assert (found.start, found.end) == (start, end)


def test_easter() -> None:
    assert [easter(year) for year in (1990, 2011, 2018, 2026)] == [
        date(1990, 4, 15),
        date(2011, 4, 24),
        date(2018, 4, 1),
        date(2026, 4, 5),
    ]


WORDS = st.sampled_from(
    "on in at by since until from to between and the end of early late shortly before after Monday Sunday March May 3"
    " 14 26th 2012 0615 9999 99999 1 10:30 p.m. GMT noon midnight today yesterday overnight last next this week month"
    " year weekend ago two years days later within past quarter first spring Christmas Easter 1990s will was had been"
    " said , ( ) [ ] - 31 February 30 DEC 89".split(" ")
)
SENTENCES = st.one_of(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.text(max_size=200))
DATES = st.none() | st.dates() | st.dates(date(1980, 1, 1), date(2030, 1, 1))


@quick
@given(SENTENCES, DATES, DATES, st.data())
def test_any_words_give_dates_in_order_or_none(
    sentence: str, anchor: date | None, day: date | None, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(sentence)))
    words = sentence[start : start + data.draw(st.integers(0, 40))]
    found = resolve(words, sentence=sentence, anchor=anchor, named=one_day(day) if day else None)
    if found.start and found.end:
        assert found.start[:10] <= found.end[:10]
    assert (found.start or found.end) or found == UNKNOWN
    assert anchor is not None or found.anchor is None


@quick
@given(SENTENCES)
def test_the_words_found_lie_in_the_sentence_and_apart(sentence: str) -> None:
    at = 0
    for start, end in time_words(sentence):
        assert at <= start < end <= len(sentence)
        at = end


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_a_week(anchor: date, weekday: int) -> None:
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[weekday]
    back = resolve(name, sentence=f"It burned on {name}.", anchor=anchor).start
    ahead = resolve(name, sentence=f"It will open on {name}.", anchor=anchor).start
    assert back
    assert ahead
    assert timedelta(0) <= anchor - date.fromisoformat(back) < timedelta(7)
    assert timedelta(0) <= date.fromisoformat(ahead) - anchor < timedelta(7)
    assert date.fromisoformat(back).weekday() == date.fromisoformat(ahead).weekday() == weekday


def test_the_name_of_a_paper_or_a_show_is_no_day() -> None:
    assert time_words("She told USA Today so, and the “Today” show.") == []
    assert len(time_words("Today she said so.")) == 1
