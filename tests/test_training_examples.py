"""Articles as examples for training: what belongs to a cue, what would do as well, and other names."""

from __future__ import annotations

import importlib
import random
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "evaluation"
TEXT = (
    "Norland is small. Minister Ada Vance of Norland signed the Harbour Pact for Norland. "
    "The pact binds Norland."
)


def find_all(name: str) -> list[list[int]]:
    return [[i, i + len(name)] for i in range(len(TEXT)) if TEXT.startswith(name, i)]


RECORD: dict[str, Any] = {
    "text": TEXT,
    "actors": [
        {"name": "Norland", "type": "State", "mentions": find_all("Norland")},
        {"name": "Ada Vance", "type": "Person", "mentions": find_all("Ada Vance")},
    ],
    "offices": [
        {
            "person": "Ada Vance",
            "title": "Minister",
            "organization": None,
            "nation": "Norland",
            "span": [18, 47],
        }
    ],
    "agreements": [
        {"key": "g1", "mentions": [*find_all("the Harbour Pact"), *find_all("The pact")]},
    ],
    "acts": [
        {
            "agreement": "g1",
            "stage": "signed",
            "cue": find_all("signed")[0],
            "span": [18, 83],
            "signatories": [{"person": "Ada Vance", "span": find_all("Ada Vance")[0], "party": "Norland"}],
            "parties": ["Norland"],
            "place": None,
            "date_span": None,
        }
    ],
}


@pytest.fixture
def facts_data(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    return importlib.import_module("facts_data")


def words_of(parts: Any, text: str = TEXT) -> list[tuple[str, str, int]]:
    return [(role, text[start:end], start) for role, (start, end) in parts]


def test_the_nearest_mention_is_the_role_and_the_others_would_do_as_well(facts_data: ModuleType) -> None:
    cues = {cue.kind: cue for cue in facts_data.to_annotated(RECORD).cues}
    first, held, signed, bound = (start for start, _ in find_all("Norland"))
    assert ("for", "Norland", held) in words_of(cues["hand"].roles)
    assert {start for _, _, start in words_of(cues["hand"].others)} == {first, signed, bound}
    assert ("holder", "Ada Vance", TEXT.index("Ada Vance")) in words_of(cues["title"].roles)
    for cue in cues.values():
        assert not {span for _, span in cue.roles} & {span for _, span in cue.others}


def test_other_names_keep_what_belongs_together(facts_data: ModuleType) -> None:
    annotated = facts_data.to_annotated(RECORD)
    swapper = importlib.import_module("name_swapper").NameSwapper([annotated])
    swapper.states = []
    swapper.people = ["Tomas Okoye-Lindqvist"]
    monkey = random.Random(1)
    swapped = next(one for one in (swapper.swap(annotated, monkey) for _ in range(50)) if "Okoye" in one.text)
    for kind, old, new in zip(["act", "hand"], annotated.cues, swapped.cues, strict=False):
        assert new.kind == old.kind == kind
        assert len(new.others) == len(old.others)
        for (role, span), (_, before) in zip(new.roles, old.roles, strict=True):
            words = swapped.text[slice(*span)]
            assert words == ("Tomas Okoye-Lindqvist" if role == "signatory" else TEXT[slice(*before)])


def test_another_state_has_its_own_adjective_and_capital(facts_data: ModuleType) -> None:
    name_swapper = importlib.import_module("name_swapper")
    text = "Norland signed. Norlandic ministers said in Oldport that the Kingdom of Norland is free."
    spans = [(m.start(), m.end()) for m in re.finditer("Norland(?!ic)|Kingdom of Norland|Oldport", text)]
    old = name_swapper.State(("Norland",), ("Norlandic",), ("Oldport",))
    annotated = facts_data.Annotated(text, (("State", tuple(spans)),), ())
    swapper = name_swapper.NameSwapper([annotated])
    swapper.states = [old, name_swapper.State(("Ostravia",), ("Ostravian",), ("Newport",))]
    texts = {swapper.swap(annotated, random.Random(seed)).text for seed in range(60)}
    assert {
        text,
        text.replace("Norlandic", "Ostravian").replace("Norland", "Ostravia").replace("Old", "New"),
    } < texts
    for other in texts - {text}:
        assert "Norland" not in other and "Oldport" not in other


def test_a_state_that_is_abbreviated_keeps_its_name(facts_data: ModuleType) -> None:
    name_swapper = importlib.import_module("name_swapper")
    annotated = facts_data.Annotated(
        "The United States and U.S. firms", (("State", ((4, 17), (22, 26))),), ()
    )
    swapper = name_swapper.NameSwapper([annotated])
    assert {swapper.swap(annotated, random.Random(seed)).text for seed in range(20)} == {annotated.text}


def test_who_signs_is_the_name_without_the_title_before_it(facts_data: ModuleType) -> None:
    hand = {"person": "Ada Vance", "span": [18, TEXT.index(" of Norland")], "party": "Norland"}
    record = {**RECORD, "acts": [{**RECORD["acts"][0], "signatories": [hand]}]}
    cues = {cue.kind: cue for cue in facts_data.to_annotated(record).cues}
    start = TEXT.index("Ada Vance")
    assert cues["hand"].span == (start, start + len("Ada Vance"))
    assert ("signatory", "Ada Vance", start) in words_of(cues["act"].roles)
