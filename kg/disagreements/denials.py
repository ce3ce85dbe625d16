"""Find what a denial denies, where another claim says it in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kg.model import Disagreement, Telling
from kg.rules.denials import DENIALS
from kg.settings import CONTRADICTION_DAYS, DENIED_SHARE, DENIED_WORDS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|n['’]t|[^\W\d_]+")


def find_denied(denials: Iterable[tuple[Telling, Sequence[Telling]]]) -> list[Disagreement]:
    """Find for each denial the claims, among those given with it, that say what it denies.

    A claim does so that is no denial of its own, of another speaker within CONTRADICTION_DAYS, and holds
    DENIED_SHARE of the words of the denial and all of its numbers.
    """
    found: list[Disagreement] = []
    for denial, others in denials:
        denied = _read_words(denial.words)
        if denied is None or len(denied) < DENIED_WORDS:
            continue
        for other in others:
            if _may_be_denied(denial, other) and _is_said_in(denied, _read_words(other.words)):
                first, second = sorted((denial, other), key=lambda one: (one.published, one.claim))
                found.append(Disagreement(first, second, "denied"))
    return found


def _may_be_denied(denial: Telling, other: Telling) -> bool:
    apart = date.fromisoformat(denial.published) - date.fromisoformat(other.published)
    return not (other.is_denial or other.speakers & denial.speakers) and abs(apart.days) <= CONTRADICTION_DAYS


def _is_said_in(denied: frozenset[str], said: frozenset[str] | None) -> bool:
    if said is None or any(word[0].isdigit() and word not in said for word in denied):
        return False
    return len(denied & said) >= DENIED_SHARE * len(denied)


def _read_words(text: str) -> frozenset[str] | None:
    """Read the words that tell something, without their endings; None for those that say the opposite."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text.replace("can't", "cannot"))]
    if DENIALS.negative.intersection(words):
        return None
    return frozenset(
        DENIALS.cut_ending(word) for word in words if word not in DENIALS.empty and word != "n't"
    )
