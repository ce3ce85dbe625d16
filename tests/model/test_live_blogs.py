"""Entries of a live blog: who speaks in one is nobody of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.pipeline import extract_records

pytestmark = pytest.mark.model

ENTRIES = (
    "Boris Quell, the minister of science of Ostland, came to the harbor in the rain and told the reporters "
    "that the pier would stay shut until the autumn.",
    "He said that the talks had gone badly and that nobody should expect a pact before the night is over.",
    "Carla Venn opened the talks in the old town hall with a short speech about the sea and the boats. "
    "She said that there was money for the pier.",
)
HTML = "<main>{}</main>".format(
    "".join(
        f"<article class=live-entry><h2>Entry {number}</h2><p>{entry}</p><p>It goes on.</p></article>"
        for number, entry in enumerate(ENTRIES)
    )
)
TIMES = "Talks\n\n" + "\n\n".join(f"1{number}:05 GMT\n\n{entry}" for number, entry in enumerate(ENTRIES))


@pytest.mark.parametrize(
    ("name", "text"),
    [("live.html", HTML), ("live.txt", TIMES), ("live.md", "\n\n---\n\n".join(ENTRIES))],
)
def test_who_speaks_in_an_entry_is_nobody_of_the_one_before(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    (record,) = extract_records([tmp_path / name], jobs=1)
    assert not isinstance(record, ArticleError)
    speakers = [claim["speaker"] and claim["speaker"]["name"] for claim in record["claims"]]
    assert speakers == ["Boris Quell", None, "Carla Venn"]
