"""The measure of `kg evaluate facts` is that of the scorer that lies beside the signings, where they are."""

from __future__ import annotations

import json
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from kg.evaluate.facts import to_figures
from kg.evaluate.facts_measure import SCORES, compare_facts
from kg.evaluate.facts_told import read_told, to_told
from kg.facts import to_facts
from kg.pipeline.reading import Reading, read_all
from kg.record import to_record
from kg.settings import DEFAULT_MODEL

SHARED = Path(__file__).parents[3] / "shared"
SCORER, SIGNINGS = SHARED / "tools" / "score_facts.py", SHARED / "data" / "signings" / "dev.jsonl"

# The third part of the articles has everything that the measure counts.
EVERY = 3

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (SCORER.is_file() and SIGNINGS.is_file()), reason="the signings are not there"),
]


def test_the_figures_are_those_of_the_scorer_beside_the_corpus() -> None:
    spec = spec_from_file_location("score_facts", SCORER)
    assert spec and spec.loader
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = read_told(SIGNINGS)[::EVERY]
    lines = [json.loads(line) for line in SIGNINGS.read_text(encoding="utf-8").splitlines()][::EVERY]
    theirs: Counter[str] = Counter()
    ours = []
    for reading, (article, told), line in zip(
        read_all([article for article, _ in gold], DEFAULT_MODEL, 1), gold, lines, strict=True
    ):
        assert isinstance(reading, Reading)
        facts = to_facts(article, reading.extraction, reading.resolution)
        theirs += scorer.article(line, to_record(facts), [])
        ours.append(compare_facts(article, told, to_told(facts)).counts)
    expected, found = scorer.figures(theirs), to_figures(ours, 0)
    for name in SCORES:
        for key in ("p", "r", "f1", "gold", "predicted"):
            assert found[name][key] == pytest.approx(expected[name][key], abs=1e-4), (name, key)
    shares = {"type": "actors", "title": "offices", "main": "agreements"}
    wanted = {share: expected[of][share] for share, of in shares.items()}
    wanted |= {share: expected[share] for share in ("false", "dates")}
    assert {share: round(found[share], 4) for share in wanted} == wanted
