"""Reporting verbs with what they report, one function a pattern: context in, candidates out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, find_source
from kg.extract.claims.contents import find_contents, sentence_passage, to_passages, trim, widen_to_quotations
from kg.extract.claims.cues import cue_span, is_denying
from kg.extract.claims.sources import may_speak
from kg.extract.grammar import is_negated
from kg.extract.reporting import reporting_verbs
from kg.model import Passage, SpeechAct
from kg.rules.reporting_words import REPORTING_WORDS

# Acts that are none where the cue is negated ("did not say"): then nothing was said.
_SAYING = ("statement", "evidence", "question", "refusal", "unclassified")
# Words of the longest phrase of `withholding`.
_LONGEST_WITHHOLDING = 3


def find_refusals(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """ "refused to comment on Borisov's words", "did not respond to a request for comment"."""
    silent = REPORTING_WORDS.silent
    unanswering = REPORTING_WORDS.unanswering
    for token in context.doc:
        if token.pos_ != "VERB" or context.quotation_at(token):
            continue
        lemma = token.lemma_.lower()
        if reporting_verbs().get(lemma, {}).get("infinitive") == "refusal":
            act = next((c for c in token.children if c.dep_ == "xcomp" and c.lemma_.lower() in silent), None)
        elif lemma in unanswering and is_negated(token):
            act = token
        else:
            continue
        found = find_source(context, token)
        if act is None or found is None:
            continue
        source, speakers = found
        cue = cue_span(token)
        content = trim(
            context.doc[act.left_edge.i if act is not token else token.i + 1 : act.right_edge.i + 1]
        )
        yield ClaimCandidate(
            "claims.refusal", "refusal", token, cue, source, speakers, (content,) if content else ()
        )


def find_verb_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """A reporting verb with its clause, infinitive, preposition or object, quoted or not."""
    for verb, frames in context.cues:
        if context.quotation_at(verb):
            continue
        found = find_contents(verb, {f: act for f, act in frames.items() if act != "refusal"})
        if found is None:
            continue
        frame, act, heads = found
        if says_nothing(verb, act) or (not _is_full_verb(verb) and (act != "statement" or frame == "object")):
            continue
        who = find_source(context, verb)
        if who is None:
            continue
        source, speakers = who
        if not may_speak(speakers[0]) and (act, frame) != ("statement", "clause"):
            continue
        cue = cue_span(verb)
        apart = [cue, source, *(_behind_colon(heads[0]) if frame == "object" else [])]
        passages = widen_to_quotations(to_passages(heads, apart, verb.sent), context.quotations)
        if passages:
            rule = f"claims.{frame_rule(frame)}"
            yield ClaimCandidate(
                rule,
                act,
                verb,
                cue,
                source,
                speakers,
                tuple(passages),
                denies(context, verb, passages),
                frame,
            )


def says_nothing(verb: Token, act: SpeechAct) -> bool:
    """Tell whether it stays open: "did not say that", "has yet to say"; "does not believe" is a denial."""
    return (is_negated(verb) and act in _SAYING) or is_withheld(verb)


def is_withheld(verb: Token) -> bool:
    """Tell whether the words before a verb keep it from being said: "stopped short of saying"."""
    before = verb.doc[max(verb.i - _LONGEST_WITHHOLDING, 0) : verb.i]
    words = " ".join(token.lemma_.lower() for token in before if token.dep_ != "auxpass")
    return any(f" {words}".endswith(f" {phrase}") for phrase in REPORTING_WORDS.withholding)


def denies(context: ClaimContext, verb: Token, content: Sequence[Passage]) -> bool:
    """Tell whether a content is denied: "denied that", "does not believe"; who does not doubt believes.

    A denial in front of the denier's own words denies what others said: X denied it: “We stay.”
    """
    is_own = bool(content) and all(context.is_set_apart(part) for part in content)
    return is_negated(verb) != (is_denying(verb) and not is_own)


def _behind_colon(noun: Token) -> list[Span]:
    """ "Rejected the idea: no ship could lift it": the reasons are no part of what was rejected."""
    colon = next((token.i for token in noun.subtree if token.text == ":" and token.i > noun.i), None)
    return [noun.doc[colon : noun.sent.end]] if colon is not None else []


def _is_full_verb(verb: Token) -> bool:
    """True for "is saying": a participle alone ("considering the cost") reports only what it quotes."""
    return verb.tag_ != "VBG" or any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def frame_rule(frame: str) -> str:
    """The name of the rule for a frame: all prepositions share one."""
    return frame if frame in ("clause", "infinitive", "object") else "preposition"


def find_as_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """ "The launch, as NASA said on Monday, slipped": the sentence around an as-clause."""
    for verb, frames in context.cues:
        marked = any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ == "as" for c in verb.children)
        if verb.dep_ != "advcl" or not marked or "clause" not in frames or context.quotation_at(verb):
            continue
        deps = {child.dep_ for child in verb.children}
        # "As noted above" has no subject of its own: nobody speaks.
        if deps & {"ccomp", "dobj", "xcomp", "neg"} or not deps & {"nsubj", "agent"}:
            continue
        who = find_source(context, verb)
        if who is None:
            continue
        clause = context.doc[verb.left_edge.i : verb.right_edge.i + 1]
        passages = sentence_passage(context.doc, verb.sent.start, verb.sent.end, [clause])
        if passages:
            yield ClaimCandidate("claims.as", frames["clause"], verb, cue_span(verb), *who, tuple(passages))
