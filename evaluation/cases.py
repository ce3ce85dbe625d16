"""Count which small inputs that were once read wrongly are read right, kind by kind.

    python evaluation/cases.py ../shared/data/cases              every kind
    python evaluation/cases.py ../shared/data/cases quote line   the kinds with these words in their names

The folder holds the inputs, one a file, and `expected.tsv`: kind, file, what is expected in words. What these
words mean for `kg extract` stands in cases.toml: a case is right when all its checks hold.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.model import Passage
from kg.normalize import normalize
from kg.normalize.plain import PlainText
from kg.pipeline import extract_records
from kg.readers import read_articles
from kg.settings import DEFAULT_MODEL

CHECKS = Path(__file__).with_suffix(".toml")

Record = dict[str, Any]


def find_failures(record: Record, text: PlainText, checks: dict[str, list[str]]) -> list[str]:
    """The checks that do not hold, as they stand in cases.toml."""
    found: dict[str, Callable[[Record, PlainText], list[str]]]
    found = {"said": _find_said, "signed": _find_signed, "actors": _find_actors, "dates": _find_dates}
    failures = []
    for key, lines in checks.items():
        facts = found[key.removeprefix("not_")](record, text)
        for line in lines:
            holds = any(all(word in fact for word in line.split(" + ")) for fact in facts)
            if holds == key.startswith("not_"):
                failures.append(f"{key}: {line}")
    return failures


def _find_said(record: Record, text: PlainText) -> list[str]:
    """Every claim as "Speaker, Speaker says: the words", "denies", "refusal"."""
    said = []
    claims = list(record["claims"])
    while claims:
        claim = claims.pop()
        claims += claim["nested"]
        speakers = [claim["speaker"], *claim["co_speakers"]] if claim["speaker"] else []
        names = ", ".join(speaker["name"] for speaker in speakers) or "nobody"
        verb = "denies" if claim["denied"] else "refuses" if claim["speech_act"] == "refusal" else "says"
        words = " | ".join(text.show(Passage(start, end)) for start, end in claim["content"])
        said.append(f"{names} {verb}: {' '.join(words.split())}.")
    return said


def _find_signed(record: Record, text: PlainText) -> list[str]:
    """Every act as "=signed Harbor Accords: Ana Ruiz/Ostland"."""
    signed = []
    for agreement in record["agreements"]:
        for act in agreement["acts"]:
            paired = {name for pair in act["pairs"] for name in pair}
            alone = [name for name in (*act["signatories"], *act["parties"]) if name not in paired]
            who = [*("/".join(pair) for pair in act["pairs"]), *alone] or ["nobody"]
            signed += [f"={act['stage']} {agreement['name']}: {one}." for one in who]
    return signed


def _find_actors(record: Record, text: PlainText) -> list[str]:
    """Every actor as "Name = alias = alias (iri)"."""
    return [" = ".join([a["name"], *a["aliases"]]) + f" ({a['iri']})" for a in record["actors"]]


def _find_dates(record: Record, text: PlainText) -> list[str]:
    """Every date as "Monday week: 2024-03-25 (reason)", "June 31: no value (reason)"."""
    found = []
    for date in record["dates"]:
        words = text.show(Passage(*date["span"]))
        reason = f" ({date['reason']})" if date["reason"] else ""
        found.append(f"{words}: {date['edtf'] or 'no value'}{reason}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*")
    arguments = parser.parse_args()
    checks = tomllib.loads(CHECKS.read_text(encoding="utf-8"))
    with (arguments.folder / "expected.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    chosen = [
        row
        for row in rows
        if row["file"] in checks and (not arguments.kinds or any(k in row["kind"] for k in arguments.kinds))
    ]
    right: Counter[str] = Counter()
    for row in chosen:
        path = arguments.folder / row["file"]
        (article,), (record,) = read_articles([path]), extract_records([path], DEFAULT_MODEL, 1)
        failures = find_failures(record, normalize(article), checks[row["file"]])
        right[row["kind"]] += not failures
        if failures:
            print(f"{row['file']} ({row['kind']}): expected {row['expected']}")
            print("".join(f"    {failure}\n" for failure in failures), end="")
    for kind, count in Counter(row["kind"] for row in chosen).items():
        print(f"{kind}: {right[kind]} of {count} right ({right[kind] / count:.0%})")


if __name__ == "__main__":
    main()
