"""When fiscal years begin: the types of `fiscal_years.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class FiscalCalendar:
    """The fiscal years of the `owners`: their first month, and the calendar year that names one."""

    first_month: int
    named_by: Literal["start", "end"]
    owners: tuple[str, ...]


@dataclass(frozen=True)
class FiscalYears:
    """All of `fiscal_years.toml`."""

    calendars: tuple[FiscalCalendar, ...]


FISCAL_YEARS = read_rules(FOLDER / "fiscal_years.toml", FiscalYears)
