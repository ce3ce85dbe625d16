"""Which function reads which pattern of `kg/rules/dates.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kg.extract.dates import calendar, durations, quarters, relative
from kg.extract.dates.context import Context, Reading
from kg.extract.dates.numbers import read_year
from kg.extract.dates.patterns import Match

# A text tells of other times than its own where it names at least this many years that lie two or more before
# its publication, at least as many as nearer ones, and more than this many for each word that is counted from
# the publication ("Tuesday", "last month"). Calibrated on TimeBank and AQUAINT (news), WikiWars (history).
_FAR_YEARS = 5
_FAR_SHARE = 3

READINGS: dict[str, Callable[[Match, Context], Reading | None]] = {
    "ago": relative.read_ago,
    "ancient": calendar.read_ancient,
    "calendar": calendar.read_calendar,
    "century": calendar.read_century,
    "day_before_day": calendar.read_day_before_day,
    "day_beyond": relative.read_day_beyond,
    "daypart": durations.read_daypart,
    "daypart_of": durations.read_daypart_of,
    "decade": calendar.read_decade,
    "day_of_month": calendar.read_day_of_month,
    "day_range": calendar.read_day_range,
    "deictic_day": relative.read_deictic_day,
    "direction": relative.read_direction,
    "duration": durations.read_duration,
    "duration_and_half": durations.read_duration_and_half,
    "earlier_later": relative.read_earlier_later,
    "end_of_unit": relative.read_end_of_unit,
    "every": durations.read_every,
    "fiscal_year": quarters.read_fiscal_year,
    "frequency": durations.read_frequency,
    "from_now": relative.read_from_now,
    "half": quarters.read_half,
    "half_unit": durations.read_half_unit,
    "holiday": calendar.read_holiday,
    "iso": calendar.read_iso,
    "month_of_that_year": relative.read_month_of_that_year,
    "month_of_year": relative.read_month_of_year,
    "month_toward": relative.read_month_toward,
    "next_unit": relative.read_next_unit,
    "not_a_date": lambda match, context: None,
    "quarter": quarters.read_quarter,
    "quarter_before": quarters.read_quarter_before,
    "quarter_of_year": quarters.read_quarter_of_year,
    "rate": durations.read_rate,
    "reference": durations.read_vague_reference,
    "same_quarter": quarters.read_same_quarter,
    "same_unit": relative.read_same_unit,
    "season": calendar.read_season,
    "short_year": calendar.read_short_year,
    "slashes": calendar.read_slashes,
    "some_night": durations.read_some_night,
    "spelled_year": calendar.read_spelled_year,
    "stretch": relative.read_stretch,
    "this_unit": relative.read_this_unit,
    "time": durations.read_time,
    "vague_duration": durations.read_vague_duration,
    "vague_future": relative.read_vague_future,
    "vague_past": relative.read_vague_past,
    "week_of": calendar.read_week_of,
    "weekday": relative.read_weekday,
    "weekdays": durations.read_weekdays,
    "year": calendar.read_plain_year,
}


def is_narrative(matches: Iterable[Match], published: date | None) -> bool:
    """Whether the text tells of other times than the day of its publication, as a history does."""
    if published is None:
        return True
    far, near, deictic = 0, 0, 0
    for match in matches:
        year = read_year(match) if match.pattern.reading in ("calendar", "year") else None
        if year:
            far += year < published.year - 1
            near += year >= published.year - 1
        deictic += match.pattern.reading in ("deictic_day", "direction", "weekday")
    return far >= max(_FAR_YEARS, near) and far > _FAR_SHARE * deictic
