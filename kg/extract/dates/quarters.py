"""Normalize quarters, halves and what they are compared with ("a year earlier")."""

from __future__ import annotations

from datetime import date

from kg.extract.dates.arithmetic import add_units, first_day, granularity, is_date, shift_timex, to_timex
from kg.extract.dates.calendar import year_of_last_date
from kg.extract.dates.context import Context, NormalizedDate, to_unresolved
from kg.extract.dates.fiscal import is_fiscal, to_fiscal
from kg.extract.dates.groups import find_meaning, parse_day, parse_ordinal, parse_year
from kg.extract.dates.patterns import PatternMatch


def normalize_quarter(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a quarter: "the third quarter of fiscal 2019", "Q3 2019", "3Q19"; a bare one by the tense."""
    code = match.group_text("first_quarter_code")
    nth = int(code[0]) if code else find_meaning(match, "quarter_code") or parse_ordinal(match)
    if not 1 <= nth <= 4:
        return None
    year = parse_year(match)
    if year:
        written = to_fiscal(match, context, year, 3, nth) if is_fiscal(match) else None
        return NormalizedDate("DATE", f"{year:04}-Q{nth}", written)
    published = context.published
    if published is None:
        return to_unresolved(f"XXXX-Q{nth}", context)
    if "direction" in match.groups:
        return NormalizedDate(
            "DATE", f"{published.year + find_meaning(match, 'direction'):04}-Q{nth}", anchor=published
        )
    current = (published.month - 1) // 3 + 1
    ahead = context.tense.is_ahead and not _is_reported(match, context)
    year = published.year + (nth < current) if ahead else published.year - (nth > current)
    return NormalizedDate("DATE", f"{year:04}-Q{nth}", anchor=published)


def _is_reported(match: PatternMatch, context: Context) -> bool:
    """Whether the quarter is over, as in "expects a third-quarter loss", "a loss for the third quarter"."""
    return any(word.text == "-" for word in match.words) or context.before.rstrip().endswith("for")


def find_quarter(context: Context) -> str | None:
    """Find the current quarter: the last one named, else the last that ended before publication."""
    over = first_day(context.last_quarter) if context.last_quarter else None
    if over and (context.published is None or over <= context.published):
        return context.last_quarter
    previous = add_units(context.published, "Q", -1) if context.published else None
    return to_timex(previous, "Q") if previous else None


def normalize_same_quarter(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize an anaphoric quarter: "the quarter", "the latest quarter"."""
    quarter = find_quarter(context)
    if quarter is None:
        return to_unresolved("XXXX-QX", context)
    ended = add_units(context.published, "Q", -1) if context.published else None
    if ended and "latest" in {word.lower for word in match.words}:
        quarter = min(quarter, to_timex(ended, "Q"))
    return NormalizedDate("DATE", quarter, anchor=context.published)


def normalize_ended_quarter(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the quarter ended July 31": the calendar quarter that holds most of its three months.

    One that is counted ("the fourth quarter ended Aug. 26") keeps its number, and the year that it ended in.
    The EDTF is the three months themselves.
    """
    end = _find_end(context)
    middle = add_units(end, "M", -1) if end else None
    first = add_units(end, "M", -2) if end else None
    if end is None or middle is None or first is None:
        return normalize_quarter(match, context) if "ordinal" in match.groups else None
    nth = parse_ordinal(match) if "ordinal" in match.groups else 0
    value = f"{end.year:04}-Q{nth}" if 1 <= nth <= 4 else to_timex(middle, "Q")
    return NormalizedDate("DATE", value, f"{to_timex(first, 'M')}/{to_timex(end, 'M')}", context.published)


def _find_end(context: Context) -> date | None:
    """Find the day behind "ended"; one without a year is the last such day, or the next after "ending"."""
    following = context.following
    if following is None or following.pattern.normalizer != "calendar":
        return None
    month, day, year = find_meaning(following, "month"), parse_day(following), parse_year(following)
    if year is None and context.published:
        is_over = "ended" in context.text[context.end : following.words[0].start].lower()
        passed = (month, day or 0) <= (context.published.month, context.published.day)
        year = context.published.year + (-1 if is_over and not passed else int(passed and not is_over))
    return date(year, month, day) if year and day and is_date(year, month, day) else None


def normalize_year_earlier(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a comparison with the year before: "the year-ago quarter", "a year earlier"."""
    quarter = context.last_quarter
    if "ordinal" in match.groups and context.published:
        nth = parse_ordinal(match)
        year = year_of_last_date(context) or context.published.year
        return NormalizedDate("DATE", f"{year - 1:04}-Q{nth}", anchor=context.published)
    if not quarter and match.words[-1].lower in ("quarter", "period"):
        quarter = find_quarter(context) or ""
    if quarter:
        return NormalizedDate("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", anchor=context.published)
    if match.words[-1].lower == "earlier" and context.last_date and granularity(context.last_date) >= 0:
        moved = shift_timex(context.last_date, "Y", -1)
        return NormalizedDate("DATE", moved) if moved else None
    if context.published is None:
        return to_unresolved("XXXX", context)
    return NormalizedDate("DATE", f"{context.published.year - 1:04}", anchor=context.published)


def normalize_quarter_of_named_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the 1988 quarter", "the 1988 period": the current quarter in that year."""
    quarter = find_quarter(context)
    year = parse_year(match)
    return NormalizedDate("DATE", f"{year:04}{quarter[4:]}" if quarter else f"{year:04}") if year else None


def normalize_half(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize half a year: "the second half of 2020" -> 2020-H2, EDTF 2020-07/2020-12."""
    words = {word.lower for word in match.words}
    code = match.group_text("first_half_code")
    nth = int(code[0]) if code else find_meaning(match, "half_code") or (1 if "first" in words else 2)
    year = parse_year(match)
    if year is None and context.published:
        year = context.published.year + find_meaning(match, "direction")
        return NormalizedDate("DATE", f"{year:04}-H{nth}", anchor=context.published)
    if year is None:
        return to_unresolved(f"XXXX-H{nth}", context)
    written = to_fiscal(match, context, year, 6, nth) if is_fiscal(match) else None
    return NormalizedDate("DATE", f"{year:04}-H{nth}", written)
