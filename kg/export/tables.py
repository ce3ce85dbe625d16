"""Write the tables of `kg.tables`, in one of FORMS: a folder of files, or a database in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kg.csv_text import write_csv_text
from kg.errors import ExportError
from kg.export.options import ExportOptions
from kg.rows import to_cell
from kg.settings import ROWS_AT_ONCE
from kg.store import GraphStore
from kg.tables import Row, Table, list_tables, read_table, write_sqlite
from kg.tables.sqlite import to_create
from kg.tables.views import VIEWS

# The types of columns that are no text, as each program calls them.
_ARROW_TYPES = {"integer": "int64", "boolean": "bool", "number": "double"}
_DUCKDB_TYPES = {"integer": "BIGINT", "boolean": "BOOLEAN", "number": "DOUBLE"}


def write_tables(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write all tables in the form of the options, to a path that does not exist yet."""
    FORMS[options.form](store, path, options)


def _write_csv(store: GraphStore, path: Path, options: ExportOptions) -> None:
    path.mkdir()
    for table, rows in _read_tables(store, path.parent, options):
        cells = ([to_cell(value) for value in row] for row in rows)
        with (path / f"{table.name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
            write_csv_text(file, chain([table.names], cells), options.excel)


def _write_parquet(store: GraphStore, path: Path, options: ExportOptions) -> None:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportError("Parquet is written by pyarrow: pip install pyarrow") from error
    path.mkdir()
    for table, rows in _read_tables(store, path.parent, options):
        types = [_ARROW_TYPES.get(column.kind, "string") for column in table.columns]
        schema = pyarrow.schema(list(zip(table.names, types, strict=True)))
        with ParquetWriter(path / f"{table.name}.parquet", schema) as file:
            for columns in _to_columns(rows):
                arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, types, strict=True)]
                file.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _write_sqlite(store: GraphStore, path: Path, options: ExportOptions) -> None:
    write_sqlite(store, path, options.progress)


def _write_duckdb(store: GraphStore, path: Path, options: ExportOptions) -> None:
    try:
        import duckdb
    except ImportError as error:
        raise ExportError("a DuckDB file is written by duckdb: pip install duckdb") from error
    # It would fetch what it lacks, such as an extension.
    offline: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    with duckdb.connect(str(path), config=offline) as database:
        for table, rows in _read_tables(store, path.parent, options):
            database.execute(to_create(table, _DUCKDB_TYPES, "VARCHAR"))
            kinds = [_DUCKDB_TYPES.get(column.kind, "VARCHAR") for column in table.columns]
            values = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
            for columns in _to_columns(rows):
                database.execute(f'INSERT INTO "{table.name}" SELECT {values}', columns)
        for name, sql in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {sql}")


def _read_tables(
    store: GraphStore, folder: Path, options: ExportOptions
) -> Iterator[tuple[Table, Iterator[Row]]]:
    tables = list_tables()
    for number, table in enumerate(tables):
        options.report_progress(f"writing {table.name}", number, len(tables))
        yield table, read_table(store, table, folder)


def _to_columns(rows: Iterable[Row]) -> Iterator[list[list[Any]]]:
    """Turn rows into columns, ROWS_AT_ONCE at a time."""
    rest = iter(rows)
    while some := list(islice(rest, ROWS_AT_ONCE)):
        yield [list(column) for column in zip(*some, strict=True)]


FORMS: dict[str, Callable[[GraphStore, Path, ExportOptions], None]] = {
    "csv": _write_csv,
    "duckdb": _write_duckdb,
    "parquet": _write_parquet,
    "sqlite": _write_sqlite,
}
FOLDER_FORMS = ("csv", "parquet")
