"""Readings of quarters, halves and fiscal years, and of what reports compare them with ("a year earlier")."""

from __future__ import annotations

from kg import edtf
from kg.extract.dates.arithmetic import add, fineness, shift, write_value
from kg.extract.dates.calendar import said_year
from kg.extract.dates.context import Context, Reading, read_unresolved
from kg.extract.dates.numbers import find_number, read_ordinal, read_year
from kg.extract.dates.patterns import Match


def read_quarter(match: Match, context: Context) -> Reading | None:
    """ "the third quarter of 2019", "Q3 2019", "this year's third quarter"; a bare one by the tense."""
    nth = find_number(match, "quarter_code") or read_ordinal(match)
    if not 1 <= nth <= 4:
        return None
    year = read_year(match)
    if year:
        return Reading("DATE", f"{year:04}-Q{nth}")
    published = context.published
    if published is None:
        return read_unresolved(f"XXXX-Q{nth}", context)
    if "direction" in match.kept:
        return Reading(
            "DATE", f"{published.year + find_number(match, 'direction'):04}-Q{nth}", anchor=published
        )
    current = (published.month - 1) // 3 + 1
    ahead = context.direction > 0 and not _is_reported(match, context)
    year = published.year + (nth < current) if ahead else published.year - (nth > current)
    return Reading("DATE", f"{year:04}-Q{nth}", anchor=published)


def _is_reported(match: Match, context: Context) -> bool:
    """ "expects a third-quarter loss", "a loss for the third quarter": what is told of is over."""
    return any(word.text == "-" for word in match.words) or context.before.rstrip().endswith("for")


def find_quarter(context: Context) -> str | None:
    """The quarter that the text speaks of: the one said last, else the last that ended before publication."""
    if context.quarter:
        return context.quarter
    previous = add(context.published, "Q", -1) if context.published else None
    return write_value(previous, "Q") if previous else None


def read_same_quarter(match: Match, context: Context) -> Reading | None:
    """ "the quarter", "the latest quarter"."""
    quarter = find_quarter(context)
    return (
        Reading("DATE", quarter, anchor=context.published) if quarter else read_unresolved("XXXX-QX", context)
    )


def read_quarter_before(match: Match, context: Context) -> Reading | None:
    """ "the year-ago quarter", "a year earlier": the same stretch of the year before."""
    quarter = context.quarter
    if "ordinal" in match.kept and context.published:
        nth = read_ordinal(match)
        year = said_year(context) or context.published.year
        return Reading("DATE", f"{year - 1:04}-Q{nth}", anchor=context.published)
    if not quarter and match.words[-1].lower in ("quarter", "period"):
        quarter = find_quarter(context) or ""
    if quarter:
        return Reading("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", anchor=context.published)
    if match.words[-1].lower == "earlier" and context.said and fineness(context.said) >= 0:
        moved = shift(context.said, "Y", -1)
        return Reading("DATE", moved) if moved else None
    if context.published is None:
        return read_unresolved("XXXX", context)
    return Reading("DATE", f"{context.published.year - 1:04}", anchor=context.published)


def read_quarter_of_year(match: Match, context: Context) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period": in that year what the text speaks of in its own."""
    quarter = find_quarter(context)
    year = read_year(match)
    return Reading("DATE", f"{year:04}{quarter[4:]}" if quarter else f"{year:04}") if year else None


def read_half(match: Match, context: Context) -> Reading | None:
    """ "the second half of 2020" -> 2020-H2, EDTF 2020-07/2020-12."""
    words = {word.lower for word in match.words}
    nth = find_number(match, "half_code") or (1 if "first" in words else 2)
    year = read_year(match)
    if year is None and context.published:
        year = context.published.year + find_number(match, "direction")
        return Reading("DATE", f"{year:04}-H{nth}", anchor=context.published)
    return Reading("DATE", f"{year:04}-H{nth}") if year else read_unresolved(f"XXXX-H{nth}", context)


def read_fiscal_year(match: Match, context: Context) -> Reading | None:
    """ "fiscal 2024": the year of the United States government, EDTF 2023-10/2024-09."""
    year = read_year(match)
    anchor = None
    if year is None:
        if context.published is None:
            return read_unresolved("XXXX", context)
        anchor = context.published
        year = anchor.year + (anchor.month >= 10) + find_number(match, "direction")
    if not 1 < year <= 9999:
        return None
    return Reading("DATE", f"{year:04}", edtf.between(f"{year - 1:04}-10", f"{year:04}-09"), anchor=anchor)
