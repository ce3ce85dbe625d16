"""How often the offices and acts that are read are right, by rule and by the score of the network.

    python evaluation/calibrate_facts.py signings/dev.jsonl signings/hands-dev.jsonl

An office is right where the annotators have the title with the same holder and, where both have one, the same
place; an act where they have its cue with the same stage. Prints, for each rule, the share that is right, and
for what the network marks a monotone table from its score to that share: the tables of
kg/extract/fact_confidence.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.annotate import load_model
from kg.evaluate.calibration import draw_bins, find_bins, find_calibration_error
from kg.extract import extract
from kg.extract.agreements.marked_acts import is_signing, score_act
from kg.extract.marked_offices import score_office
from kg.extract.mentions import to_passage
from kg.model import Article, Extraction, FactMarks, Passage, Role
from kg.ontology import load_actors, load_demonyms
from kg.settings import FACTS

# Of each rule: the score of the network (the rule's own confidence where there is none), the confidence, and
# whether it is right.
Judgement = tuple[str, float, float, bool]
# So many readings at least stand behind a point of a table.
LEAST_READINGS = 25


def judge(
    record: dict[str, Any], extraction: Extraction, scores: dict[Passage, float], signing: set[Passage]
) -> Iterator[Judgement]:
    """Judge the offices and acts of one article; the cues in `signing` are verbs of signing."""
    mentions = {actor["name"]: [Passage(*m) for m in actor["mentions"]] for actor in record["actors"]}
    for role in extraction.roles:
        right = any(_is_office(role, office, mentions) for office in record["offices"])
        yield role.rule, scores.get(role.passage, role.confidence), role.confidence, right
    for act in extraction.signings:
        right = any(
            one["stage"] == act.stage and act.cue.meets(Passage(*one["cue"])) for one in record["acts"]
        )
        rule = f"{act.rule}, verb of signing" if act.cue in signing else act.rule
        yield rule, scores.get(act.cue, act.confidence), act.confidence, right


def _is_office(role: Role, office: dict[str, Any], mentions: dict[str, list[Passage]]) -> bool:
    holder = mentions.get(office["person"], [])
    places = [m for name in (office["organization"], office["nation"]) for m in mentions.get(name, [])]
    return (
        role.passage.meets(Passage(*office["span"]))
        and any(role.person.meets(mention) for mention in holder)
        and (not role.held_at or not places or any(role.held_at.meets(place) for place in places))
    )


def to_table(judged: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Fit a monotone table from score to the share right: pool neighbours until shares rise (PAVA), then
    those with fewer than LEAST_READINGS.
    """
    blocks: list[list[float]] = []
    for score, right in sorted(judged):
        blocks.append([score, float(right), 1])
        while len(blocks) > 1 and (
            blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2] or blocks[-2][2] < LEAST_READINGS
        ):
            _pool_last(blocks)
    if len(blocks) > 1 and blocks[-1][2] < LEAST_READINGS:
        _pool_last(blocks)
    return [(round(score, 2), round(right / count, 2)) for score, right, count in blocks]


def _pool_last(blocks: list[list[float]]) -> None:
    """Make one of the last two blocks: mean score, those right, count."""
    (score, right, count), (last_score, last_right, last_count) = blocks[-2:]
    total = count + last_count
    blocks[-2:] = [[(score * count + last_score * last_count) / total, right + last_right, total]]


def read(paths: Iterable[Path]) -> Iterator[Judgement]:
    """Read the texts of annotated files and judge what was read."""
    nlp = load_model(actors=load_actors(), demonyms=load_demonyms())
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                doc = nlp(record["text"])
                marks: FactMarks = doc.user_data.get(FACTS, FactMarks())
                scores = {to_passage(doc[slice(*one.title.run)]): score_office(one) for one in marks.offices}
                scores |= {to_passage(doc[slice(*one.cue.run)]): score_act(one) for one in marks.acts}
                article = Article(id=record["id"], text=record["text"], published=record["published"])
                signing = {to_passage(doc[slice(*a.cue.run)]) for a in marks.acts if is_signing(doc, a)}
                yield from judge(record, extract(article, doc), scores, signing)


def main() -> None:
    """Parse the arguments and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+", help="files of the signings corpus")
    judged = list(read(parser.parse_args().gold))
    for rule in sorted({one[0] for one in judged}):
        some = [one for one in judged if one[0] == rule]
        print(f"{rule}: {sum(one[3] for one in some) / len(some):.2f} of {len(some)} right")
        if ".network" in rule:
            print("table", to_table((score, right) for _, score, _, right in some))
            bins = find_bins((confidence, right) for _, _, confidence, right in some)
            print("\n".join(draw_bins(bins)), f"\nerror {find_calibration_error(bins):.3f}")


if __name__ == "__main__":
    sys.exit(main())
