"""Sources: who said it, as a stretch of words and as the actors in it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.grammar import objects_of, with_conjuncts
from kg.extract.mentions import Mentions
from kg.extract.nouns import is_person_noun
from kg.model import Mention
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.reporting_words import REPORTING_WORDS

_ISSUED_BY = {"from", "by", "of", "in"}
# The office stands among the first words of a source that begins with one: "Union Minister of State".
_LONGEST_TITLE = 4


def source_span(token: Token, cue: Token) -> Span:
    """The noun phrase of the source, without the relative clause or cue that hangs on it."""
    doc = token.doc
    members = {t.i for t in token.subtree} - _find_dropped(token, cue) or {token.i}
    # The words around the head that hang together; what stands behind a dropped clause is left out.
    start = end = token.i
    while start - 1 in members:
        start -= 1
    while end + 1 in members:
        end += 1
    while start < end and _is_edge(doc[start], "preconj"):
        start += 1
    while end > start and _is_edge(doc[end], "case"):
        end -= 1
    return doc[start : end + 1]


def _find_dropped(token: Token, cue: Token) -> set[int]:
    """Find the words of the clauses below a noun, and of the cue, by their index."""
    below = [c for c in token.subtree if c.dep_ in ("relcl", "acl", "advcl") and c != token]
    below += [cue] if cue in token.subtree else []
    return {word.i for clause in below for word in clause.subtree}


def _is_edge(token: Token, dependency: str) -> bool:
    """Tell whether a word at the end of a source belongs to the sentence around it."""
    return token.is_punct or token.is_space or token.dep_ in ("cc", dependency)


def find_speakers(token: Token, source: Span, mentions: Mentions) -> tuple[Mention, ...]:
    """The mentions of those who speak: the head of the source and what is joined to it by "and".

    A described person with a name beside it ("the director, Robyn Gatens") is the name; a document ("a
    statement by NASA") is its issuer.
    """
    if (led_in := _find_led_in(source, mentions)) is not None:
        return (led_in,)
    heads = [t for t in with_conjuncts(token) if t == token or source.start <= t.i < source.end]
    if is_person_noun(token) and token.tag_ == "NNS":
        # "Astronauts Hale and Whitfield": the parser may hang the names on the noun.
        named = [m for m in mentions.names_in(source) if m.type == "Person" and m.passage.start > token.idx]
        if named:
            return tuple(named)
    found = [_speaker(head, source, mentions) for head in heads]
    return tuple(dict.fromkeys(mention for mention in found if mention is not None))


def _find_led_in(source: Span, mentions: Mentions) -> Mention | None:
    """The person at the end of a source that begins with an office: "Minister for A, B and C, Ms Ana Ruiz".

    However the parser hangs its words together.
    """
    named = mentions.names_in(source)
    person = named[-1] if named and named[-1].type == "Person" else None
    if (
        person is None
        or mentions.span_of(person).end != source.end
        or person.passage.start == source.start_char
    ):
        return None
    leading = source.doc[source.start : mentions.span_of(person).start]
    offices = [token.i for token in leading if is_person_noun(token) and token.tag_ in ("NN", "NNP")]
    near = bool(offices) and offices[0] - source.start < _LONGEST_TITLE
    titles = ACTOR_NOUNS.titles.words
    last = next((token for token in reversed(leading) if token.text not in titles), None)
    return person if near and last is not None and last.text == "," else None


def _name_beside(head: Token, source: Span, mentions: Mentions) -> Mention | None:
    """The one name that the description is in apposition to: "its agency, ISRO", "the director, Ana Ruiz"."""
    if head.tag_ not in ("NN", "NNP") or any(token.i > head.i for token in with_conjuncts(head)):
        return None
    behind = [m for m in mentions.names_in(source) if m.passage.start >= head.idx]
    people = [mention for mention in behind if mention.type == "Person"]
    if len(people) == 1 and (is_person_noun(head) or _follows_comma(people[0], mentions)):
        return people[0]
    apposed = [m for m in behind if mentions.span_of(m).root.head == head and _follows_comma(m, mentions)]
    return apposed[0] if len(apposed) == 1 else None


def _follows_comma(mention: Mention, mentions: Mentions) -> bool:
    span = mentions.span_of(mention)
    return span.start > 0 and (
        span.doc[span.start - 1].text == "," or is_person_noun(span.doc[span.start - 1])
    )


def may_speak(mention: Mention) -> bool:
    """True for an actor or a document; things ("the image", "the probe") show and plan, but say nothing."""
    return mention.form != "nominal" or mention.type is not None or mention.head in _documents()


def is_document(noun: Token) -> bool:
    """True for "the report", "her statements"; a name ("the Post") stands for those who write."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _documents()


def _documents() -> frozenset[str]:
    """Nouns for words on paper: a report, a study, a statement."""
    return ACTOR_NOUNS.documents | REPORTING_WORDS.word_nouns


def _speaker(head: Token, source: Span, mentions: Mentions) -> Mention | None:
    if head.lower_ in REPORTING_WORDS.nobody:
        return None
    if head.lower_ in REPORTING_WORDS.quantities:
        head = _counted(head) or head
    mention = mentions.at(head)
    if mention is None or mention.form == "name":
        return mention
    beside = _name_beside(head, source, mentions)
    if beside is not None:
        return beside
    if head.lemma_.lower() in _documents():
        return find_issuer(head, mentions) or mention
    return mention


def _counted(quantity: Token) -> Token | None:
    for child in quantity.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next(iter(objects_of(child)), None)
    return None


def find_issuer(noun: Token, mentions: Mentions) -> Mention | None:
    """Whose words a document holds: "her statements", "a statement by NASA", "a Pentagon statement"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return mentions.at(child)
        if child.dep_ in ("compound", "nmod") and child.ent_type_ in ("ORG", "GPE"):
            return mentions.at(child)
        if child.dep_ in ("prep", "agent") and child.lower_ in _ISSUED_BY:
            issuer = next(iter(objects_of(child)), None)
            mention = mentions.at(issuer) if issuer is not None else None
            if mention is not None and (mention.form == "name" or mention.type is not None):
                return mention
    return None
