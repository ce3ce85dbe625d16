"""Text that was decoded by the wrong encoding is repaired, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.readers import read_articles
from kg.readers.mojibake import count_repairs, repair_mojibake

PLAIN = "“We stay,” the café’s owner said – for €5 …"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_text_in_the_wrong_encoding_is_repaired(encoding: str) -> None:
    written = "the café’s owner said – for €5"
    assert repair_mojibake(written.encode().decode(encoding)) == written


def test_closing_quotation_mark_without_its_third_byte_is_repaired() -> None:
    assert repair_mojibake("â€œWe stay,â€ she said. â€œIt stays.â€") == "“We stay,” she said. “It stays.”"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "São Paulo, Škoda, RÉSUMÉ, 100 Ã 200",
        "Роскосмос said",
        "a\r\nb\u2028c",
        "don&#8217;t",
        "\ufffd",
    ],
)
def test_other_text_stays_what_it_is(text: str) -> None:
    assert repair_mojibake(text) == text


@given(st.text(st.characters(codec="ascii")))
def test_ascii_stays_what_it_is(text: str) -> None:
    assert repair_mojibake(text) == text


def test_repair_is_counted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("The agencyâ€™s plan is here.\nIt is not new.\nThe ministerâ€™s is.\n", encoding="utf-8")
    (article,) = read_articles([path])
    assert isinstance(article, Article)
    assert article.text == "The agency’s plan is here.\nIt is not new.\nThe minister’s is.\n"
    assert article.notes == ("mojibake (such as 'â€™' for ’) was repaired in 2 lines",)
    assert count_repairs("a", "a") == 0
