"""What kind of speech act a cue of the tagger names, by its head and by the content it brings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Span, Token

from kg.extract.reporting import Frames, reporting_verbs, verb_with_particle
from kg.model import SpeechAct
from kg.rules.cue_words import CUE_WORDS

# A cue that no rules file knows, or not with such a content.
UNKNOWN: SpeechAct = "unclassified"
# Acts whose content may be a thing; who discusses or releases a thing has not said it.
_OF_THINGS = ("attitude", "intention")
_CLAUSES = {"ccomp", "advcl", "parataxis", "ROOT", "csubj", "relcl", "conj"}
_SUBJECTS, _AUXILIARIES = {"nsubj", "nsubjpass", "expl"}, {"aux", "auxpass"}
_MARKS = "\"“”„«»'‘’`"
_PARTS = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}


@cache
def cue_words() -> dict[tuple[str, str], SpeechAct]:
    """The act of each word of kg/rules/cue_words.toml by its part of speech ("verbs", ...)."""
    return {
        (part, word): act
        for act, lists in CUE_WORDS.items()
        for part, words in lists.items()
        for word in words
    }


def find_act(cue: Span, contents: Sequence[Span]) -> tuple[str, SpeechAct]:
    """The frame in which the cue brings its content, and its speech act.

    The head of the cue decides, or another word of it where that one is known: "expressed hope", "was clear
    that".
    """
    frame = find_frame(contents)
    if cue.root.lower_ == "according":
        return frame, "statement"
    if not any(token.is_alpha for token in cue):
        return frame, "statement"
    words = [cue.root, *(token for token in cue if token != cue.root)]
    for token in words:
        if frame == "object" and token.pos_ == "VERB" and ("predicating", token.lemma_) in cue_words():
            return frame, "statement"
        frames = _frames(token)
        if frames:
            return frame, _act_in(frames, frame, contents)
        act = cue_words().get((_PARTS.get(token.pos_, ""), token.lemma_.lower()))
        if act is not None:
            return frame, act if act in _OF_THINGS or frame in ("clause", "quote") else UNKNOWN
    return frame, "statement" if frame == "quote" else UNKNOWN


def _frames(token: Token) -> Frames:
    if token.pos_ not in ("VERB", "AUX"):
        return {}
    return (
        reporting_verbs().get(verb_with_particle(token)) or reporting_verbs().get(token.lemma_.lower()) or {}
    )


def _act_in(frames: Frames, frame: str, contents: Sequence[Span]) -> SpeechAct:
    """The act of the frame; where the verb is not known in it, that of its clauses, or a weaker one."""
    first = contents[0]
    said = (frame, "clause", "quote", *frames)
    ways = said if frame in ("clause", "quote") else (frame, first[0].lower_, _last_before(first).lower())
    acts = (frames.get(way) for way in ways)
    return next((act for act in acts if act), UNKNOWN)


def find_frame(contents: Sequence[Span]) -> str:
    """How the content stands to its cue: "quote", "infinitive", "clause" or "object"."""
    first = contents[0]
    if first[0].text[0] in _MARKS or (first.start and _last_before(first) == ":"):
        return "quote"
    if first[0].lower_ == "to" and first[0].tag_ == "TO":
        return "infinitive"
    if any(_is_clause(content) for content in contents):
        return "clause"
    return "object"


def _last_before(content: Span) -> str:
    """The last word before a content, white space passed over."""
    before = content.doc[max(content.start - 2, 0) : content.start]
    return next((token.text for token in reversed(before) if not token.is_space), "")


def _is_clause(content: Span) -> bool:
    """True for "that it slipped", and, with a subject and an auxiliary of its own, "he was working"."""
    root = content.root
    if content[0].lower_ == "that" and content[0].tag_ == "IN":
        return True
    if root.pos_ not in ("VERB", "AUX") or root.dep_ not in _CLAUSES:
        return False
    inside = {child.dep_ for child in root.children if child in content}
    return root.tag_ not in ("VBG", "VBN") or bool(inside & _SUBJECTS and inside & _AUXILIARIES)
