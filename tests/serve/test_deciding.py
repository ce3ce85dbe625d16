"""A decision that is made on a page outlives the next build, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline import build
from kg.store import open_store
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


def test_what_is_contested_or_confirmed_stays_so_after_every_build(
    tmp_path: Path, read_ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    location = tmp_path / "graph"
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, location)
    graph = open_store(location)
    mentions = sorted(
        row["mention"].value
        for row in graph.select(
            "select ?mention { ?mention sp:denotes ?actor ; oa:hasSource/dcterms:identifier ?id . "
            "?mention oa:hasSelector/oa:exact ?words FILTER(?id in ('moon', 'mars')) } ORDER BY ?id"
        )
    )
    wrong, right = mentions
    form = {"subject": wrong, "because": "no such ship", "token": TOKEN, "kind": "reject"}
    with serving(location, token=TOKEN) as client:
        page = client.get("/decide", params={"kind": "confirm", "subject": right})
        assert "kg curate confirm" in page.text
        assert client.post("/decide", data=form).status_code == 200
        assert client.post("/decide", data=form | {"subject": right, "kind": "confirm"}).status_code == 200

    def check() -> None:
        denoting = "select ?id { ?mention sp:denotes ?actor ; oa:hasSource/dcterms:identifier ?id }"
        confirmed = "select ?id { ?mention sp:confirmedBy ?decision ; oa:hasSource/dcterms:identifier ?id }"
        now = open_store(location)
        ids = {row["id"].value for row in now.select(denoting)}
        assert len(ids) == 2 and "venus" in ids
        assert {row["id"].value for row in now.select(confirmed)} == ids - {"venus"}

    for change in ({}, {name: f"{text} And so on." for name, text in TEXTS.items()}):
        for fresh in (False, True):
            build([*paths, *write_articles(tmp_path / "in", change)], location, fresh=fresh)
            check()
    assert main(["curate", "undo", "1", "--store", str(location)]) == 0
    assert main(["curate", "undo", "2", "--store", str(location)]) == 0
    assert len(list(open_store(location).select("select ?x { ?x sp:denotes ?actor }"))) == 3
    assert not list(open_store(location).select("select ?x { ?x sp:confirmedBy ?decision }"))
