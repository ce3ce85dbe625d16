"""The graph as plain tables, whose keys are its IRIs: one SELECT of `queries/tables/` each."""

from __future__ import annotations

from kg.tables.definitions import TEXTS, Column, Table, list_tables, to_markdown
from kg.tables.reading import Row, read_table
from kg.tables.sqlite import write_sqlite

__all__ = ["TEXTS", "Column", "Row", "Table", "list_tables", "read_table", "to_markdown", "write_sqlite"]
