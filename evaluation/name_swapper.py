"""Swap the names of annotated texts, so that the reader learns none by heart."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from facts_data import Annotated, Span

from kg.ontology import load_actors, load_capitals, load_demonyms

# How often the name of an actor is swapped for another one in a copy of the text.
SWAPPED = 0.85
# How often the state that takes another's place is one that doesn't exist.
INVENTED = 0.35
_STEMS = (
    "alv", "ard", "bel", "bor", "cald", "cors", "dor", "drav", "el", "esk", "fer", "gal", "gor", "hal", "il",
    "jor", "kal", "kest", "lor", "lum", "mar", "mor", "nav", "ner", "or", "ostr", "pel", "por", "quel", "rav",
    "ros", "sar", "sol", "tal", "tor", "ul", "val", "vel", "ver", "vor", "yar", "zan", "zel",
)  # fmt: skip
# How the names of states that don't exist end, with their demonyms.
_ENDINGS = (
    ("land", "landic"), ("landia", "landian"), ("ia", "ian"), ("avia", "avian"), ("onia", "onian"),
    ("istan", "istani"), ("ova", "ovan"), ("ark", "arkish"), ("ana", "anese"), ("ira", "irian"),
    ("mark", "markish"),
)  # fmt: skip

# Where words of a text begin and end, and what takes their place.
Changes = dict[Span, str]


@dataclass(frozen=True)
class State:
    """The forms of a state's name: all its names, its demonyms, its capitals."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...] = ()


class NameSwapper:
    """Swap the names of people, organizations and states for others."""

    def __init__(self, annotated: Iterable[Annotated]) -> None:
        self.people: list[str] = []
        self.bodies: list[str] = []
        self.states = _load_states()
        for one in annotated:
            for kind, mentions in one.names:
                longest = max((one.text[slice(*m)] for m in mentions), key=len, default="")
                if kind == "Person" and " " in longest:
                    self.people.append(" ".join(longest.split()))
                elif kind == "Organization" and len(longest) > 2:
                    self.bodies.append(" ".join(longest.split()))

    def swap(self, annotated: Annotated, rng: random.Random) -> Annotated:
        """Give a copy of the text with other names in it, every span moved with them."""
        changes: Changes = {}
        for kind, mentions in annotated.names:
            if rng.random() > SWAPPED:
                continue
            if kind == "State":
                self._swap_state(annotated, mentions, changes, rng)
                continue
            new = rng.choice(self.people if kind == "Person" else self.bodies)
            for span in mentions:
                if not _is_taken(span, changes):
                    changes[span] = _in_form(new, annotated.text[slice(*span)], kind)
        return _rewrite(annotated, sorted(changes.items()))

    def _swap_state(
        self, annotated: Annotated, mentions: Sequence[Span], changes: Changes, rng: random.Random
    ) -> None:
        """Enter the changes of a state's names and demonyms, those too that are annotated as nobody's name.

        A state stays where the text has an acronym of it, which no other state's name could replace: "US
        forces".
        """
        texts = [annotated.text[slice(*span)] for span in mentions]
        old = next((state for state in self.states if set(state.names) & set(texts)), None)
        if old is None or any(text.replace(".", "").isupper() for text in texts):
            return
        new = _invent_state(rng) if rng.random() < INVENTED else rng.choice(self.states)
        for span, text in zip(mentions, texts, strict=True):
            if not _is_taken(span, changes):
                changes[span] = _to_other(text, old, new)
        named = {span for _, every in annotated.names for span in every}
        for demonym in old.demonyms:
            for match in re.finditer(rf"\b{re.escape(demonym)}\b", annotated.text):
                if not _is_taken(match.span(), {*named, *changes}):
                    changes[match.span()] = _to_other(match[0], old, new)


def _is_taken(span: Span, others: Collection[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _load_states() -> list[State]:
    """The states of the gazetteer that have a demonym."""
    demonyms, capitals = load_demonyms(), load_capitals()
    states = []
    for actor in load_actors():
        of = [
            tuple(sorted(form for form, name in forms.items() if name == actor.name))
            for forms in (demonyms, capitals)
        ]
        if actor.type == "State" and of[0]:
            states.append(State((actor.name, *actor.aliases), *of))
    return states


def _invent_state(rng: random.Random) -> State:
    """Make up a state: Ostravia, Norland."""
    stem = rng.choice(_STEMS)
    if rng.random() < 0.5:
        stem += rng.choice("aeiou") + rng.choice("lmnrstv")
    ending, demonym = rng.choice(_ENDINGS)
    capital = rng.choice(_STEMS).capitalize() + rng.choice(("ville", "grad", "ton", "burg", "a", "or"))
    return State(((stem + ending).capitalize(),), ((stem + demonym).capitalize(),), (capital,))


def _to_other(text: str, old: State, new: State) -> str:
    """Give the new state in the form of the old one: "Kingdom of Norland", "Norlandic", or its capital."""
    for forms, others in ((old.names, new.names), (old.demonyms, new.demonyms), (old.capitals, new.capitals)):
        for form in sorted(forms, key=len, reverse=True):
            if re.search(rf"\b{re.escape(form)}\b", text):
                return text.replace(form, (others or new.names)[0])
    return new.names[0]


def _in_form(new: str, old: str, kind: str) -> str:
    """The new name as the old one stands there: a surname alone, or an acronym."""
    if kind == "Person":
        return new if " " in old else new.split()[-1]
    if old.isupper() and " " not in old and " " in new:
        return "".join(re.findall(r"\b[A-Z]", new))[:6] or new
    return new


def _rewrite(annotated: Annotated, changes: Sequence[tuple[Span, str]]) -> Annotated:
    parts, places, done, length = [], [], 0, 0
    for (start, end), new in changes:
        kept = annotated.text[done:start]
        parts += [kept, new]
        length += len(kept)
        places.append((start, end, length, length + len(new)))
        length += len(new)
        done = end
    text = "".join((*parts, annotated.text[done:]))

    def move(span: Span) -> Span:
        return _move(span[0], places, 2), _move(span[1], places, 3)

    def move_all(parts: Iterable[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
        return tuple((role, move(span)) for role, span in parts)

    return Annotated(
        text,
        tuple((kind, tuple(map(move, mentions))) for kind, mentions in annotated.names),
        tuple(
            replace(cue, span=move(cue.span), roles=move_all(cue.roles), others=move_all(cue.others))
            for cue in annotated.cues
        ),
    )


def _move(place: int, places: Sequence[tuple[int, int, int, int]], side: int) -> int:
    """Where a place of the old text is in the new one; inside a changed name it is the name's start or
    end.
    """
    shift = 0
    for change in places:
        start, end = change[:2]
        if place < start or (place == start and side == 3):
            break
        if place <= end and not (place == end and side == 2):
            return change[side]
        shift = change[3] - end
    return place + shift
