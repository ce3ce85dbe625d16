"""Repair text that was once decoded by the wrong encoding ("itâ€™s"), line by line, by ftfy."""

from __future__ import annotations

import re

# The closing quotation mark whose third byte Windows-1252 does not have, so that programs dropped it.
_CUT_QUOTE = re.compile("â€(?=[\\s.,;:!?)\\]]|$)")


def repair_mojibake(text: str) -> str:
    """Return `text` as it was before; a line without mojibake stays exactly what it is."""
    return text if text.isascii() else "\n".join(map(_repair_line, text.split("\n")))


def _repair_line(line: str) -> str:
    if line.isascii():
        return line
    from ftfy import fix_encoding  # for the first such line only: it takes 0.1 seconds

    return fix_encoding(_CUT_QUOTE.sub("â€\x9d", line))


def count_repairs(text: str, repaired: str) -> int:
    """Count the lines that the repair has changed."""
    if text == repaired:
        return 0
    return sum(old != new for old, new in zip(text.split("\n"), repaired.split("\n"), strict=True))
