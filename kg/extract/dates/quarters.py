"""Normalize quarters, halves, fiscal years and what they are compared with ("a year earlier")."""

from __future__ import annotations

from kg import edtf
from kg.extract.dates.arithmetic import add_units, granularity, shift_timex, to_timex
from kg.extract.dates.calendar import year_of_last_date
from kg.extract.dates.context import Context, NormalizedDate, to_unresolved
from kg.extract.dates.groups import find_meaning, parse_ordinal, parse_year
from kg.extract.dates.patterns import PatternMatch
from kg.extract.dates.tense import Tense


def normalize_quarter(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a quarter: "the third quarter of 2019", "Q3 2019"; a bare one by the tense."""
    nth = find_meaning(match, "quarter_code") or parse_ordinal(match)
    if not 1 <= nth <= 4:
        return None
    year = parse_year(match)
    if year:
        return NormalizedDate("DATE", f"{year:04}-Q{nth}")
    published = context.published
    if published is None:
        return to_unresolved(f"XXXX-Q{nth}", context)
    if "direction" in match.groups:
        return NormalizedDate(
            "DATE", f"{published.year + find_meaning(match, 'direction'):04}-Q{nth}", anchor=published
        )
    current = (published.month - 1) // 3 + 1
    ahead = context.tense is Tense.FUTURE and not _is_reported(match, context)
    year = published.year + (nth < current) if ahead else published.year - (nth > current)
    return NormalizedDate("DATE", f"{year:04}-Q{nth}", anchor=published)


def _is_reported(match: PatternMatch, context: Context) -> bool:
    """Whether the quarter is over, as in "expects a third-quarter loss", "a loss for the third quarter"."""
    return any(word.text == "-" for word in match.words) or context.before.rstrip().endswith("for")


def find_quarter(context: Context) -> str | None:
    """Find the current quarter: the last one named, else the last that ended before publication."""
    if context.last_quarter:
        return context.last_quarter
    previous = add_units(context.published, "Q", -1) if context.published else None
    return to_timex(previous, "Q") if previous else None


def normalize_same_quarter(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize an anaphoric quarter: "the quarter", "the latest quarter"."""
    quarter = find_quarter(context)
    return (
        NormalizedDate("DATE", quarter, anchor=context.published)
        if quarter
        else to_unresolved("XXXX-QX", context)
    )


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
    nth = find_meaning(match, "half_code") or (1 if "first" in words else 2)
    year = parse_year(match)
    if year is None and context.published:
        year = context.published.year + find_meaning(match, "direction")
        return NormalizedDate("DATE", f"{year:04}-H{nth}", anchor=context.published)
    return NormalizedDate("DATE", f"{year:04}-H{nth}") if year else to_unresolved(f"XXXX-H{nth}", context)


def normalize_fiscal_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "fiscal 2024": the year of the United States government, EDTF 2023-10/2024-09."""
    year = parse_year(match)
    anchor = None
    if year is None:
        if context.published is None:
            return to_unresolved("XXXX", context)
        anchor = context.published
        year = anchor.year + (anchor.month >= 10) + find_meaning(match, "direction")
    if not 1 < year <= 9999:
        return None
    return NormalizedDate(
        "DATE", f"{year:04}", edtf.between(f"{year - 1:04}-10", f"{year:04}-09"), anchor=anchor
    )
