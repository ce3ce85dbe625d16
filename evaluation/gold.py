"""Compare what is read out of annotated space-policy articles with the annotation.

    python evaluation/gold.py FOLDER

FOLDER holds NN.json files with `text`, `published` and `claims` (evaluation/README.md tells the fields).
Counted are the core claims that are not nested; a claim read is right when the characters of its content
share at least half of their union (IoU >= 0.5) with one of them. Peripheral claims count neither as found
nor as wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from kg.annotate import load_model
from kg.extract import extract
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.record import to_record
from kg.resolve import Gazetteer, resolve

STATED = ("statement", "belief", "decree", "evidence", "question")


def overlap(left: list[list[int]], right: list[list[int]]) -> float:
    """Characters shared over characters covered, 0 to 1."""
    first, second = ({i for start, end in spans for i in range(start, end)} for spans in (left, right))
    return len(first & second) / len(first | second) if first | second else 0.0


def compare(gold: dict[str, Any], record: dict[str, Any]) -> Counter[str]:
    """Counts of one article: core, read, found, speaker, dates and dates found."""
    counts: Counter[str] = Counter()
    core = [claim for claim in gold["claims"] if claim["tier"] == "core" and not claim.get("nested")]
    others = [claim for claim in gold["claims"] if claim not in core]
    left = [claim for claim in record["claims"] if claim["speech_act"] in STATED]
    counts["core"] = len(core)
    for claim in core:
        best = max(left, key=lambda c: overlap(c["content"], claim["content_spans"]), default=None)
        if best is None or overlap(best["content"], claim["content_spans"]) < 0.5:
            continue
        left.remove(best)
        said, meant = (best["speaker"] or {}).get("name", ""), claim["speaker"]
        wanted = {date["value"] for date in claim["dates"]}
        counts += Counter(
            found=1,
            read=1,
            speaker=bool(said) and (said in meant or meant in said),
            dates=len(wanted),
            dates_found=len(wanted & {date["edtf"] for date in best["dates"]}),
        )
    counts["read"] += sum(
        all(overlap(claim["content"], other["content_spans"]) < 0.5 for other in others) for claim in left
    )
    return counts


def main(folder: Path) -> None:
    """Print the figures over all articles of `folder`."""
    actors = load_actors()
    nlp, gazetteer = load_model(actors=actors), Gazetteer(actors, load_demonyms())
    total: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = Article(gold["id"], gold["text"], gold["title"], gold["published"])
        extraction = extract(article, nlp(article.text))
        total += compare(gold, to_record(article, extraction, resolve(article, extraction, gazetteer)))
    recall, precision = total["found"] / total["core"], total["found"] / total["read"]
    print(f"core claims   recall {recall:.3f} ({total['found']} of {total['core']})")
    print(f"              precision {precision:.3f} ({total['found']} of {total['read']})")
    print(f"speaker       right for {total['speaker']} of the {total['found']} found")
    print(f"dates         right for {total['dates_found']} of the {total['dates']} in claims found")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
