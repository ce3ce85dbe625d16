"""What is added in one place and missing in another, told by the name of the other (docs/extending.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from kg.extract.dates.normalizers import NORMALIZERS
from kg.model import SpeechAct, Stage
from kg.ontology import ontology_path, shapes_path
from kg.rules.agreements import AGREEMENTS
from kg.rules.cue_words import CUE_WORDS
from kg.rules.dates import DATES
from kg.rules.reporting_verbs import REPORTING_VERBS
from kg.settings import data_folder
from kg.vocab import SP

QUERIES = data_folder("queries") / "networks"
# Stages that no verb brings: "has not signed", and an agreement that is only spoken of.
WORDLESS = {"unsigned", "mentioned"}
# Of a cue that stands in no list, and of a verb that denies whatever its act is.
LISTLESS = {"denial", "unclassified"}


def find_missing_places(act: str) -> Iterator[str]:
    """Where a speech act of kg/model/readings.py is not found yet."""
    if act not in REPORTING_VERBS.keys() | CUE_WORDS.keys() | LISTLESS:
        yield f"kg/rules/reporting_verbs.toml: a table [{act}]"
    if act not in SP.terms:
        yield f"kg/vocab.py: {act!r} among the terms of SP"
    if f"sp:{act} a skos:Concept" not in ontology_path().read_text(encoding="utf-8"):
        yield f"ontology/space-policy.ttl: the concept sp:{act}"
    if f"sp:{act} " not in shapes_path().read_text(encoding="utf-8"):
        yield f"ontology/shapes.ttl: sp:{act} in the list of shape:speech-act"
    for name in ("claim-to", "statement-to"):
        if f'(sp:{act} "{act}")' not in (QUERIES / f"{name}.rq").read_text(encoding="utf-8"):
            yield f'queries/networks/{name}.rq: (sp:{act} "{act}") among the VALUES'


@pytest.mark.parametrize("act", get_args(SpeechAct))
def test_a_speech_act_is_everywhere(act: str) -> None:
    missing = list(find_missing_places(act))
    assert not missing, "\n".join([f"{act} is missing in", *missing])


@pytest.mark.parametrize("stage", sorted({*get_args(Stage)} - WORDLESS))
def test_a_stage_has_words(stage: str) -> None:
    tables = (AGREEMENTS.stages, AGREEMENTS.phrases, AGREEMENTS.nouns, AGREEMENTS.doers)
    assert any(stage in table for table in tables), f"kg/rules/agreements.toml: no words for {stage!r}"


@pytest.mark.parametrize("normalizer", sorted({rule.normalizer for rule in DATES.patterns}))
def test_a_date_pattern_has_its_normalizer(normalizer: str) -> None:
    where = "kg/extract/dates/normalizers.py: no such line in NORMALIZERS"
    assert normalizer in NORMALIZERS, f"{where}: {normalizer!r}"


@pytest.mark.parametrize("normalizer", sorted(NORMALIZERS))
def test_a_normalizer_has_a_date_pattern(normalizer: str) -> None:
    patterns = {rule.normalizer for rule in DATES.patterns}
    assert normalizer in patterns, f"kg/rules/dates.toml: no pattern for {normalizer!r}"


def test_the_table_of_the_docs_names_files_that_exist() -> None:
    root = data_folder("ontology").parent
    page = (root / "docs" / "extending.md").read_text(encoding="utf-8")
    table = page[: page.index("\n## ")]
    named = re.findall(r"`((?:kg|ontology|queries|evaluation|tests)/[\w./-]*)`", table)
    assert [name for name in named if not (root / name).exists()] == []
