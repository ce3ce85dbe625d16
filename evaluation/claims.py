"""Write the attributions found in a folder of texts as a PolNeAR scorer reads them.

    python evaluation/claims.py polnear/dev/text > predictions.jsonl
    python score_claims.py polnear/dev predictions.jsonl

One line a text: {"id", "attributions": [{"source", "cue", "content"}]}, offsets in code points of the file.
Refusals are left out: PolNeAR counts no silence as an attribution.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kg.annotate import load_model
from kg.extract.claims import find_claims
from kg.extract.mentions import Mentions
from kg.model import Claim
from kg.ontology import load_actors


def to_attribution(claim: Claim) -> dict[str, Any]:
    """The three roles of a claim as lists of [start, end)."""
    roles = {"source": claim.source, "cue": claim.cue, "content": claim.content}
    return {role: [[passage.start, passage.end] for passage in passages] for role, passages in roles.items()}


def main(folder: Path) -> None:
    """Print the predictions for every .txt file of `folder`."""
    nlp = load_model(actors=load_actors())
    for path in sorted(folder.glob("*.txt")):
        doc = nlp(path.read_text(encoding="utf-8"))
        claims = (c for c in find_claims(doc, Mentions(doc), ()) if c.speech_act != "refusal")
        print(json.dumps({"id": path.stem, "attributions": [to_attribution(claim) for claim in claims]}))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
