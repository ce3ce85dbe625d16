"""Find the tense of the verb that governs a time expression.

The tense decides between the last June and the next one: "launched in June", "will launch in June", "the
window opens in June".
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from spacy.tokens import Doc, Span, Token

from kg.rules.dates import DATES

# So many words before a day can be of its clause.
_CLAUSE = 25


class Tense(Enum):
    """The tense of a governing verb, UNKNOWN where there is none; "meets on Monday" lies ahead."""

    PAST = "past"
    UNKNOWN = "unknown"
    PRESENT = "present"
    SCHEDULED = "scheduled"  # the present of what is fixed beforehand: "opens in two weeks"
    POSSIBLE = "possible"  # "could fly on Monday", and "could fly round the Moon in a week"
    FUTURE = "future"

    @property
    def is_ahead(self) -> bool:
        """Whether a day that is named with the verb lies ahead."""
        return self not in (Tense.PAST, Tense.UNKNOWN)

    @property
    def counts_ahead(self) -> bool:
        """Whether "in two years" is counted from now, and not how long something takes."""
        return self in (Tense.FUTURE, Tense.SCHEDULED)


def find_tense(doc: Doc, start: int, end: int) -> Tense:
    """Find the tense of the verb over the expression at the characters [start, end) of the Doc."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc[0].has_dep():
        return Tense.UNKNOWN
    before = _words_before(doc, span.start)
    if before.endswith(DATES.tense.ahead) or _is_come(doc, span.start):
        return Tense.FUTURE
    inner = _find_reported_verb(span)
    if inner is not None:
        return _verb_tense(inner)
    path: list[Token] = []
    for token in (span.root, *span.root.ancestors):
        if token.pos_ in ("VERB", "AUX") and not _is_participle(token):
            if _schedules(token, before.rpartition(" ")[2]) or (token.i < span.start and _planned(token)):
                return Tense.FUTURE
            return _on_path(_verb_tense(token), path)
        path += [] if token in span else [token]
    return _misread_tense(path[-1]) if path else Tense.UNKNOWN


def _is_come(doc: Doc, start: int) -> bool:
    """Whether "come" is the word before: "Come Monday, the office will be closed"."""
    return start > 0 and doc[start - 1].lower_ == "come" and doc[start - 1].tag_ == "VB"


def _find_reported_verb(span: Span) -> Token | None:
    """Find the verb of "Liftoff is at noon Friday, NASA said" where the parse gives the day to "said"."""
    doc, head = span.doc, span.root.head
    if head.i < span.end or head.pos_ != "VERB" or doc[span.end].text != ",":
        return None
    for token in reversed(doc[max(0, span.start - _CLAUSE) : span.start]):
        if token.text in (".", "!", "?", ",", ";", ":") or "\n" in token.text:
            return None
        if token.pos_ in ("VERB", "AUX"):
            return token.head if token.dep_ in ("aux", "auxpass") else token
    return None


def is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the word at the characters [start, end) can be one of a name: its tag does not deny it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is None or span[-1].pos_ in ("PROPN", "")


def is_place(doc: Doc, start: int, end: int) -> bool:
    """Whether the word at the characters [start, end) is one of a town or a state to the tagger of names."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span[-1].ent_type_ == "GPE"


def _words_before(doc: Doc, start: int) -> str:
    """Return the three words before a token, in lower case; times of day and "the" are left out."""
    clock = (*DATES.words["ampm"], *DATES.words["zone"], *DATES.words["clockword"], "the")
    words: list[str] = []
    for token in reversed(doc[max(0, start - 8) : start]):
        if not (token.like_num or token.lower_.rstrip(".") in clock):
            words.append(token.lower_)
    return " ".join(reversed(words[:3]))


def _is_participle(verb: Token) -> bool:
    """Whether the verb has no tense but that of the verb over it: "rising in March"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl") or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    return not any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def _planned(verb: Token) -> bool:
    """Whether the verb has planned what stands behind it: "planned a protest on Saturday"."""
    return verb.tag_ == "VBD" and verb.lemma_.lower() in DATES.tense.arranging


def _misread_tense(noun: Token) -> Tense:
    """Read a noun with no verb over it, which may be the verb: "The spacecraft docks on Saturday."."""
    has_subject = any(child.dep_ == "compound" and child.i < noun.i for child in noun.children)
    if noun.tag_ != "NNS" or not has_subject or noun.lemma_.lower() not in DATES.tense.scheduled:
        return Tense.UNKNOWN
    return Tense.PAST if _is_told_in_headline(noun) else Tense.SCHEDULED


def _on_path(tense: Tense, path: Sequence[Token]) -> Tense:
    """Adapt the verb's tense to the words between the expression and the verb: "due", "after", a noun."""
    words = {token.lower_ for token in path}
    if words & DATES.tense.due:
        return Tense.PAST if tense is Tense.PAST else Tense.FUTURE
    clocks = {"time", *DATES.words["zone"], *DATES.words["ampm"]}
    nouns = [token for token in path if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in clocks]
    if not nouns or tense not in (Tense.PRESENT, Tense.SCHEDULED, Tense.POSSIBLE):
        return tense
    is_event = nouns[-1].lemma_.lower() in DATES.tense.events and not words & {"after", "since", "following"}
    return tense if is_event else Tense.UNKNOWN


def _schedules(verb: Token, preposition: str) -> bool:
    """Whether the verb schedules the date: "set the launch for June", "postponed it to March"."""
    verbs = DATES.tense.planning if preposition == "for" else DATES.tense.postponing
    is_over = any(child.lower_ == "had" for child in verb.children)
    return (
        preposition in ("for", "to", "until", "till", "through")
        and verb.lemma_.lower() in verbs
        and not is_over
    )


def _verb_tense(verb: Token) -> Tense:
    """Read the tense from the auxiliaries, then from the verb form and, over an infinitive, its governor."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    forms = {auxiliary.lower_ for auxiliary in auxiliaries}
    told = _auxiliary_tense(verb, forms)
    if told:
        return told
    if any(auxiliary.tag_ == "TO" for auxiliary in auxiliaries):
        return _infinitive_tense(verb)
    if verb.tag_ in ("VBG", "VBN"):
        return _participle_tense(verb, forms)
    if verb.tag_ == "VBD" or forms & DATES.tense.past:
        return Tense.PAST
    return _present_tense(verb) if verb.tag_ in ("VBZ", "VBP") else Tense.UNKNOWN


def _auxiliary_tense(verb: Token, forms: set[str]) -> Tense | None:
    """Read "will land", "could land", "is scheduled" and "had been scheduled"; None for any other."""
    if forms & DATES.tense.future:
        return Tense.FUTURE
    if forms & DATES.tense.possible:
        return Tense.PAST if "could" in forms and _is_negated(verb) else Tense.POSSIBLE
    if _is_plan(verb) and verb.tag_ in ("VBN", "VBZ", "VBP"):
        return Tense.PAST if "had" in forms else Tense.FUTURE
    return None


def _participle_tense(verb: Token, forms: set[str]) -> Tense:
    """Read a participle: "is landing", "is held Monday" lie ahead; "held", "was held", "has held" do not."""
    is_present = bool(forms) and forms <= DATES.tense.present
    if verb.tag_ == "VBN":
        return Tense.PRESENT if is_present else Tense.PAST
    if forms & DATES.tense.present:
        return Tense.FUTURE
    return Tense.PAST if forms & DATES.tense.past else Tense.UNKNOWN


def _present_tense(verb: Token) -> Tense:
    """Read a simple present: "says on Monday that ..." and a headline tell what is over."""
    if any(child.dep_ == "ccomp" for child in verb.children) or _is_told_in_headline(verb):
        return Tense.PAST
    if verb.tag_ == "VBP" and verb.lower_ in DATES.tense.invariant:
        return Tense.UNKNOWN
    return Tense.SCHEDULED if verb.lemma_.lower() in DATES.tense.scheduled else Tense.PRESENT


def _is_told_in_headline(verb: Token) -> bool:
    """Whether the verb stands in the text's headline and the text does not say elsewhere that it is to come.

    A headline is a first line without a full stop. "Council meets Monday" is to come where the text goes on
    with "will meet", or with "meets" and never with "met".
    """
    first, newline, rest = verb.doc.text.lstrip().partition("\n")
    end = len(verb.doc.text) - len(rest)
    if not newline or not rest.strip() or first.rstrip()[-1:] in ".!?" or verb.idx >= end:
        return False
    tags = {token.tag_ for token in verb.doc if token.idx >= end and token.lemma_ == verb.lemma_}
    return not tags & {"VB", "VBZ", "VBP"} or bool(tags & {"VBD", "VBN"})


def _is_plan(verb: Token) -> bool:
    """Whether the verb plans; one that also places ("a record set on Monday") needs its infinitive."""
    lemma = verb.lemma_.lower()
    if lemma not in DATES.tense.planning:
        return False
    return lemma not in DATES.tense.placing or any(child.dep_ == "xcomp" for child in verb.children)


def _is_negated(verb: Token) -> bool:
    """Whether the verb is denied: "could not be reached on Monday"."""
    return any(token.lower_ in DATES.tense.negations for token in verb.lefts) or any(
        token.lower_ == "neither" for left in verb.lefts for token in left.subtree
    )


def _infinitive_tense(infinitive: Token) -> Tense:
    """Read an infinitive: "plans to launch", "Agency to launch" lie ahead, "decided to launch" may have been.

    "Had been due to launch" is over.
    """
    head = infinitive.head
    if head.lemma_.lower() == "be":
        return Tense.FUTURE if head.tag_ in ("VBZ", "VBP") else Tense.UNKNOWN
    if head != infinitive and head.lemma_.lower() not in DATES.tense.planning:
        return Tense.UNKNOWN
    governors = (head, head.head) if head.pos_ == "ADJ" else (head,)
    return (
        Tense.PAST
        if any(child.lower_ == "had" for one in governors for child in one.children)
        else Tense.FUTURE
    )
