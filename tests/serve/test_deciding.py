"""A decision that is made on a page outlives the next build, and can be taken back."""

from __future__ import annotations

from pathlib import Path

from kg.cli import main
from kg.pipeline import build
from tests.first_words import TEXTS, to_nquads, write_articles
from tests.serve.conftest import TOKEN, serving


def test_a_decision_made_on_the_page_survives_the_builds_that_follow(
    tmp_path: Path, read_ids: list[str]
) -> None:
    location = tmp_path / "graph"
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, location)
    before = to_nquads(location)
    form = {"kind": "merge", "subject": "Orbita", "into": "Freedonia", "token": TOKEN}
    with serving(location, token=TOKEN) as client:
        assert client.post("/decide", data=form).status_code == 200
        assert client.get("/actor/organization/orbita").status_code == 200
        for more in ({}, {"venus": TEXTS["venus"] + " It said so again."}):
            build([*paths, *write_articles(tmp_path / "in", more)], location)
            assert client.get("/actor/organization/orbita").status_code == 404
            assert client.get("/actor/organization/freedonia").status_code == 200
    write_articles(tmp_path / "in", TEXTS)
    assert main(["curate", "undo", "1", "--store", str(location)]) == 0
    build(paths, location)
    assert to_nquads(location) == before
