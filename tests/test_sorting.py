"""Lines sorted in runs are the lines sorted at once, however short the runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import DUMPS, export
from kg.sorting import sort_lines
from tests.test_export_rdf import sample_store

LINES = st.lists(st.binary(max_size=3).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=40)


@given(lines=LINES, at_once=st.integers(1, 5), runs=st.integers(2, 4))
def test_runs_give_what_one_sort_gives(
    lines: list[bytes], at_once: int, runs: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.sorting.LINES_AT_ONCE", at_once)
        patch.setattr("kg.sorting.RUNS_AT_ONCE", runs)
        folder = tmp_path_factory.mktemp("sorting")
        assert list(sort_lines(lines, folder)) == sorted(lines)
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("format", DUMPS)
def test_an_export_in_runs_is_that_in_one(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [whole] = export(sample_store(), format, tmp_path / "whole")
    monkeypatch.setattr("kg.sorting.LINES_AT_ONCE", 7)
    [merged] = export(sample_store(), format, tmp_path / "merged")
    assert merged.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["merged", "whole"]
