"""Keep comparisons in the folder of a generation, so that articles that stay are not compared again."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path

from kg.generations import COMPARISONS
from kg.stories.comparing import Comparisons
from kg.stories.likeness import Likeness


def write_comparisons(folder: Path, comparisons: Comparisons) -> None:
    """Write comparisons, one article or pair a line."""
    with (folder / COMPARISONS).open("w", encoding="utf-8") as file:
        for article, signature in sorted(comparisons.signatures.items()):
            file.write(json.dumps({"article": article, "signature": b64encode(signature).decode()}) + "\n")
        for (one, other), likeness in sorted(comparisons.likenesses.items()):
            measured = [likeness.contained, likeness.jaccard, likeness.swaps]
            file.write(json.dumps({"pair": [one, other], "likeness": measured}) + "\n")


def read_comparisons(folder: Path | None) -> Comparisons:
    """Read the comparisons of a generation; what is not there, or cannot be read, is compared again."""
    comparisons = Comparisons()
    if folder is None:
        return comparisons
    try:
        with (folder / COMPARISONS).open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if "pair" in row:
                    one, other = row["pair"]
                    comparisons.likenesses[one, other] = Likeness(*row["likeness"])
                else:
                    comparisons.signatures[row["article"]] = b64decode(row["signature"])
    except (OSError, ValueError, KeyError, TypeError):
        return Comparisons()
    return comparisons
