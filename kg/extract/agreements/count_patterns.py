"""What a number counts: the patterns of "64 countries have signed", "the 40th nation", "joins 39 others"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.clusters import Cluster
from kg.extract.agreements.counting import Number, to_singular
from kg.extract.agreements.ranks import find_bearers, is_borne
from kg.extract.agreements.stages import find_stage, stage_verbs
from kg.extract.grammar import is_asserted, is_infinitive, is_negated, own_subject
from kg.model import Stage
from kg.rules.agreements import AGREEMENTS

# The agreements of a text by the tokens that name them.
Agreements = Mapping[int, Cluster]

SIGNED: tuple[Stage, ...] = ("signed", "acceded", "ratified")
# The rules by which a count is read.
ORDINAL, TOTAL, JOINING = "counts.ordinal", "counts.total", "counts.joining"
# Fewer than these are the sides of a treaty, and no tally.
_FEWEST = 3
_PART = {"among", "between", "by", "from"}
_ANOTHER = {"a", "an", "another"}
_NARROWING = {"from", "in", "of", "outside", "since", "this"}
_WORLD = "in the world"
_PLURAL = ("NNS", "NNPS")
# An agreement stands so many words behind "signatories of"; a total so many before its number.
_NEAR, _FAR = 5, 20


class Told(NamedTuple):
    """What a number counts: the word that says so, the stage, and whether who joins is in the number."""

    cue: Token
    stage: Stage
    rule: str
    includes_signer: bool | None = None
    joiners: Sequence[Token] = ()


def tell(doc: Doc, number: Number, by_token: Agreements) -> Told | None:
    """Tell what a number counts, by the first pattern that fits; None for what is no count of signatures."""
    if number.is_ordinal:
        return _tell_ordinal(doc, number, by_token)
    if total := _tell_total(doc, number):
        return total
    if number.noun is None or number.value < _FEWEST:
        return None
    noun = number.noun
    return next((told for pattern in _PATTERNS if (told := pattern(doc, number, noun, by_token))), None)


def _tell_ordinal(doc: Doc, number: Number, by_token: Agreements) -> Told | None:
    """ "The 40th nation to sign", "the 56th signatory", "the 42nd to do so"; no "first African nation"."""
    noun = number.noun
    ranked = noun if noun is not None else doc[number.end - 1]
    before = doc[number.start - 1].lower_ if number.start else ""
    if ranked.tag_ in _PLURAL or before in _ANOTHER or not _is_told_as_borne(ranked):
        return None
    behind = doc[ranked.i + 1 : ranked.i + 1 + _NEAR]
    cue = noun if noun is not None and number.is_doer else _find_deed(doc, ranked, by_token)
    if cue is None or _is_narrowed(behind, by_token):
        return None
    stage = find_stage(cue)
    return Told(cue, stage if stage in SIGNED else "signed", ORDINAL, True, _find_joiners(ranked))


def _is_made(ranked: Token) -> bool:
    """True for "making Norland the 40th nation to do so", where the parser takes "nation" for who does so."""
    return ranked.dep_ == "nsubj" and is_infinitive(ranked.head) and own_subject(ranked) is not None


def _is_told_as_borne(ranked: Token) -> bool:
    """False where nobody is the 40th nation yet."""
    return _is_real(ranked.head.head) if _is_made(ranked) else is_borne(ranked)


def _find_joiners(ranked: Token) -> list[Token]:
    """Who is the 40th, also in "welcomed Norland as the 40th", where "as" may hang on the name."""
    if _is_made(ranked):
        return [child for child in ranked.children if child.dep_ == "nsubj"]
    preposition = ranked.head
    is_named = preposition.lower_ == "as" and preposition.head.pos_ == "PROPN"
    return find_bearers(ranked) or ([preposition.head] if is_named else [])


def _find_deed(doc: Doc, ranked: Token, by_token: Agreements) -> Token | None:
    """The verb of "the 40th nation to sign", "in the world to do so", "that signed"; the agreement of "the
    fiftieth state in the accords".
    """
    place = ranked.i + 1
    if doc[place : place + 3].text.lower() == _WORLD:
        place += 3
    behind = doc[place : place + _NEAR]
    first = behind[0].lower_ if len(behind) else ""
    if first in ("to", "that", "which", "having"):
        verb = next((token for token in behind if token.i > place and token.pos_ == "VERB"), None)
        is_deed = verb is not None and (
            find_stage(verb) in SIGNED or doc[verb.i : verb.i + 2].text == "do so"
        )
        return verb if is_deed else None
    if first in ("in", "on", "under"):
        return next((token for token in behind if token.i in by_token), None)
    return None


def _is_narrowed(behind: Span, by_token: Agreements) -> bool:
    """True for the 40th of some only: "the tenth country in Africa to sign"."""
    narrowing = len(behind) > 0 and behind[0].lower_ in _NARROWING
    return narrowing and behind[:3].text.lower() != _WORLD and not _holds(behind, by_token)


def _tell_joining(doc: Doc, number: Number, noun: Token, by_token: Agreements) -> Told | None:
    """ "Joins 63 other nations": who joins is not one of them."""
    words, verb = AGREEMENTS.counting, noun.head
    is_joined = noun.dep_ == "dobj" and verb.lemma_.lower() in words.joining
    if not is_joined or not (number.between & words.others or number.is_doer) or not _is_real(verb):
        return None
    subject = own_subject(verb) or (own_subject(verb.head) if verb.dep_ in ("advcl", "conj") else None)
    return Told(verb, "signed", JOINING, False, [subject] if subject is not None else [])


def _tell_perfect(doc: Doc, number: Number, noun: Token, by_token: Agreements) -> Told | None:
    """ "64 countries have signed"; those who "signed on Monday" are no total."""
    verb = noun.head
    stage = _stage_of(verb)
    is_perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    is_told = noun.dep_ == "nsubj" and is_perfect and not number.between & AGREEMENTS.counting.others
    return Told(verb, stage, TOTAL) if stage and is_told and _is_real(verb) else None


def _tell_agent(doc: Doc, number: Number, noun: Token, by_token: Agreements) -> Told | None:
    """ "Has been signed by 55 nations", "a treaty ratified by 102 nations"."""
    if noun.head.lower_ != "by" or doc[number.start - 1].lower_ != "by":
        return None
    verb = noun.head.head
    stage = _stage_of(verb)
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    is_event = not helpers.isdisjoint(("was", "were", "being")) and helpers.isdisjoint(("have", "has", "had"))
    return Told(verb, stage, TOTAL) if stage and not is_event and _is_real(verb) else None


def _tell_relative(doc: Doc, number: Number, noun: Token, by_token: Agreements) -> Told | None:
    """ "There are 60 countries that have signed", "the 64 nations that have", "38 countries signed up"."""
    before = doc[max(0, number.start - 2) : number.start].text.lower()
    is_whole = noun.head.lemma_ in ("be", "have") or before.endswith((" the", " all")) or before == "out of"
    if not is_whole or number.between & AGREEMENTS.counting.others or not _is_real(noun.head):
        return None
    for verb in noun.children:
        stage = _stage_of(verb)
        is_told = verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBN")
        if stage and is_told and _is_real(verb):
            return Told(verb, stage, TOTAL)
    return None


def _tell_doers(doc: Doc, number: Number, noun: Token, by_token: Agreements) -> Told | None:
    """ "Has 55 signatories", "Accords Reach 40 Signatories", "with 55 signatories", "its 55 signatories"."""
    words = AGREEMENTS.counting
    if not number.is_doer or not number.start or number.between & words.others or not _is_real(noun.head):
        return None
    before = doc[number.start - 1]
    behind = doc[noun.i + 1 : noun.i + 1 + _NEAR]
    has_them = not words.having.isdisjoint((before.lemma_.lower(), noun.head.lemma_.lower()))
    is_owned = before.dep_ == "case" or before.lower_ in ("its", "with")
    of_it = len(behind) > 0 and behind[0].lower_ in ("of", "on", "to") and _holds(behind, by_token)
    is_told = (has_them and noun.dep_ != "nsubj") or is_owned or of_it
    if not is_told or before.lower_ in _PART:
        return None
    return Told(noun, "ratified" if to_singular(noun) in words.bound else "signed", TOTAL)


_PATTERNS: tuple[Callable[[Doc, Number, Token, Agreements], Told | None], ...] = (
    _tell_joining,
    _tell_perfect,
    _tell_agent,
    _tell_relative,
    _tell_doers,
)


def _tell_total(doc: Doc, number: Number) -> Told | None:
    """ "Bringing the number of signatories to 40", "the number of nations behind it stands at 40"."""
    words = AGREEMENTS.counting
    before = doc[max(doc[number.first].sent.start, number.start - _FAR) : number.start]
    total = next((t for t in reversed(before) if t.lemma_.lower() in words.totals and t.pos_ == "NOUN"), None)
    if total is None or number.between & words.others or not _counts_signers(doc, before, number):
        return None
    brought = _find_bringing(before)
    standing = before[-2] if before[-1].lower_ == "at" else before[-1]
    verb = brought or (standing if standing.lemma_.lower() in words.standing else None)
    if verb is None or not _is_real(verb):
        return None
    return Told(total, "signed", TOTAL, True if brought else None)


def _find_bringing(before: Span) -> Token | None:
    """The verb of "bringing the number to"."""
    if before[-1].lower_ != "to":
        return None
    verbs = (token for token in reversed(before) if token.lemma_.lower() in AGREEMENTS.counting.bringing)
    return next(verbs, None)


def _counts_signers(doc: Doc, before: Span, number: Number) -> bool:
    """Whether signatories, or who else may be counted, stand around a total."""
    around = (*before, *doc[number.end : number.end + 3])
    return any(to_singular(t) in AGREEMENTS.counting.counted for t in around if t.tag_ in _PLURAL)


def _stage_of(verb: Token) -> Stage | None:
    """The stage that a verb tells, of those at which somebody has signed."""
    stage = stage_verbs().get(verb.lemma_.lower())
    return stage if stage in SIGNED else None


def _is_real(verb: Token) -> bool:
    """False for what is planned, denied, a condition ("once 60 states have ratified") or of another day."""
    words = AGREEMENTS.counting
    aside = {child.lower_ for child in verb.children if child.i < verb.i and child.dep_ in ("advmod", "mark")}
    is_condition = not aside.isdisjoint(words.conditions | words.once)
    is_condition = is_condition or (verb.dep_ == "pcomp" and verb.head.lower_ in words.conditions)
    return not is_condition and is_asserted(verb) and not is_negated(verb)


def _holds(words: Iterable[Token], by_token: Agreements) -> bool:
    return any(word.i in by_token for word in words)
