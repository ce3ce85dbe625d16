"""Answers as data frames, and as a notebook shows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from pyoxigraph import Literal, NamedNode

from kg.errors import ExportError
from kg.rows import Rows
from kg.settings import ROWS_SHOWN

IRI = NamedNode("https://example.org/a")
ROWS = Rows(("it", "count", "sure", "said"), ((IRI, Literal(2), Literal(True), None),))


def test_a_data_frame_has_the_plain_values() -> None:
    pandas = pytest.importorskip("pandas")
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["it", "count", "sure", "said"]
    assert frame.iloc[0].tolist()[:3] == ["https://example.org/a", 2, True]
    assert pandas.isna(frame["said"][0])
    assert Rows(("it",), ()).to_pandas().empty


def test_without_pandas_the_remedy_is_named(hide: Callable[[str], None]) -> None:
    hide("pandas")
    with pytest.raises(ExportError, match="pip install pandas"):
        ROWS.to_pandas()


def test_a_notebook_shows_a_table_with_the_number_of_rows() -> None:
    shown = ROWS._repr_html_()
    assert "<th>count</th>" in shown and "<td>2</td><td>true</td><td></td>" in shown and "1 rows" in shown
    many = Rows(("n",), tuple((Literal(n),) for n in range(1000)))._repr_html_()
    assert many.count("<tr>") == ROWS_SHOWN + 1 and f"1,000 rows, {ROWS_SHOWN} shown" in many


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just("<script>alert(1)</script>\u202e&amp;"))
def test_what_an_article_says_is_no_html(words: str) -> None:
    table = fragment_fromstring(Rows(("words",), ((Literal(words),),))._repr_html_(), create_parent="div")
    [cell] = table.iter("td")
    assert len(cell) == 0 and {element.tag for element in table.iter()} <= {
        "div", "table", "thead", "tbody", "tr", "th", "td", "p",
    }  # fmt: skip
    assert not {"\u202e", "\x00"} & set(cell.text or "")
