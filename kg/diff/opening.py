"""Open the two graphs that are compared: generations of one, or two."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.generations import current_folder, is_generation, list_generations
from kg.printable import shorten
from kg.store import GraphStore, open_generation, open_store


@dataclass(frozen=True, slots=True)
class Side:
    """One of two graphs, and where it lies."""

    folder: Path
    store: GraphStore


def open_sides(location: Path, old: str | None = None, new: str | None = None) -> tuple[Side, Side]:
    """Open two graphs: by default the generation before the current one at `location`, and the current one.

    Each is named by the folder of a graph, or of a generation, or by the number of one at `location`. Raises
    StoreError where there is none.
    """
    if old is None:
        open_store(location)
        kept = list_generations(location)
        if len(kept) < 2:
            raise StoreError(
                f"of the graph at {location} there is no generation before the current one: build it again "
                "when articles have changed, or name two graphs: kg diff OLD NEW"
            )
        return _to_side(kept[-2]), _to_side(kept[-1])
    return _open(location, old), _open(location, new) if new is not None else _open_current(location)


def _open(location: Path, name: str) -> Side:
    if name.isdecimal():
        return _to_side(_find_generation(location, int(name)))
    folder = Path(name)
    return _to_side(folder) if is_generation(folder) else _open_current(folder)


def _find_generation(location: Path, number: int) -> Path:
    kept = {int(folder.name.rpartition("-")[2]): folder for folder in list_generations(location)}
    if number not in kept:
        there = ", ".join(map(str, kept)) or "none"
        raise StoreError(
            f"generation {shorten(str(number))} of the graph at {location} is not kept; there are: {there}. "
            "More stay with `kg build --keep NUMBER`"
        )
    return kept[number]


def _open_current(location: Path) -> Side:
    store = open_store(location)
    return Side(current_folder(location) or location, store)


def _to_side(folder: Path) -> Side:
    return Side(folder, open_generation(folder, folder.parent))
