"""Place fiscal years, and their quarters and halves, on the calendar of whoever's they are."""

from __future__ import annotations

import re
from functools import cache

from kg import edtf
from kg.extract.dates.context import Context, NormalizedDate, to_unresolved
from kg.extract.dates.groups import expand_short_year, find_meaning, parse_year
from kg.extract.dates.patterns import PatternMatch
from kg.rules.fiscal_years import FISCAL_YEARS, FiscalCalendar

_FISCAL = frozenset({"fiscal", "financial", "fy", "jfy"})
# The end of a sentence; the dot of "U.S." is none.
_SENTENCE_END = re.compile(r"(?<=[^\W_A-Z][.!?])\W*\s|\n")


def is_fiscal(match: PatternMatch) -> bool:
    """Whether the expression means a fiscal year: it says so, or has two calendar years ("2024-25")."""
    return any(word.lower in _FISCAL for word in match.words) or _has_two_years(match)


def _has_two_years(match: PatternMatch) -> bool:
    short = (re.fullmatch(r"['’]?\d\d", word.text) for word in match.words)
    return "year" in match.groups and any(short)


@cache
def _owner_pattern() -> tuple[re.Pattern[str], dict[str, FiscalCalendar]]:
    """Return the pattern of all owners, and the calendar of each; a capital in the rules has to be one."""
    owners = {owner: calendar for calendar in FISCAL_YEARS.calendars for owner in calendar.owners}
    longest_first = sorted(owners, key=len, reverse=True)
    words = "|".join(re.escape(one) if one != one.lower() else f"(?i:{one})" for one in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?![^\W\d])"), owners


def find_calendar(context: Context) -> FiscalCalendar | None:
    """Find whose fiscal year an expression means; None where the article names nobody.

    Whoever is named last before it in its sentence, else first after it there, else last in the text before.
    """
    pattern, owners = _owner_pattern()
    text = context.text
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, context.start)), default=0)
    following = _SENTENCE_END.search(text, context.end)
    end = following.start() if following else len(text)
    inside = list(pattern.finditer(text, start, context.end))
    named = inside[-1:] or [*pattern.finditer(text, context.end, end)][:1]
    named = named or [*pattern.finditer(text, 0, start)][-1:]
    return owners.get(named[0][0], owners.get(named[0][0].lower())) if named else None


def to_fiscal(match: PatternMatch, context: Context, year: int, months: int = 12, nth: int = 1) -> str | None:
    """Write the EDTF of the `nth` stretch of so many months of the fiscal year called `year`.

    One of two calendar years, "2024-25", is called by the second where fiscal years are called by their end.
    """
    calendar = find_calendar(context)
    if not _has_two_years(match):
        return _to_interval(calendar or FISCAL_YEARS.calendars[0], year, months, nth)
    if calendar is None:
        return None
    return _to_interval(calendar, year + (calendar.named_by == "end"), months, nth)


def _to_interval(calendar: FiscalCalendar, year: int, months: int, nth: int) -> str | None:
    first = year * 12 + calendar.first_month - 1 + months * (nth - 1)
    if calendar.named_by == "end" and calendar.first_month > 1:
        first -= 12
    (start, month), (end, last_month) = divmod(first, 12), divmod(first + months - 1, 12)
    if not 1 <= start <= end <= 9999:
        return None
    return edtf.between(f"{start:04}-{month + 1:02}", f"{end:04}-{last_month + 1:02}")


def normalize_fiscal_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "fiscal 2024" -> EDTF 2023-10/2024-09 in the United States, 2024-04/2025-03 in Japan."""
    year = parse_year(match)
    anchor = None
    if year is None:
        if context.published is None:
            return to_unresolved("XXXX", context)
        anchor = context.published
        year = _year_of(find_calendar(context), anchor.year, anchor.month) + find_meaning(match, "direction")
    written = to_fiscal(match, context, year)
    return NormalizedDate("DATE", f"{year:04}", written, anchor) if written else None


def _year_of(calendar: FiscalCalendar | None, year: int, month: int) -> int:
    """Return how the fiscal year is called that holds the month."""
    calendar = calendar or FISCAL_YEARS.calendars[0]
    if calendar.named_by == "end":
        return year + (month >= calendar.first_month > 1)
    return year - (month < calendar.first_month)


def normalize_fiscal_span(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a fiscal year of two calendar years: "the 2024-25 budget", "2025/26 financial year".

    Where nobody's months are known it is the two calendar years. In the United States, whose fiscal years
    have one year in their name, it is two of them.
    """
    year = int(match.groups["year"][0].text)
    digits = re.sub(r"\D", "", (match.groups.get("short_year") or match.groups["modern_year"])[0].text)
    last = expand_short_year(int(digits)) if len(digits) == 2 else int(digits)
    calendar = find_calendar(context)
    if last != year + 1:
        return None
    if calendar is None:
        return NormalizedDate("DATE", f"{year:04}", f"{year:04}/{last:04}")
    months, named = 12, last if calendar.named_by == "end" else year
    if calendar.first_month in (1, FISCAL_YEARS.calendars[0].first_month):
        months, named = 24, year
    return NormalizedDate("DATE", f"{year:04}", _to_interval(calendar, named, months, 1))
