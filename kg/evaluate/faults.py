"""Show misses and false positives as text, to be read before anybody thinks of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.evaluate.matching import Spans

# Characters shown on either side of the cue.
AROUND = 90


@dataclass(frozen=True, slots=True)
class Fault:
    """One miss or false positive. `place` is its offset in the text; `words` the excerpt shown."""

    article: str
    place: int
    what: str
    words: Mapping[str, str]


def show_spans(text: str, spans: Spans) -> str:
    """Write the words of the spans on one line, parts set off by " ... "; "-" where there are none."""
    return " ... ".join(" ".join(text[start:end].split()) for start, end in spans) or "-"


def show_roles(text: str, roles: Mapping[str, Spans]) -> dict[str, str]:
    """Write the words of each role, and those around the cue (or the first role that has any)."""
    spans = next((roles[role] for role in ("cue", "content", "source") if roles[role]), ())
    around = {"around": show_around(text, spans[0][0], spans[-1][1])} if spans else {}
    return {role: show_spans(text, found) for role, found in roles.items()} | around


def show_around(text: str, start: int, end: int) -> str:
    """Write the words [start, end) between >> and <<, with their context, on one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{before}>>{text[start:end]}<<{after}".split())


def find_place(roles: Mapping[str, Spans]) -> int:
    """Return the offset of the first word of any role; 0 where there is none."""
    return min((start for spans in roles.values() for start, _ in spans), default=0)


def write_faults(faults: Iterable[Fault]) -> str:
    """Write all faults as text: a count of each kind, then article by article, in text order."""
    ordered = sorted(faults, key=lambda fault: (fault.article, fault.place, fault.what))
    kinds: dict[str, int] = {}
    for fault in ordered:
        kinds[fault.what] = kinds.get(fault.what, 0) + 1
    lines = [f"{count:>6}  {what}" for what, count in sorted(kinds.items())]
    for article, found in groupby(ordered, key=lambda fault: fault.article):
        lines += ["", f"== {article}"]
        for fault in found:
            lines += _to_lines(fault)
    return "\n".join(lines) + "\n"


def _to_lines(fault: Fault) -> Sequence[str]:
    width = max(map(len, fault.words), default=0)
    shown = [f"    {name.ljust(width)}  {words}" for name, words in fault.words.items()]
    return ["", f"{fault.what} (at {fault.place})", *shown]
