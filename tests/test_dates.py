"""Dates: what is found, where it stands, and what it means as TIMEX3 and EDTF."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date

import pytest
import spacy
from edtf_validate.valid_edtf import is_valid
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.edtf import to_order
from kg.errors import RulesError
from kg.extract.dates import find_dates
from kg.extract.dates.patterns import find_matches, to_regex
from kg.model import DateExpression, Passage
from kg.rules.dates import DATES

BLANK = spacy.blank("en")
PUBLISHED = "2022-07-27"  # a Wednesday

# The date of EDTF level 1, and its intervals; level 2 for a day of an unknown year and one of two days.
_YEAR = r"-?(?:\d{4}|\d{3}X|\d\dXX)"
_DATE = rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[~?%]?"
LEVEL_1 = rf"{_DATE}|(?:{_DATE}|\.\.)/(?:{_DATE}|\.\.)|\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?"
LEVEL_2 = r"XXXX-\d\d(?:-\d\d)?|XXXX-XX-\d\d|\[\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d\]"
EDTF = re.compile(rf"{LEVEL_1}|{LEVEL_2}")


def read(text: str, published: str | None = PUBLISHED) -> list[DateExpression]:
    return list(find_dates(BLANK(text), published))


def read_one(text: str, published: str | None = PUBLISHED) -> tuple[str, str, str | None]:
    """The words, the TIMEX3 value and the EDTF of the only expression of the text."""
    (found,) = read(text, published)
    return found.passage.of(text), found.value, found.edtf


@pytest.mark.parametrize(
    ("text", "words", "value", "edtf"),
    [
        ("signed on July 26, 2021 in Rome", "July 26, 2021", "2021-07-26", "2021-07-26"),
        ("signed on 26 July 2021", "26 July 2021", "2021-07-26", "2021-07-26"),
        ("on Jul. 26, 2021, it", "Jul. 26, 2021", "2021-07-26", "2021-07-26"),
        ("on the 4th of July 2021", "the 4th of July 2021", "2021-07-04", "2021-07-04"),
        ("in January, 2019", "January, 2019", "2019-01", "2019-01"),
        ("a launch in 2028 that", "2028", "2028", "2028"),
        ("on 2021-07-26, it", "2021-07-26", "2021-07-26", "2021-07-26"),
        ("on 26/07/2021.", "26/07/2021", "2021-07-26", "2021-07-26"),
        ("on 04/05/2021.", "04/05/2021", "2021-XX-XX", "[2021-04-05,2021-05-04]"),
        ("in late October 2021", "late October 2021", "2021-10", "2021-10"),
        ("in mid-2025 they", "mid-2025", "2025", "2025"),
        ("in the early 2030s", "the early 2030s", "203", "203X"),
        ("in the late 2020s.", "the late 2020s", "202", "202X"),
        ("in the nineties", "the nineties", "199", "199X"),
        ("in the 21st century", "the 21st century", "20", "20XX"),
        ("the 1967 Outer Space Treaty", "1967", "1967", "1967"),
        ("in the summer of 2023", "the summer of 2023", "2023-SU", "2023-22"),
        ("in Q3 2019 it", "Q3 2019", "2019-Q3", "2019-07/2019-09"),
        ("the third quarter of 2019", "the third quarter of 2019", "2019-Q3", "2019-07/2019-09"),
        ("in the second half of 2020", "the second half of 2020", "2020-H2", "2020-07/2020-12"),
        ("its budget for fiscal 2027", "fiscal 2027", "2027", "2026-10/2027-09"),
        ("for fiscal year 2024", "fiscal year 2024", "2024", "2023-10/2024-09"),
        ("the FY 24 budget", "FY 24", "2024", "2023-10/2024-09"),
        ("the week of March 6, 2021.", "the week of March 6, 2021", "2021-W09", "2021-03-01/2021-03-07"),
        ("held on July 4-6, 2021", "July 4-6, 2021", "2021-07-04", "2021-07-04/2021-07-06"),
        ("in nineteen sixty-nine", "nineteen sixty-nine", "1969", "1969"),
        ("in 480 BC a", "480 BC", "BC0480", "-0479"),
    ],
)
def test_dates_of_the_calendar(text: str, words: str, value: str, edtf: str) -> None:
    assert read_one(text) == (words, value, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("cooperation after 2024", "2024", "2024/.."),
        ("will fly until 2030", "2030", "../2030"),
        ("by the end of the decade", "the end of the decade", "../2029"),
        ("since 1998", "1998", "1998/.."),
        ("funded through 2028", "2028", "../2028"),
        ("before 2024", "2024", "../2024"),
        ("by 2022", "2022", "../2022"),
        ("upto March, 2019", "March, 2019", "../2019-03"),
        ("no earlier than September 2025", "September 2025", "2025-09/.."),
        ("no later than 2031", "2031", "../2031"),
        ("later than 2031", "2031", "2031/.."),
        ("not before 2031", "2031", "2031/.."),
        ("from 2030 on.", "2030", "2030/.."),
        ("from 2030 onwards", "2030", "2030/.."),
        ("2030 and beyond", "2030", "2030/.."),
        ("starting in 2030", "2030", "2030/.."),
        ("by the early 2030s", "the early 2030s", "../2039"),
        ("around 2022", "2022", "2022~"),
        ("after the summer of 2022", "the summer of 2022", "2022-08/.."),
    ],
)
def test_the_words_round_a_date_make_an_interval(text: str, words: str, edtf: str) -> None:
    found = read_one(text)
    assert (found[0], found[2]) == (words, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("between 2026 and 2028", ["2026", "2028"], "2026/2028"),
        ("from 2026 to 2028", ["2026", "2028"], "2026/2028"),
        ("the plan (2021-2030)", ["2021", "2030"], "2021/2030"),
        ("in 2021-22", ["2021", "22"], "2021/2022"),
        ("by 2024-25", ["2024", "25"], "../2025"),
        ("from June 5 to July 7, 2021", ["June 5", "July 7, 2021"], "2021-06-05/2021-07-07"),
    ],
)
def test_both_ends_of_a_stretch_carry_it(text: str, words: list[str], edtf: str) -> None:
    found = read(text)
    assert [one.passage.of(text) for one in found] == words
    assert {one.edtf for one in found} == {edtf}


def test_two_dates_with_and_are_no_stretch() -> None:
    assert [one.edtf for one in read("in 2026 and 2028")] == ["2026", "2028"]


@pytest.mark.parametrize(
    ("text", "words", "value", "edtf"),
    [
        ("it left yesterday", "yesterday", "2022-07-26", "2022-07-26"),
        ("the day before yesterday", "the day before yesterday", "2022-07-25", "2022-07-25"),
        ("it said last month that", "last month", "2022-06", "2022-06"),
        ("a vote this week", "this week", "2022-W30", "2022-07-25/2022-07-31"),
        ("next year", "next year", "2023", "2023"),
        ("early next year", "early next year", "2023", "2023"),
        ("by the end of next year", "the end of next year", "2023", "../2023"),
        ("the next Tuesday", "the next Tuesday", "2022-08-02", "2022-08-02"),
        ("last Wednesday", "last Wednesday", "2022-07-20", "2022-07-20"),
        ("last April", "last April", "2022-04", "2022-04"),
        ("July last year", "July last year", "2021-07", "2021-07"),
        ("last fall", "last fall", "2021-FA", "2021-23"),
        ("two years ago", "two years ago", "2020", "2020"),
        ("ten days ago", "ten days ago", "2022-07-17", "2022-07-17"),
        ("about four years ago", "about four years ago", "2018", "2018~"),
        ("more than six decades ago", "more than six decades ago", "1962", "../1962"),
        ("signed just a few days ago", "just a few days ago", "PAST_REF", "2022-07~"),
        ("the last twenty years", "the last twenty years", "P20Y", "2002/2022"),
        ("over the next three years", "the next three years", "P3Y", "2022/2025"),
        ("the next decade", "the next decade", "P10Y", "2022/2032"),
        ("this year's third quarter", "this year's third quarter", "2022-Q3", "2022-07/2022-09"),
        ("on Thanksgiving", "Thanksgiving", "2022-11-24", "2022-11-24"),
        ("last night", "last night", "2022-07-26TNI", "2022-07-26"),
        ("Friday evening", "Friday evening", "2022-07-22TEV", "2022-07-22"),
        (
            "at 8:30 a.m. EDT Tuesday",
            "8:30 a.m. EDT Tuesday",
            "2022-07-26T08:30",
            "2022-07-26T08:30:00-04:00",
        ),
        ("at 5 p.m. he", "5 p.m.", "2022-07-27T17:00", "2022-07-27T17:00:00"),
    ],
)
def test_relative_expressions_are_counted_from_the_publication(
    text: str, words: str, value: str, edtf: str
) -> None:
    assert read_one(text) == (words, value, edtf)
    assert read(text)[0].anchor == PUBLISHED


@pytest.mark.parametrize(
    ("text", "type", "words", "value"),
    [
        ("for more than 20 years", "DURATION", "more than 20 years", "P20Y"),
        ("a five-year plan", "DURATION", "five-year", "P5Y"),
        ("for several months", "DURATION", "several months", "PXM"),
        ("between 12 and 18 months", "DURATION", "between 12 and 18 months", "P12M"),
        ("for an hour", "DURATION", "an hour", "PT1H"),
        ("half an hour", "DURATION", "half an hour", "PT30M"),
        ("a year-long mission", "DURATION", "year-long", "P1Y"),
        ("a months-long delay", "DURATION", "months-long", "PXM"),
        ("a year and a half", "DURATION", "a year and a half", "P1Y6M"),
        ("for decades", "DURATION", "decades", "PXY"),
        ("lasted two decades", "DURATION", "two decades", "P20Y"),
        ("every morning", "SET", "every morning", "XXXX-XX-XXTMO"),
        ("each July", "SET", "each July", "XXXX-07"),
        ("meets annually", "SET", "annually", "P1Y"),
        ("on Tuesdays", "SET", "Tuesdays", "XXXX-WXX-2"),
        ("twice a week", "SET", "twice a week", "P1W"),
        ("every other year", "SET", "every other year", "P2Y"),
        ("flights per year", "SET", "per year", "P1Y"),
        ("for the year ended badly", "DURATION", "the year", "P1Y"),
        ("it flies at night", "TIME", "night", "XXXX-XX-XXTNI"),
        ("it is now closed", "DATE", "now", "PRESENT_REF"),
        ("was recently named", "DATE", "recently", "PAST_REF"),
        ("in the near future", "DATE", "the near future", "FUTURE_REF"),
    ],
)
def test_durations_sets_and_references_have_no_date(text: str, type: str, words: str, value: str) -> None:
    (found,) = read(text)
    assert (found.type, found.passage.of(text), found.value, found.edtf) == (type, words, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "the Horizon 2020 program",
        "a Boeing 747 flew",
        "under Resolution 2222",
        "Artemis 2 and Falcon 9",
        "Starship 24, Expedition 67, Flight 93",
        "paid $2000 for it",
        "about 2000 people came",
        "they may march and fall",
        "a second stage",
        "version 2.5 of section 12",
        "the rover Hermes 2031 and Vision 2040",
        "in her 30s and 52 years old",
        "open 24 hours a day",
        "the Winter Olympics and the Arab Spring",
        "in Winter Haven and Spring Valley",
        "ExoMars 2031 and a Mars 2031 summit camp",
        "India 2061 is an aim",
        "Made in China 2025 is a plan",
        "the fourth loss in as many months",
        "the show “This Week”",
        "doi 10.3847/2041-8213",
    ],
)
def test_names_and_numbers_that_are_not_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "gold at Paris 2024 for",
        "since London 2012 it",
        "the Montevideo 2026 summit",
        "the Northton 2027 Winter Olympics",
        "spoke at OrbitCon 2025 of",
    ],
)
def test_a_year_beside_a_place_or_an_event_is_that_year(text: str) -> None:
    (found,) = read(text)
    assert found.value == re.findall(r"\d{4}", text)[0]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Forty years ago this month it", "Forty years ago this month", "1982-07"),
        ("the Friday before Christmas 2021", "the Friday before Christmas 2021", "2021-12-24"),
        ("by end-2031", "end-2031", "../2031"),
        ("in the nineteen-seventies", "the nineteen-seventies", "197X"),
        ("no probe has flown in half a century", "half a century", "1972/2022"),
        ("its first loss in six years", "six years", "2016/2022"),
        ("from May 3 through 5 it", "May 3 through 5", "2022-05-03/2022-05-05"),
    ],
)
def test_expressions_of_several_parts(text: str, words: str, edtf: str) -> None:
    found = read_one(text)
    assert (found[0], found[2]) == (words, edtf)


def test_a_mission_that_will_last_days_is_counted_from_nothing() -> None:
    assert read_one("it will last 10 days.")[1:] == ("P10D", None)


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("on July 26 he", "XXXX-07-26", "XXXX-07-26"),
        ("on Tuesday he", "XXXX-WXX-2", None),
        ("yesterday he", "XXXX-XX-XX", None),
        ("next year he", "XXXX", None),
        ("two years ago he", "PAST_REF", None),
        ("a few days ago he", "PAST_REF", None),
        ("at 8:30 a.m. he", "XXXX-XX-XXT08:30", None),
    ],
)
def test_without_a_publication_date_nothing_is_counted(text: str, value: str, edtf: str | None) -> None:
    (found,) = read(text, None)
    assert (found.value, found.edtf, found.anchor) == (value, edtf, None)
    assert found.reason


def test_an_interval_of_an_unknown_year_cannot_be_written() -> None:
    (found,) = read("after July 26 he", None)
    assert (found.value, found.edtf, found.reason) == ("XXXX-07-26", None, "the year is not known")


def test_without_a_publication_date_a_year_said_before_serves() -> None:
    assert [one.edtf for one in read("In May 2019 it met. On July 26 it ended.", None)] == [
        "2019-05",
        "2019-07-26",
    ]


@pytest.mark.parametrize(
    ("text", "mod", "edtf"),
    [
        ("in early 2031", "START", "2031"),
        ("in the late 2030s", "END", "203X"),
        ("in the early '60s", "START", "196X"),
        ("by mid-century", "MID", "../2050~"),
        ("in 2031", None, "2031"),
    ],
)
def test_the_part_of_a_time_is_kept_beside_it(text: str, mod: str | None, edtf: str) -> None:
    (found,) = read(text)
    assert (found.mod, found.edtf) == (mod, edtf)


def test_what_is_counted_from_the_date_said_before() -> None:
    text = "It began on May 4, 2021. Two days later it stopped; the following month it was over, that year."
    assert [one.value for one in read(text)] == ["2021-05-04", "2021-05-06", "2021-06", "2021"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On the 28 and 29 August 2021 it flew.", ["2021-08-28", "2021-08-29"]),
        ("from the 13th to the 19th of October 2021", ["2021-10-13", "2021-10-19"]),
        ("on April 24 and 25, said Ana", ["2022-04-24", "2022-04-25"]),
        ("on June 3, 4 and 6, said Ana", ["2022-06-03", "2022-06-04", "2022-06-06"]),
        ("on June 3, 4, and 6, said Ana", ["2022-06-03", "2022-06-04", "2022-06-06"]),
        ("In May 2021 it met; on the 20th, it voted.", ["2021-05", "2021-05-20"]),
        ("the war of 499-449 BC", ["BC0499", "BC0449"]),
        ("last Oct. 23 in Rome", ["2021-10-23"]),
    ],
)
def test_days_that_share_a_month_with_another(text: str, values: list[str]) -> None:
    assert [one.value for one in read(text)] == values


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the war of 499-449 BC", ["-0498/-0448", "-0498/-0448"]),
        ("in 2-3 BC", ["-0001", "-0002"]),
    ],
)
def test_years_before_christ_run_towards_it(text: str, written: list[str]) -> None:
    assert [one.edtf for one in read(text)] == written


@pytest.mark.parametrize("text", ["on the 20th anniversary", "on the 21st floor", "between 10 and 20 people"])
def test_ordinals_that_are_no_days(text: str) -> None:
    assert read(text) == []


def test_a_day_that_the_month_does_not_have_is_none() -> None:
    assert [one.value for one in read("In June 2021 they met, and on the 31st, they left.")] == ["2021-06"]


def test_what_is_reported_for_a_quarter_is_over() -> None:
    assert read_one("It will report a loss for the third quarter", "2022-11-02")[1] == "2022-Q3"


def test_no_country_has_its_holidays_taken_for_those_of_another() -> None:
    assert read("in his Independence Day address") == []


def test_a_quotation_is_counted_from_the_day_it_was_spoken() -> None:
    text = 'Ana said: "Today we fly, tomorrow we land." They land tomorrow.'
    start, end = text.index('"') + 1, text.rindex('"')
    spoken = [(Passage(start, end), date(2022, 7, 20))]
    found = find_dates(BLANK(text), PUBLISHED, spoken)
    assert [(one.value, one.anchor) for one in found] == [
        ("2022-07-20", "2022-07-20"),
        ("2022-07-21", "2022-07-20"),
        ("2022-07-28", PUBLISHED),
    ]


def test_a_weekday_tells_the_year() -> None:
    assert [one.value for one in read("on Tuesday, Feb. 21, and on Monday, Feb. 21")] == [
        "2023-02-21",
        "2022-02-21",
    ]


def test_a_year_earlier_is_the_same_quarter() -> None:
    text = "In the second quarter income rose from a year earlier."
    assert [one.value for one in read(text)] == ["2022-Q2", "2021-Q2"]


def test_a_history_dates_by_what_it_said_before() -> None:
    text = (
        "It began in 1904, after 1902 and 1903. In May 1905, in 1906 and in June 1907 more came. "
        "On 4 July it ended."
    )
    assert read(text)[-1].value == "1907-07-04"


def verb_doc(words: str, tags: str, heads: list[int], deps: str) -> Doc:
    """A parsed Doc; its parts of speech follow from the tags."""
    kinds = {"V": "VERB", "M": "AUX", "N": "NOUN", "P": "PROPN", "I": "ADP", "T": "PART"}
    pos = [kinds[tag[0]] for tag in tags.split()]
    lemmas = [word.lower().rstrip("s") for word in words.split()]
    return Doc(
        BLANK.vocab, words.split(), tags=tags.split(), pos=pos, lemmas=lemmas, heads=heads, deps=deps.split()
    )


@pytest.mark.parametrize(
    ("doc", "value"),
    [
        (verb_doc("It launched in June", "NN VBD IN PNP", [1, 1, 1, 2], "nsubj ROOT prep pobj"), "2022-06"),
        (
            verb_doc(
                "It will launch in June", "NN MD VB IN PNP", [2, 2, 2, 2, 3], "nsubj aux ROOT prep pobj"
            ),
            "2023-06",
        ),
        (verb_doc("It left Thursday", "NN VBD PNP", [1, 1, 1], "nsubj ROOT npadvmod"), "2022-07-21"),
        (
            verb_doc("It will leave Thursday", "NN MD VB PNP", [2, 2, 2, 2], "nsubj aux ROOT npadvmod"),
            "2022-07-28",
        ),
        (
            verb_doc(
                "It plans to fly in June",
                "NN VBZ TO VB IN PNP",
                [1, 1, 3, 1, 3, 4],
                "nsubj ROOT aux xcomp prep pobj",
            ),
            "2023-06",
        ),
    ],
)
def test_the_tense_chooses_between_last_and_next(doc: Doc, value: str) -> None:
    assert [one.value for one in find_dates(doc, PUBLISHED)] == [value]


def test_a_sentence_of_news() -> None:
    text = (
        "On July 26, the minister wrote of a new module “after 2024”. The old one will fly until 2030. The "
        "contract came just a few days ago."
    )
    assert [(date.passage.of(text), date.edtf) for date in read(text)] == [
        ("July 26", "2022-07-26"),
        ("2024", "2024/.."),
        ("2030", "../2030"),
        ("just a few days ago", "2022-07~"),
    ]


def test_offsets_count_code_points() -> None:
    text = "🚀🚀 café — on July 26 it flew"
    (found,) = read(text)
    assert found.passage.of(text) == "July 26"


def test_every_pattern_compiles() -> None:
    assert list(find_matches("")) == []


def test_a_class_that_nobody_defines_is_told() -> None:
    with pytest.raises(RulesError, match="there is no class 'moth'; there are: month"):
        to_regex("{moth}", {"month": "x"}, "a pattern")


_WORDS = sorted({word for table in DATES.words.values() for word in table})
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS).map(str.title),
    st.sampled_from(
        [
            "a",
            "an",
            "the",
            "few",
            "several",
            "ago",
            "later",
            "after",
            "by",
            "until",
            "between",
            "from",
            "to",
            "of",
            "-",
            "/",
            ",",
            ".",
            ":",
            "(",
            ")",
            "'",
        ]
    ),
    st.integers(0, 12000).map(str),
    st.integers(0, 99).map(lambda number: f"{number:02}"),
    st.sampled_from(
        [
            "1990s",
            "'89",
            "2nd",
            "31st",
            "8:30",
            "24:59",
            "2022-02-30",
            "0000-01-01",
            "31/02/2022",
            "1,000",
            "2.5",
            "1/0",
            "3/4/67",
            "31-06-2021",
            "20210229",
            "15.VI.2024",
            "FY25",
            "Q3",
            "EDT",
            "week",
            "next",
            "BC",
        ]
    ),
)
TEXTS = st.one_of(
    st.lists(_PIECES, max_size=12).map(" ".join), st.lists(_PIECES, max_size=8).map("".join), st.text()
)
DAYS = st.none() | st.dates().map(str)


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS)
def test_any_text_and_any_day(text: str, published: str | None) -> None:
    found = find_dates(BLANK.make_doc(text), published)
    end = 0
    for one in found:
        assert end <= one.passage.start < one.passage.end <= len(text)
        end = one.passage.end
        assert one.value
        if one.edtf is not None:
            assert EDTF.fullmatch(one.edtf), one
            # The validator knows no interval that ends before Christ.
            assert is_valid(one.edtf) or one.edtf.startswith("../-"), one
        if one.earliest and one.latest:
            assert to_order(one.earliest) <= to_order(one.latest)
    assert find_dates(BLANK.make_doc(text), published) == found


@pytest.mark.parametrize(
    "text", ["last month", "two years ago", "next year", "the next three years", "in June"]
)
@given(year=st.integers(1900, 2090))
def test_a_year_later_everything_relative_is_a_year_later(text: str, year: int) -> None:
    (first,) = read(text, f"{year}-07-27")
    (second,) = read(text, f"{year + 1}-07-27")
    assert first.earliest is not None and second.earliest is not None
    assert int(second.earliest[:4]) - int(first.earliest[:4]) == 1


def test_no_class_and_no_macro_of_the_rules_is_idle() -> None:
    texts = [
        text
        for rule in DATES.patterns
        for key, text in asdict(rule).items()
        if key not in ("normalizer", "day")
    ]
    used = " ".join([*texts, *DATES.macros.values()])
    classes = [f"[<{{]{name}[>}}]" for name in (*DATES.words, *DATES.shapes)]
    idle = [
        name for name in (*classes, *(rf"\b{name}\b" for name in DATES.macros)) if not re.search(name, used)
    ]
    assert idle == []


def test_a_day_and_the_month_that_it_is_in_are_no_range() -> None:
    noon, month = find_dates(BLANK.make_doc("noon - Oct"), "2000-10-02")
    assert (noon.earliest, noon.latest, month.edtf) == ("2000-10-02", "2000-10-02", "2000-10")
