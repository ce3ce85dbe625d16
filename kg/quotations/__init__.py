"""Find quotations: which claims of several articles report one thing said, and how their words differ.

words.py        a quotation in words, as they are compared and shown
candidates.py   which pairs of reports are worth comparing
aligning.py     two wordings aligned word by word, and what differs
judging.py      whether two reports are of one thing said
gathering.py    pairs to quotations
"""

from __future__ import annotations

from kg.quotations.aligning import Alignment, align
from kg.quotations.gathering import find_quotations
from kg.quotations.words import Word, find_quoted, split

__all__ = ["Alignment", "Word", "align", "find_quotations", "find_quoted", "split"]
