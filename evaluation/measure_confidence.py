"""What a confidence has meant on annotated text: how many facts of each rule were right, by tenths of it.

    python evaluation/measure_confidence.py polnear/dev signings/dev.jsonl signings/hands-dev.jsonl > FILE

FILE is kg/explain/measured.json, which `kg explain` tells from. A claim is right where its content matches an
annotated one and its source agrees; an office where title, holder and (where both have one) place are those
of the annotators; an act where its cue and stage are; a name where it is linked to what most names
of the same annotated actor are linked to. Only counts leave the corpora.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from calibrate_facts import judge

from kg.evaluate.evaluation import Request
from kg.evaluate.polnear import Compared, compare_claims, read_polnear
from kg.evaluate.reading import read_texts
from kg.evaluate.scorer import CLAIM_SCORER, find_scorer, load_scorer
from kg.model import Article, Passage
from kg.pipeline.reading import Reading

# A rule, a confidence, and whether the fact is right.
Judged = tuple[str, float, bool]
TENTHS = 10
# Links that were read by hand, with the words around them: the section on mentions of evaluation/README.md.
BY_HAND = {
    "corpus": "links in claims of space-policy articles, NASA releases and signings, read by hand",
    "rules": {
        rule: [{"low": 0.0, "high": 1.0, "count": count, "right": right}]
        for rule, count, right in (
            ("anaphora.noun", 35, 32),
            ("same.*", 24, 18),
            ("anaphora.nominal", 71, 32),
            ("anaphora.pronoun", 69, 25),
        )
    },
}


def judge_claims(folder: Path) -> Iterator[Judged]:
    """Judge all claims that are read in a part of PolNeAR."""
    scorer = load_scorer(find_scorer(folder, CLAIM_SCORER), CLAIM_SCORER)
    gold = read_polnear(folder, scorer)
    readings, _ = read_texts([Article(name, gold[name][0]) for name in sorted(gold)], Request(folder))
    for reading in readings:
        compared = Compared(reading.article.id, *gold[reading.article.id])
        compare_claims(compared, reading.extraction.claims, scorer)
        for index, claim in enumerate(compared.claims):
            yield claim.rule, claim.confidence, index in compared.right


def judge_facts(path: Path) -> Iterator[Judged]:
    """Judge offices, acts and names that are read in annotated articles."""
    with path.open(encoding="utf-8") as lines:
        records = {record["id"]: record for record in map(json.loads, lines)}
    articles = [Article(one["id"], one["text"], published=one["published"]) for one in records.values()]
    for reading in read_texts(articles, Request(path))[0]:
        record = records[reading.article.id]
        for rule, _, confidence, right in judge(record, reading.extraction, {}, set()):
            yield rule, confidence, right
        yield from judge_names(record, reading)


def judge_names(record: dict[str, Any], reading: Reading) -> Iterator[Judged]:
    """Judge the links of names that the annotators have, too: each actor is the one that most of its mentions
    are linked to, and the other way round.
    """
    marked = {Passage(*place): actor["name"] for actor in record["actors"] for place in actor["mentions"]}
    links = [link for link in reading.resolution.links if link.passage in marked]
    pairs = Counter((marked[link.passage], link.iri) for link in links)
    of_actor: dict[str, str] = {}
    of_iri: dict[str, str] = {}
    for (name, iri), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        of_actor.setdefault(name, iri)
        of_iri.setdefault(iri, name)
    for link in links:
        name = marked[link.passage]
        yield link.rule, link.confidence, of_actor[name] == link.iri and of_iri[link.iri] == name


def count(judged: Iterable[Judged]) -> dict[str, list[dict[str, float]]]:
    """Count what is right by rule and by tenths of confidence."""
    bins: dict[tuple[str, int], list[bool]] = {}
    for rule, confidence, right in judged:
        tenth = min(int(round(confidence * TENTHS, 9)), TENTHS - 1)
        bins.setdefault((rule, tenth), []).append(right)
    tables: dict[str, list[dict[str, float]]] = {}
    for (rule, tenth), found in sorted(bins.items()):
        low, high = tenth / TENTHS, (tenth + 1) / TENTHS
        tables.setdefault(rule, []).append(
            {"low": low, "high": high, "count": len(found), "right": sum(found)}
        )
    return tables


def main() -> None:
    """Parse the arguments and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", type=Path, help="a part of PolNeAR")
    parser.add_argument("facts", type=Path, nargs="+", help="files of the signings corpus")
    given = parser.parse_args()
    tables = [
        {"corpus": "PolNeAR, development part", "rules": count(judge_claims(given.claims))},
        {
            "corpus": "signings, development part",
            "rules": count(chain.from_iterable(map(judge_facts, given.facts))),
        },
        BY_HAND,
    ]
    print(json.dumps(tables, indent=1))


if __name__ == "__main__":
    sys.exit(main())
