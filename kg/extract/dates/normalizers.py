"""Map each normalizer that `kg/rules/dates.toml` names to its function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kg.extract.dates import calendar, durations, fiscal, numeric, periods, quarters, relative, weekdays
from kg.extract.dates.context import Context, NormalizedDate
from kg.extract.dates.groups import parse_year
from kg.extract.dates.patterns import PatternMatch

# A text tells of other times than its own where it names at least this many years that lie two or more before
# its publication, at least as many as nearer ones, and more than this many for each word that is counted from
# the publication ("Tuesday", "last month"). Calibrated on TimeBank and AQUAINT (news), WikiWars (history).
_FAR_YEARS = 5
_FAR_SHARE = 3

NORMALIZERS: dict[str, Callable[[PatternMatch, Context], NormalizedDate | None]] = {
    "ago": relative.normalize_ago,
    "ago_this_unit": relative.normalize_ago_this_unit,
    "year_bc": calendar.normalize_year_bc,
    "calendar": calendar.normalize_calendar,
    "century_bc": calendar.normalize_century_bc,
    "century": calendar.normalize_century,
    "first_day_of_pair": calendar.normalize_first_day_of_pair,
    "two_units_away": relative.normalize_two_units_away,
    "two_days_away": relative.normalize_two_days_away,
    "daypart": durations.normalize_daypart,
    "dated_daypart": durations.normalize_dated_daypart,
    "decade": calendar.normalize_decade,
    "day_of_month": calendar.normalize_day_of_month,
    "day_range": calendar.normalize_day_range,
    "deictic_day": relative.normalize_deictic_day,
    "directed_unit": relative.normalize_directed_unit,
    "duration": durations.normalize_duration,
    "duration_and_half": durations.normalize_duration_and_half,
    "shifted_date": relative.normalize_shifted_date,
    "end_of_unit": relative.normalize_end_of_unit,
    "every": durations.normalize_every,
    "fiscal_year": fiscal.normalize_fiscal_year,
    "fiscal_span": fiscal.normalize_fiscal_span,
    "frequency": durations.normalize_frequency,
    "from_now": relative.normalize_from_now,
    "half": quarters.normalize_half,
    "half_unit": durations.normalize_half_unit,
    "holiday": calendar.normalize_holiday,
    "iso": numeric.normalize_iso,
    "month_of_that_year": relative.normalize_month_of_that_year,
    "month_of_year": relative.normalize_month_of_year,
    "directed_month": relative.normalize_directed_month,
    "adjacent_unit": relative.normalize_adjacent_unit,
    "not_a_date": lambda match, context: None,
    "quarter": quarters.normalize_quarter,
    "year_earlier": quarters.normalize_year_earlier,
    "ended_quarter": quarters.normalize_ended_quarter,
    "quarter_of_named_year": quarters.normalize_quarter_of_named_year,
    "rate": durations.normalize_rate,
    "vague_reference": durations.normalize_vague_reference,
    "same_quarter": quarters.normalize_same_quarter,
    "same_unit": relative.normalize_same_unit,
    "season": calendar.normalize_season,
    "short_year": calendar.normalize_short_year,
    "numeric_date": numeric.normalize_numeric_date,
    "month_and_year": numeric.normalize_month_and_year,
    "year_month": numeric.normalize_year_month,
    "roman_date": numeric.normalize_roman_date,
    "year_first_date": numeric.normalize_year_first_date,
    "undated_daypart": durations.normalize_undated_daypart,
    "spelled_year": calendar.normalize_spelled_year,
    "counted_period": periods.normalize_counted_period,
    "this_unit": relative.normalize_this_unit,
    "time": durations.normalize_time,
    "vague_duration": durations.normalize_vague_duration,
    "vague_future": periods.normalize_vague_future,
    "vague_past": periods.normalize_vague_past,
    "week_of_day": calendar.normalize_week_of_day,
    "weekday": weekdays.normalize_weekday,
    "weekday_weeks_on": weekdays.normalize_weekday_weeks_on,
    "weekday_weeks_back": weekdays.normalize_weekday_weeks_back,
    "weekday_of_week": weekdays.normalize_weekday_of_week,
    "weekday_of_that_week": weekdays.normalize_weekday_of_that_week,
    "weekday_elsewhere": weekdays.normalize_weekday_elsewhere,
    "weekday_round_holiday": weekdays.normalize_weekday_round_holiday,
    "nth_weekday": weekdays.normalize_nth_weekday,
    "day_units_on": weekdays.normalize_day_units_on,
    "weekdays": durations.normalize_weekdays,
    "plain_year": calendar.normalize_plain_year,
}


def is_narrative(matches: Iterable[PatternMatch], published: date | None) -> bool:
    """Whether the text tells of other times than the day of its publication, as a history does."""
    if published is None:
        return True
    far, near, deictic = 0, 0, 0
    for match in matches:
        year = parse_year(match) if match.pattern.normalizer in ("calendar", "plain_year") else None
        if year:
            far += year < published.year - 1
            near += year >= published.year - 1
        far += match.pattern.normalizer == "year_bc"
        deictic += match.pattern.normalizer in ("deictic_day", "directed_unit", "weekday")
    return far >= max(_FAR_YEARS, near) and far > _FAR_SHARE * deictic
