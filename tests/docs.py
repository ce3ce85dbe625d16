"""Docs without a model: the parses of tests/sentences.toml, kept in tests/golden/parses.json.

`python -m tests.docs` parses the sentences anew with the default model and writes the file; look at the
difference before you commit it.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.toml"
PARSES = HERE / "golden" / "parses.json"
VOCAB = spacy.blank("en").vocab


def load_sentences() -> dict[str, str]:
    """The sentences by name."""
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


@cache
def _load_parses() -> dict[str, dict[str, Any]]:
    return json.loads(PARSES.read_text(encoding="utf-8"))


def load_doc(name: str) -> Doc:
    """The Doc of one sentence, parsed, tagged, lemmatized and with entities."""
    rows = _load_parses()[name]["tokens"]
    names = ("words", "spaces", "lemmas", "pos", "tags", "heads", "deps")
    doc = Doc(
        VOCAB, **{name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    )
    doc.ents = [
        Span(doc, start, end, label=label, span_id=identifier)
        for start, end, label, identifier in _load_parses()[name]["entities"]
    ]
    assert doc.text == load_sentences()[name], f"{name}: run `python -m tests.docs`"
    return doc


def to_parse(doc: Doc) -> dict[str, Any]:
    """A Doc as rows: word, space behind, lemma, pos, tag, head, dependency."""
    return {
        "tokens": [[t.text, bool(t.whitespace_), t.lemma_, t.pos_, t.tag_, t.head.i, t.dep_] for t in doc],
        "entities": [[e.start, e.end, e.label_, e.ent_id_] for e in doc.ents],
    }


def write_parses() -> None:
    """Parse every sentence with the default model and the gazetteer, and write tests/golden/parses.json.

    The trained reader stays out: these tests are of the rules.
    """
    from kg.annotate import load_model
    from kg.ontology import load_actors
    from kg.settings import ATTRIBUTION

    nlp = load_model(actors=load_actors())
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == ATTRIBUTION]):
        parses = {name: to_parse(nlp(text)) for name, text in load_sentences().items()}
    lines = [f"{json.dumps(name)}: {json.dumps(parse, ensure_ascii=False)}" for name, parse in parses.items()]
    PARSES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_parses()
