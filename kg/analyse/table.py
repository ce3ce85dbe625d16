"""The result table of an analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; None where a measure is not defined."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def round_measure(values: Mapping[str, float]) -> dict[str, float]:
    """Round a measure to six decimals: the last bits differ between machines and must decide no order."""
    return {iri: round(value, 6) for iri, value in values.items()}
