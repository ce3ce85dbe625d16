"""Texts with markup and invisible characters: read as their words, found where they stand in the file."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.store import open_store
from tests.reader_files import make_samples

pytestmark = pytest.mark.model

PLAIN = (
    "Minister Ana Ruiz said on Tuesday that the station will fly until 2030. "
    "Norland signed the Harbour Accords on March 12, 2024."
)
MARKED = {
    "soft.txt": PLAIN.replace("station", "sta\u00adtion").replace(" ", "\u00a0"),
    "page.txt": "<p>" + html.escape(PLAIN).replace("Ana Ruiz", "<b>Ana&nbsp;Ruiz</b>") + "</p>",
    "post.md": PLAIN.replace("Ana Ruiz", "[Ana **Ruiz**](https://ruiz.example)").replace(
        "Harbour", "*Harbour*"
    ),
}


def test_markup_changes_no_fact_and_every_span_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def kg(*arguments: str) -> str:
        assert main([*arguments, "--store", str(tmp_path / "graph")]) == 0
        return capsys.readouterr().out

    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in MARKED.items():
        (folder / name).write_text(f"---\ntitle: {name}\n---\n{text}", encoding="utf-8")
    line = {"id": "line", "title": "line", "text": MARKED["soft.txt"].replace("\u00a0", "&nbsp;")}
    (folder / "line.jsonl").write_text(json.dumps(line), encoding="utf-8")
    kg("build", str(folder))

    assert kg("verify") == ""
    asked = kg("query", "who-said-what", "--param", "actor=Ruiz", "--format", "csv")
    said = list(csv.DictReader(io.StringIO(asked)))
    assert len(said) == len(MARKED) + 1
    assert {row["words"] for row in said} == {"that the station will fly until 2030"}
    signed = kg("query", "signatures-of-agreement", "--param", "agreement=Harbour Accords", "--format", "csv")
    assert signed.count(",signed,Norland,Norland,2024-03-12") == len(said)


def test_the_words_of_a_span_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "soft.txt"
    path.write_text(MARKED["soft.txt"], encoding="utf-8")
    assert main(["build", str(path), "--store", str(tmp_path / "graph")]) == 0
    rows = open_store(tmp_path / "graph").select(
        "SELECT ?exact WHERE { GRAPH ?g { ?selector <http://www.w3.org/ns/oa#exact> ?exact } }"
    )
    words = {row["exact"].value for row in rows}
    assert "that\u00a0the\u00a0sta\u00adtion\u00a0will\u00a0fly\u00a0until\u00a02030" in words
    assert all(one in MARKED["soft.txt"] for one in words)


def test_every_span_of_every_format_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, graph = tmp_path / "in", str(tmp_path / "graph")
    folder.mkdir()
    suffixes = sorted(make_samples())
    for number, suffix in enumerate(suffixes):
        # A day of its own makes an article of each file and not a copy of another.
        text = PLAIN.replace("March 12", f"March {number + 1}").replace("station", "sta\u00adtion")
        (folder / f"{number}{suffix}").write_bytes(make_samples(text)[suffix])
    assert main(["build", str(folder), "--store", graph]) == 0
    capsys.readouterr()

    assert main(["verify", "--store", graph]) == 0
    assert capsys.readouterr().out == ""
    said = "SELECT DISTINCT ?article { GRAPH ?g { ?claim a sp:Claim ; sp:groundedIn/oa:hasSource ?article } }"
    assert main(["query", said, "--store", graph, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(suffixes) + 1
