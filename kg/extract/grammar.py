"""Grammar over the parse: subject, passive, infinitive, negation and factuality, one definition each.

Every rule of `kg.extract` asks these; the labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.rules.hedges import HEDGES

_RELATIVE = {"who", "that", "which"}
SUBJECTS = ("nsubj", "nsubjpass")
# Tags of finite verbs and modals.
FINITE = ("VBD", "VBZ", "VBP", "MD")

# "could say", "might announce": nobody has said anything yet.
_UNREAL = {"will", "would", "could", "can", "may", "might", "should", "must", "shall", "'ll", "’ll"}

_NEGATING = {"never", "no", "nobody", "none", "neither", "nor"}
# "went on to say", "took to the floor to announce".
_GOING_ON = {"begin", "continue", "go", "proceed", "take"}


def find_subject(verb: Token, depth: int = 0) -> Token | None:
    """The word that heads the source of a reporting verb, or None.

    A verb without a subject of its own borrows it: from the verb it is joined to ("confirmed the plan and
    said"), from the one it depends on ("went on to say", "adding that"), from the noun it describes ("a
    letter saying", "Nelson, who said").
    """
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                return verb.head
            return child
        passive = passive or child.dep_ in ("nsubjpass", "auxpass")
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next(iter(objects_of(agent)), None)
    if depth > 3:
        return None
    if passive:
        return _quoted_person(verb)
    return _borrowed_subject(verb, depth)


def own_subject(verb: Token) -> Token | None:
    """Find the subject among a verb's children, active or passive."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _borrowed_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN"):
        return head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return _quoted_person(head.head) or find_subject(head.head, depth + 1)
    if is_raising_complement(verb):
        return own_subject(head)
    if verb.dep_ not in ("conj", "xcomp", "advcl", "dep") or head.pos_ not in ("VERB", "AUX") or head == verb:
        return None
    # "Persuaded NASA to say": the subject is whom somebody persuaded.
    is_persuaded = verb.dep_ == "xcomp" and any(c.dep_ in ("dobj", "dative") for c in head.children)
    subject = None if is_persuaded else find_subject(head, depth + 1)
    return subject if subject is not None and _agree(subject, verb) else None


def _agree(subject: Token, verb: Token) -> bool:
    """False where a borrowed subject and its verb differ in number: "NASA has said, and call on them to"."""
    plural = (
        subject.tag_ in ("NNS", "NNPS") or any(True for _ in subject.conjuncts) or subject.lower_ == "they"
    )
    # A bare "call" joined to "has said" can only be the plural of the present.
    present = verb.tag_ == "VBP" or (
        verb.tag_ == "VB" and verb.dep_ == "conj" and verb.head.tag_ in ("VBD", "VBN")
    )
    return not (present and not plural) and not (verb.tag_ == "VBZ" and plural)


def _quoted_person(verb: Token) -> Token | None:
    """ "was quoted as saying", "was cited": the passive subject is the speaker."""
    if verb.lemma_.lower() in ("quote", "cite"):
        return next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return None


def objects_of(preposition: Token) -> list[Token]:
    """Find the nouns that a preposition, or the "by" of a passive, governs: "to NASA"."""
    return [child for child in preposition.children if child.dep_ == "pobj"]


def with_conjuncts(token: Token) -> tuple[Token, ...]:
    """Return a word and those joined to it: "NASA and ESA"."""
    return (token, *token.conjuncts)


def is_passive(verb: Token) -> bool:
    """True for "is said", "was rumored"."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def is_raising_complement(verb: Token) -> bool:
    """True for an infinitive whose subject stands with a verb of doubt: "appears to have told"."""
    head = verb.head
    if verb.dep_ != "xcomp" or not any(c.tag_ == "TO" for c in verb.children):
        return False
    lemma = head.lemma_.lower()
    return lemma in HEDGES.verbs.seeming or (is_passive(head) and lemma in HEDGES.verbs.passive)


def may_have_happened(verb: Token) -> bool:
    """True for "may have told", "might have promised"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "have" in helpers and bool(helpers & HEDGES.verbs.modal)


def is_infinitive(verb: Token) -> bool:
    """True for an infinitive with "to": "to fund it"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def is_asserted(token: Token, hedged: bool = False) -> bool:
    """False for what is only possible, planned or supposed: "could say", "plans to say", "if NASA says".

    With `hedged`, what somebody is said to have done, or may have done, counts as real.
    """
    if is_infinitive(token):
        if hedged and is_raising_complement(token):
            return is_asserted(token.head) and not is_negated(token.head)
        return token.dep_ in ("xcomp", "advcl") and token.head.lemma_.lower() in _GOING_ON
    return not any(_is_supposed(verb, hedged) for verb in (token, _first_conjunct(token)))


def _first_conjunct(verb: Token) -> Token:
    """Return the first of several joined verbs: "stay" for "leave" in "could stay or leave"."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _is_supposed(verb: Token, hedged: bool) -> bool:
    """Tell whether a verb has a modal or a condition of its own: "could say", "if NASA says"."""
    modal = any(c.dep_ == "aux" and c.lower_ in _UNREAL for c in verb.children)
    condition = any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)
    return condition or (modal and not (hedged and may_have_happened(verb)))


def is_negated(token: Token) -> bool:
    """True for "did not say", "no longer believes", "no official said", "neither confirmed nor denied"."""
    subjects = [c for c in token.children if c.dep_ in SUBJECTS]
    if any(c.dep_ == "neg" or c.lower_ in _NEGATING or _is_no_longer(c) for c in token.children):
        return True
    if token.dep_ == "conj" and not subjects and _joins_alternatives(token.head):
        return is_negated(token.head)
    return any(c.lower_ in _NEGATING for subject in subjects for c in (subject, *subject.lefts))


def _is_no_longer(adverb: Token) -> bool:
    return adverb.lower_ == "longer" and any(c.lower_ == "no" for c in adverb.children)


def _joins_alternatives(verb: Token) -> bool:
    """ "Did not confirm or deny": the negation holds for both; behind "and" or "but" it does not."""
    return any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in verb.children)
