"""Move the passages of a record from one text to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from kg.model.texts import Passage

_Record = TypeVar("_Record")


def move_passages(record: _Record, move: Callable[[Passage], Passage]) -> _Record:
    """Give the record with every passage in it, however deep, as `move` has it."""
    moved: Any = record
    if isinstance(record, Passage):
        moved = move(record)
    elif isinstance(record, tuple):
        moved = tuple(move_passages(item, move) for item in record)
    elif is_dataclass(record) and not isinstance(record, type):
        values = {field.name: move_passages(getattr(record, field.name), move) for field in fields(record)}
        moved = replace(record, **values)
    return moved  # type: ignore[no-any-return]
