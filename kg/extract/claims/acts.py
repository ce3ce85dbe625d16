"""What kind of speech act a cue of the tagger names, by its head and by the content it brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from spacy.tokens import Span, Token

from kg.extract.grammar import is_infinitive, is_passive
from kg.extract.reporting import Frames, reporting_verbs, verb_with_particle
from kg.model import SpeechAct
from kg.rules.cue_words import CUE_WORDS
from kg.rules.reporting_words import REPORTING_WORDS

# A cue that no rules file knows, or not with such a content.
UNKNOWN: SpeechAct = "unclassified"
# Acts whose content may be a thing; who discusses or releases a thing has not said it.
_OF_THINGS = ("attitude", "intention")
_ASKING = ("how", "what", "whether", "why")
_CLAUSES = {"ccomp", "advcl", "parataxis", "ROOT", "csubj", "relcl", "conj"}
_SUBJECTS, _AUXILIARIES = {"nsubj", "nsubjpass", "expl"}, {"aux", "auxpass"}
_MARKS = "\"“”„«»'‘’`"
_PARTS = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
    "ADP": "prepositions",
}


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
    """Find the frame in which the cue brings its content, and its speech act.

    The head of the cue decides, or another word of it where that one is known: "expressed hope", "was clear
    that". What is not in a list of `kg/rules`, or not with such a content, is unclassified.
    """
    frame = find_frame(cue, contents)
    if cue.root.lower_ == "according" or not any(token.is_alpha for token in cue):
        return frame, "statement"
    for token in (cue.root, *(token for token in cue if token != cue.root)):
        act = _act_of(token, frame, contents)
        if act is not None:
            return frame, act
    return frame, "statement" if frame == "quote" else UNKNOWN


def is_deed(cue: Span) -> bool:
    """Tell whether a cue names what somebody did and not what was said: "launched", not "launched a call"."""
    if to_lemma(cue.root) not in REPORTING_WORDS.deeds:
        return False
    return not any(_frames(token) or _listed_act(token) for token in cue if token != cue.root)


def to_lemma(token: Token) -> str:
    """Return the lower-case lemma, that of a verb too where a headline's capitals hide it: "Endorses"."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.text[0].isupper() else lemma


def _act_of(token: Token, frame: str, contents: Sequence[Span]) -> SpeechAct | None:
    """Find the act that a word of a cue names with a content in `frame`; None where no list knows it."""
    predicated = cue_words().get(("predicating", token.lemma_)) if token.pos_ == "VERB" else None
    if frame == "object" and predicated:
        return predicated
    frames = _frames(token)
    if frames:
        framed = _act_in(frames, frame, contents)
        # "Is expected to fly": nobody tells who believes it.
        return UNKNOWN if framed == "belief" and frame == "infinitive" and is_passive(token) else framed
    act = _listed_act(token)
    if act is not None:
        return act if act in _OF_THINGS or frame in ("clause", "quote") else UNKNOWN
    # "Projects that", "Endorses": a verb that the tagger took for a noun or a name.
    disguised = reporting_verbs().get(to_lemma(token), {}) if token.pos_ in ("NOUN", "PROPN") else {}
    return disguised.get(frame)


def _listed_act(token: Token) -> SpeechAct | None:
    act = cue_words().get((_PARTS.get(token.pos_, ""), token.lemma_.lower()))
    return act or (cue_words().get(("verbs", to_lemma(token))) if token.pos_ == "PROPN" else None)


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
    only = next(iter(frames.values())) if len(set(frames.values())) == 1 else UNKNOWN
    acts = (*(frames.get(way) for way in ways), only if only in _OF_THINGS else None)
    return next((act for act in acts if act), UNKNOWN)


def find_frame(cue: Span, contents: Sequence[Span]) -> str:
    """Find how the content stands to its cue: "quote", "infinitive", "clause" or "object"."""
    first = contents[0]
    if first[0].text[0] in _MARKS or (first.start and _last_before(first) == ":"):
        return "quote"
    if (first[0].lower_ == "to" and first[0].tag_ == "TO") or any(
        _holds(c, cue, is_infinitive) for c in contents
    ):
        return "infinitive"
    if any(_is_clause(content) or _holds(content, cue, _is_predicate) for content in contents):
        return "clause"
    return "object"


def _holds(content: Span, cue: Span, form: Callable[[Token], bool]) -> bool:
    """Tell whether a content holds a complement of the cue of that form: "asked NASA to fly"."""
    return any(t.dep_ in ("ccomp", "xcomp") and t.head in cue and form(t) for t in content)


def _is_predicate(token: Token) -> bool:
    """Tell whether a complement is a clause or a gerund: "shows it leaking", "reported seeing it"."""
    return token.pos_ in ("VERB", "AUX") and not is_infinitive(token)


def _last_before(content: Span) -> str:
    """The last word before a content, white space passed over."""
    before = content.doc[max(content.start - 2, 0) : content.start]
    return next((token.text for token in reversed(before) if not token.is_space), "")


def _is_clause(content: Span) -> bool:
    """True for "that it slipped", and, with a subject and an auxiliary of its own, "he was working"."""
    root = content.root
    if content[0].lower_ == "that" and content[0].tag_ == "IN":
        return True
    if content[0].lower_ in _ASKING and any(token.pos_ in ("VERB", "AUX") for token in content):
        return True
    if root.pos_ not in ("VERB", "AUX") or root.dep_ not in _CLAUSES:
        return False
    inside = {child.dep_ for child in root.children if child in content}
    return root.tag_ not in ("VBG", "VBN") or bool(inside & _SUBJECTS and inside & _AUXILIARIES)
