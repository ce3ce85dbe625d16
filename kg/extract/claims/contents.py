"""Contents: what was said, as passages of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.grammar import is_infinitive, objects_of
from kg.extract.quotations import Quotation
from kg.extract.reporting import Frames
from kg.model import Passage, QuotationKind, SpeechAct, find_meeting
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.reporting_words import REPORTING_WORDS

# At the ends of a content these belong to the sentence around it, quotation marks do not.
_EDGES = ",;:–—-.()…"
# Words of a name in quotation marks.
_LONGEST_NAME = 4


# The frame, the speech act, and the words that head the content.
Contents = tuple[str, SpeechAct, list[Token]]


def find_contents(verb: Token, frames: Frames) -> Contents | None:
    """The frame in which `verb` reports, its speech act, and the words that head the content, or None.

    Clauses go before infinitives, these before prepositions, these before objects.
    """
    ways = (_find_clauses, _find_infinitives, _find_prepositions, _find_objects)
    return next((found for way in ways if (found := way(verb, frames)) is not None), None)


def _find_clauses(verb: Token, frames: Frames) -> Contents | None:
    clauses = [c for c in verb.children if (c.dep_ == "ccomp" and c.pos_ != "PUNCT") or _is_gerund(c)]
    infinitives = _list_infinitives(verb)
    finite = [c for c in clauses if c not in infinitives] or _find_strayed(verb)
    return ("clause", frames["clause"], finite) if "clause" in frames and finite else None


def _find_infinitives(verb: Token, frames: Frames) -> Contents | None:
    infinitives = _list_infinitives(verb) if "infinitive" in frames else []
    return ("infinitive", frames["infinitive"], infinitives) if infinitives else None


def _list_infinitives(verb: Token) -> list[Token]:
    found = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_infinitive(c))
    return [infinitive for infinitive in found if not _hides_name(infinitive)]


def _find_prepositions(verb: Token, frames: Frames) -> Contents | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in frames and _says_something(child):
            # "Called on Congress to fund it": without the infinitive they only paid a visit.
            asked = [c for c in verb.children if is_infinitive(c)] if child.lower_ == "on" else []
            if asked or verb.lemma_ != "call" or child.lower_ != "on":
                return child.lower_, frames[child.lower_], [child, *asked]
    return None


def _find_objects(verb: Token, frames: Frames) -> Contents | None:
    wanted = "nsubjpass" if any(c.dep_ == "agent" for c in verb.children) else "dobj"
    objects = [c for c in verb.children if c.dep_ == wanted and _is_sayable(verb, c)]
    return ("object", frames["object"], objects) if "object" in frames and objects else None


def _hides_name(infinitive: Token) -> bool:
    """True for "asked not to be named": that says nothing but who will not say it."""
    hiding = ACTOR_NOUNS.anonymity.verbs
    return infinitive.lemma_.lower() in hiding and any(c.dep_ == "neg" for c in infinitive.children)


def _is_gerund(token: Token) -> bool:
    """True for "denied saying it", "denied having said it": what is denied is the saying."""
    return token.dep_ == "xcomp" and (
        token.tag_ == "VBG" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in token.children)
    )


def _find_strayed(verb: Token) -> list[Token]:
    """The clause that the parser hung on the circumstances: "told CNN in an interview that all were safe"."""
    nouns = [c for p in verb.children if p.dep_ == "prep" and p.i > verb.i for c in objects_of(p)]
    return [
        clause
        for noun in nouns
        for clause in noun.children
        if clause.dep_ in ("acl", "relcl")
        and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.children)
    ]


def _says_something(preposition: Token) -> bool:
    objects = [c for c in preposition.children if c.dep_ in ("pobj", "pcomp")]
    return bool(objects) and not (
        objects[0].lower_ in REPORTING_WORDS.anaphors and objects[0].n_lefts + objects[0].n_rights == 0
    )


def _is_sayable(verb: Token, noun: Token) -> bool:
    if noun.pos_ == "PRON" or noun.lower_ in REPORTING_WORDS.anaphors:
        return False
    if verb.lemma_.lower() in REPORTING_WORDS.speech_noun_verbs:
        return noun.lemma_.lower() in REPORTING_WORDS.speech_nouns
    return verb.lemma_.lower() != "say"


def to_passages(heads: Iterable[Token], without: Iterable[Span], sentence: Span) -> list[Passage]:
    """The words of the clauses headed by `heads`, cut where the cue or the source stands in between."""
    doc = sentence.doc
    members: set[int] = set()
    for head in heads:
        members.update(range(max(head.left_edge.i, sentence.start), min(head.right_edge.i + 1, sentence.end)))
    opener = doc[sentence.start]
    if opener.dep_ == "cc":
        members.discard(opener.i)
    return _cut(doc, members, without)


def _runs(members: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in members:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def trim(span: Span) -> Passage | None:
    """The span without white space, commas and stops at its ends; None when no word is left."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and (doc[start].is_space or doc[start].text in _EDGES or doc[start].text == "--"):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGES or doc[end - 1].text == "--"):
        end -= 1
    if end <= start or not any(token.is_alpha or token.like_num for token in doc[start:end]):
        return None
    return Passage(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def trim_whole(span: Span) -> Passage | None:
    """The passage of whole sentences: trimmed, but with the stop that ends them."""
    passage = trim(span)
    is_stopped = passage is not None and span.text[passage.end - span.start_char :].startswith(".")
    return Passage(passage.start, passage.end + 1) if passage and is_stopped else passage


def widen_to_quotations(passages: list[Passage], quotations: Sequence[Quotation]) -> list[Passage]:
    """The passages, each grown over the quotations that it cuts into, overlapping ones joined."""
    grown = []
    for passage in passages:
        first = bisect_right(quotations, passage.start, key=lambda quotation: quotation.passage.end)
        for number in range(first, len(quotations)):
            quotation = quotations[number]
            if quotation.passage.start > passage.end + 1:
                break
            if passage.meets(quotation.inside) or _touches(passage, quotation):
                passage = Passage(
                    min(passage.start, quotation.passage.start), max(passage.end, quotation.passage.end)
                )
        grown.append(passage)
    return join_passages(grown)


def _touches(passage: Passage, quotation: Quotation) -> bool:
    """True for a quotation that goes on right behind: the termination of cooperation “after 2024”."""
    return passage.end + 1 == quotation.passage.start


def join_passages(passages: Iterable[Passage]) -> list[Passage]:
    """Sorted passages, those that overlap or touch made one."""
    joined: list[Passage] = []
    for passage in sorted(passages):
        if joined and passage.start <= joined[-1].end:
            joined[-1] = Passage(joined[-1].start, max(joined[-1].end, passage.end))
        else:
            joined.append(passage)
    return joined


def quotation_kind(passages: Iterable[Passage], quotations: Sequence[Quotation], text: str) -> QuotationKind:
    """Direct where every passage is a quotation, mixed where some words are quoted, else indirect.

    A name in quotation marks is nobody's words: the "Lunar Gateway".
    """
    near = [(passage, find_meeting(quotations, passage)) for passage in passages]
    if all(any(q.passage.holds(passage) for q in found) for passage, found in near):
        return "direct"
    met = (q.inside for passage, found in near for q in found if passage.meets(q.inside))
    return "indirect" if all(_is_name(inside.of(text)) for inside in met) else "mixed"


def _is_name(words: str) -> bool:
    """True for a few words with capitals, and no sentence: Lunar Gateway, Venera-D."""
    few = words.rstrip(",;").split()
    return 0 < len(few) <= _LONGEST_NAME and all(word[0].isupper() and word[-1].isalnum() for word in few)


def sentence_passage(doc: Doc, start: int, end: int, without: Iterable[Span]) -> list[Passage]:
    """The tokens [start, end) without the spans `without`, trimmed."""
    return _cut(doc, set(range(start, end)), without)


def _cut(doc: Doc, members: set[int], without: Iterable[Span]) -> list[Passage]:
    """The runs of neighbors among the tokens `members` that lie in none of the spans, trimmed."""
    for span in without:
        members.difference_update(range(span.start, span.end))
    return [p for run in _runs(sorted(members)) if (p := trim(doc[run[0] : run[-1] + 1])) is not None]
