"""Print docs/tables.md."""

from __future__ import annotations

from kg.tables import list_tables, to_markdown

print(to_markdown(list_tables()), end="")
