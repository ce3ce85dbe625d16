"""Check that no figure has fallen below its floor (floors.toml), on fixed samples of annotated corpora.

    python evaluation/ratchet.py            check; exit code 1 where a figure fell or a corpus is another one
    python evaluation/ratchet.py --write    raise the floors to what is measured, where that is higher
    python evaluation/ratchet.py --lower    write what is measured, higher or lower, and the corpora's digests

The corpora lie in ../shared/data beside the checkout, or where --data says; what is not there is left out,
and that is said. A floor may be missed by its corpus's slack: another processor may add in another order,
and one claim or another may tip over. Ceilings are floors for what should be small.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.cli.output import show_progress
from kg.errors import KgError
from kg.evaluate import Request, evaluate

FLOORS = Path(__file__).parent / "floors.toml"
DATA = Path(__file__).parents[2] / "shared" / "data"
DIGITS = 4
HEADER = """\
# What figures of `kg evaluate` must not fall below (ceilings: not rise above), on a fixed sample of a corpus.
# Written by `python evaluation/ratchet.py --write`. The slack, in the unit of the figures, is a claim or two.
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A table of floors.toml: a folder of annotated texts under the data folder, `what` is compared with it,
    and the bounds."""

    folder: str
    what: str
    sample: int | None
    slack: float
    digest: str
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside its bound; `better` is how far it is on the right side of it, else negative."""

    name: str
    measured: float
    bound: float
    better: float


def read_floors(path: Path) -> list[Corpus]:
    """The corpora of floors.toml; raises KgError where a table misses a key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return [
            Corpus(folder, what, **({"sample": None, "ceilings": {}} | table))
            for what, folders in tables.items()
            for folder, table in folders.items()
        ]
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise KgError(f"{path}: cannot be read as floors: {error}") from error


def write_floors(path: Path, corpora: Sequence[Corpus]) -> None:
    """Write floors.toml anew."""
    lines = [HEADER.rstrip()]
    for corpus in corpora:
        lines += ["", f'[{corpus.what}."{corpus.folder}"]']
        lines += [f"sample = {corpus.sample}"] if corpus.sample else []
        lines += [f"slack = {corpus.slack}", f'digest = "{corpus.digest}"']
        for kind, bounds in (("floors", corpus.floors), ("ceilings", corpus.ceilings)):
            lines += ["", f'[{corpus.what}."{corpus.folder}".{kind}]'] if bounds else []
            lines += [f'"{name}" = {value}' for name, value in bounds.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def find_digest(folder: Path) -> str:
    """SHA-256 over the names and the bytes of all files under `folder`."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        words = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\x1f{len(words)}\x1f".encode())
        digest.update(words)
    return digest.hexdigest()


def flatten(figures: Mapping[str, Any], above: str = "") -> dict[str, float]:
    """{"spans": {"cue": {"f1": 0.7}}} -> {"spans.cue.f1": 0.7}; only numbers are kept."""
    flat: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{above}{name}.")
        elif isinstance(value, int | float):
            flat[f"{above}{name}"] = value
    return flat


def compare(corpus: Corpus, figures: Mapping[str, Any]) -> list[Row]:
    """Every figure that has a bound; raises KgError for a bound on something that is not measured."""
    measured = flatten(figures)
    unknown = [name for name in (*corpus.floors, *corpus.ceilings) if name not in measured]
    if unknown:
        raise KgError(
            f"{corpus.folder}: {', '.join(unknown)} is not measured; there are: {', '.join(measured)}"
        )
    floors = [
        Row(name, measured[name], floor, measured[name] - floor) for name, floor in corpus.floors.items()
    ]
    return floors + [
        Row(name, measured[name], ceiling, ceiling - measured[name])
        for name, ceiling in corpus.ceilings.items()
    ]


def tighten(corpus: Corpus, figures: Mapping[str, Any], lower: bool = False) -> Corpus:
    """`corpus` with the bounds that are measured: where they are stricter, or everywhere if `lower`.

    Floors are rounded down and ceilings up, so that the same figures pass.
    """
    measured, scale = flatten(figures), 10**DIGITS
    floors = {name: math.floor(measured[name] * scale) / scale for name in corpus.floors}
    ceilings = {name: math.ceil(measured[name] * scale) / scale for name in corpus.ceilings}
    if not lower:
        floors = {name: max(floor, corpus.floors[name]) for name, floor in floors.items()}
        ceilings = {name: min(ceiling, corpus.ceilings[name]) for name, ceiling in ceilings.items()}
    return replace(corpus, floors=floors, ceilings=ceilings)


def measure(corpus: Corpus, folder: Path) -> dict[str, Any]:
    """The figures of `corpus`; raises KgError where an article could not be read."""
    jobs = min(2, os.cpu_count() or 1)
    with show_progress() as progress:
        request = Request(folder, jobs=jobs, sample=corpus.sample, rounds=0, progress=progress)
        evaluation = evaluate(corpus.what, request)
    if evaluation.skipped:
        raise KgError(
            f"{corpus.folder}: {len(evaluation.skipped)} cannot be read, first {evaluation.skipped[0]}"
        )
    return evaluation.figures


def show_rows(corpus: Corpus, rows: Sequence[Row]) -> None:
    """The figures of one corpus beside their bounds."""
    sample = f", {corpus.sample} articles" if corpus.sample else ""
    print(f"{corpus.what} of {corpus.folder}{sample}")
    print(f"  {'figure':<24}{'measured':>10}{'bound':>10}")
    for row in rows:
        said = "" if row.better >= 0 else "  within the slack" if row.better >= -corpus.slack else "  FELL"
        print(f"  {row.name:<24}{row.measured:>10.4f}{row.bound:>10.4f}{said}")


def check(corpus: Corpus, folder: Path, lower: bool) -> tuple[Corpus, list[str]]:
    """Measure one corpus, show it, and give it with the bounds to write and what is wrong with it."""
    digest = find_digest(folder)
    if digest != corpus.digest and not lower:
        return corpus, [
            f"{folder}: these are not the files that the floors were measured on (digest {digest}): "
            "get those, or measure the floors anew with --lower"
        ]
    figures = measure(corpus, folder)
    rows = compare(corpus, figures)
    show_rows(corpus, rows)
    wrong = [
        f"{corpus.folder}: {row.name} is {row.measured:.4f}, its bound is {row.bound:.4f}: mend what made it "
        "worse, or write the new bound with --lower and say why in the commit"
        for row in rows
        if row.better < -corpus.slack and not lower
    ]
    return replace(tighten(corpus, figures, lower), digest=digest), wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all corpora that are there; exit code 1 where something is wrong, and then nothing is written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of the floors")
    parser.add_argument("--write", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="write what is measured, lower or not")
    options = parser.parse_args(arguments)
    corpora, problems = [], []
    try:
        for corpus in read_floors(options.floors):
            folder = options.data / corpus.folder
            if folder.is_dir():
                corpus, wrong = check(corpus, folder, options.lower)
                problems += wrong
            else:
                print(f"{corpus.folder}: skipped, there is no {folder}")
            corpora.append(corpus)
    except KgError as error:
        problems.append(str(error))
    for problem in problems:
        print(f"ratchet: {problem}", file=sys.stderr)
    if not problems and (options.write or options.lower):
        write_floors(options.floors, corpora)
        print(f"wrote {options.floors}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
