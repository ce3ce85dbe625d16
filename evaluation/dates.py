"""Writes the dates found in a folder of TimeML as JSON lines, one object a document, for a TIMEX3 scorer.

    python evaluation/dates.py FOLDER > predictions.jsonl

Offsets count the code points of the characters inside <TEXT>, the leading newline included; the publication
date is the document's creation time. Sentences are parsed with the default model, for the tense.
"""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import spacy

from kg.extract.dates import find_dates
from kg.settings import DEFAULT_MODEL


def read_timeml(path: Path) -> tuple[str, str | None]:
    """The text of a document and its creation day (ISO), or None where it has none."""
    root = ET.parse(path).getroot()
    text = root.find(".//TEXT")
    created = [
        node.get("value") for node in root.iter("TIMEX3") if node.get("functionInDocument") == "CREATION_TIME"
    ]
    return "".join(text.itertext()) if text is not None else "", created[0][:10] if created and created[
        0
    ] else None


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """One object a document: its id and where each expression stands, with type and value."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    paths = sorted(folder.glob("*.tml"))
    documents = [read_timeml(path) for path in paths]
    docs = nlp.pipe((text for text, _ in documents), batch_size=16)
    for path, (_, published), doc in zip(paths, documents, docs, strict=True):
        found = (
            {
                "start": one.passage.start,
                "end": one.passage.end,
                "type": one.type,
                "value": one.value,
                "edtf": one.edtf,
            }
            for one in find_dates(doc, published)
        )
        yield {"id": path.stem, "timex": list(found)}


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(str(__doc__).strip())
    for prediction in predict(Path(sys.argv[1])):
        print(json.dumps(prediction, ensure_ascii=False))
