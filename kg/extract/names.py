"""Names: where they begin and end, and what kind of actor they stand for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.bodies import add_bodies
from kg.extract.nouns import is_person_noun, noun_gender, noun_types
from kg.model import ActorType, FactMarks, Gender, Run
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.given_names import GIVEN_NAMES
from kg.settings import FACTS

_ENTITY_TYPES: dict[str, ActorType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "State",
    "NORP": "Group",
}
# Possessives, and the strokes of "Karen Fox / Charles Blue".
_CUTTING = {"'s", "’s", "'", "’", "/", "•", "|"}
# What no person's name begins with: "Inside Marshall", "Visits Ames".
_NEVER_FIRST = ("ADP", "ADV", "DET", "PRON", "SCONJ", "VERB")


def find_names(doc: Doc) -> Iterator[tuple[Span, ActorType]]:
    """Find the names of actors with their types; a place that the trained reader does not mark is none."""
    marks: FactMarks | None = doc.user_data.get(FACTS)
    runs = {mark.run for mark in marks.names} if marks else set()
    marked = {token for run in runs for token in range(*run)} if marks else None
    for name in (name for entity in add_bodies(doc, doc.ents) for name in _cut(entity, runs)):
        kind = _type_by_marks(name, marked)
        if kind is not None:
            yield name, kind


def _type_by_marks(name: Span, marked: Container[int] | None) -> ActorType | None:
    """The type of a name by its words and by the tokens that the trained reader marks (None: it doesn't run).

    A nationality that it marks is a group; a place that it does not mark is no actor, unless the gazetteer
    knows it.
    """
    kind = name_type(name)
    if marked is None:
        return kind
    if name.label_ == "ORG" and kind == "Person" and name.start in marked and name[0].text not in GIVEN_NAMES:
        kind = "Organization"  # "Managing Director, Tern Orbital": the parser puts the title beside the name.
    if kind is None and name.label_ == "NORP" and name.start in marked:
        return "Group"
    return None if kind == "State" and name.start not in marked and not name.id_ else kind


def _cut(entity: Span, marked: Container[Run]) -> Iterable[Span]:
    """The names in an entity; what the trained reader marks is one name."""
    return (
        trim_name(entity)
        if (entity.start, entity.end) in marked and not entity.ent_id_
        else split_name(entity)
    )


def split_name(entity: Span) -> list[Span]:
    """The names in an entity, "NASA’s Goddard" has two, without article, title, possessive or line break."""
    doc = entity.doc
    if entity.ent_id_:
        end = _behind_suffix(doc, entity.end)
        return [Span(doc, entity.start, end, label=entity.label_, span_id=entity.ent_id_)]
    cuts = [token.i for token in entity if token.text in _CUTTING or token.is_space]
    # "Glenn Project Specialist Clarence Jones" in one: the office ends where the person begins.
    offices = (
        [token.i for token in entity[:-2] if is_person_noun(token)][-1:] if entity.label_ == "ORG" else []
    )
    cuts = sorted({*cuts, *offices})
    starts, ends = [entity.start, *(cut + 1 for cut in cuts)], [*cuts, entity.end]
    labels = [*([entity.label_] * len(cuts)), "PERSON" if offices else entity.label_]
    pieces = (_trim_name(doc, *piece) for piece in zip(starts, ends, labels, strict=True))
    return [piece for piece in pieces if piece is not None]


def trim_name(entity: Span) -> list[Span]:
    """The name that an entity is, without article and title, with a suffix behind it; [] where nothing is
    left.
    """
    name = _trim_name(entity.doc, entity.start, entity.end, entity.label_)
    return [name] if name is not None else []


def _trim_name(doc: Doc, start: int, end: int, label: str) -> Span | None:
    while start < end and _is_before_name(doc[start], label, end - start):
        start += 1
    end = _before_open_bracket(doc, start, end)
    while end > start and doc[end - 1].is_punct and not _is_abbreviating(doc[end - 1]):
        end -= 1
    if end <= start:
        return None
    start = _before_hyphen(doc, start)
    start = _with_given_name(doc, start, end) if label == "PERSON" else start
    return Span(doc, start, _name_end(doc, end, label), label=label)


def _is_before_name(first: Token, label: str, length: int) -> bool:
    """True where the first of `length` words is an article, a mark, or a title or office before a person."""
    if first.lower_ in ("the", "a", "an") or first.is_punct:
        return True
    if label != "PERSON":
        return False
    # "Astronauts Satoshi Furukawa": a name of two words stays.
    return (length > 1 and _is_no_name(first, ACTOR_NOUNS.titles.words)) or (length > 2 and _is_office(first))


def _before_open_bracket(doc: Doc, start: int, end: int) -> int:
    """Where a name ends of which a bracket is cut: "Orbita (Norland"."""
    opened = [token.i for token in doc[start:end] if token.text == "("]
    if opened and not any(token.text == ")" for token in doc[opened[-1] : end]):
        return opened[-1]
    return end


def _is_abbreviating(mark: Token) -> bool:
    """True for the full stop of "J ." and "Corp .", where the tokenizer parted it from its word."""
    before = mark.doc[mark.i - 1].text if mark.i else ""
    names = ACTOR_NOUNS.name_words
    abbreviates = len(before) == 1 or f"{before}." in names.suffixes or before.lower() in names.generations
    return mark.text == "." and abbreviates


def _is_no_name(first: Token, titles: frozenset[str]) -> bool:
    never = ACTOR_NOUNS.name_words.never_first
    return first.text in titles or first.pos_ in _NEVER_FIRST or first.lower_ in never


def _is_office(first: Token) -> bool:
    """True for "Astronaut" and "Astronauts" before a name; the tagger calls both a name."""
    return is_person_noun(first) or noun_types().get(first.lower_.removesuffix("s")) == "Person"


def _before_hyphen(doc: Doc, start: int) -> int:
    """ "Yves Le Gall" may be the rest of "Jean-Yves Le Gall"."""
    while (
        start >= 2
        and doc[start - 1].text in ("-", "‐", "–")
        and not doc[start - 1].whitespace_
        and not doc[start - 2].whitespace_
        and doc[start - 2].is_title
    ):
        start -= 2
    return start


def _with_given_name(doc: Doc, start: int, end: int) -> int:
    """Where a lone surname begins with the given name that the parser hangs on it: "Doreen Bogdan-Martin"."""
    if start == 0 or any(token.whitespace_ for token in doc[start : end - 1]):
        return start
    given = doc[start - 1]
    is_given = given.pos_ == "PROPN" and given.is_title and given.dep_ == "compound" and not given.ent_type_
    titles = ACTOR_NOUNS.titles.words
    if not is_given or not start <= given.head.i < end or _is_no_name(given, titles) or _is_office(given):
        return start
    return start - 1


def _name_end(doc: Doc, end: int, label: str) -> int:
    """ "Jean-Yves Le" may go on with "Gall", and "Boeing" with "Co"."""
    while label == "PERSON" and end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title:
        if doc[end].ent_type_ or noun_types().get(doc[end].lower_):
            break
        end += 1
    return _behind_suffix(doc, end) if label == "ORG" else end


def _behind_suffix(doc: Doc, end: int) -> int:
    while end < len(doc) and doc[end].text in ACTOR_NOUNS.name_words.suffixes:
        end += 1
    return end


def name_type(span: Span) -> ActorType | None:
    """What kind of actor a named entity is, the model's label corrected by what the words themselves say.

    None for what is not an actor: a spacecraft, an office, an adjective of nationality. Names of the
    gazetteer carry its IRI as their entity id and are taken as they are.
    """
    kind = _ENTITY_TYPES.get(span.label_)
    words = [token.lower_ for token in span]
    if kind is None or span.id_ or span[0].ent_id_:
        return kind
    if _is_no_actor(span, kind, words):
        return None
    if kind == "Group":
        is_noun = span.root.pos_ in ("PROPN", "NOUN") and span.root.dep_ not in ("amod", "compound")
        return "Group" if is_noun else None
    if kind == "Person":
        return "Organization" if _is_organization_like(span, words) else "Person"
    return "Person" if is_person_like(span) else kind


def _is_no_actor(span: Span, kind: ActorType, words: Sequence[str]) -> bool:
    """True for an office, a thing, a person's name with a digit, and for words without a capital."""
    # "NASA Administrator" is an office, whoever holds it; "State" alone is half of "Secretary of State".
    if noun_types().get(words[-1]) == "Person" or words == ["state"]:
        return True
    if kind == "Person" and any(c.isdigit() for c in span.text):
        return True
    if not any(c.isupper() for c in span.text):
        return True
    return words[-1] in ACTOR_NOUNS.name_words.thing and not is_body(words)


def _is_organization_like(span: Span, words: Sequence[str]) -> bool:
    """True for a name that the model took for a person's though it has a word for an organization or is an
    acronym.
    """
    acronym = len(span) == 1 and span.text.isupper()
    return acronym or any(word in ACTOR_NOUNS.name_words.organization for word in words)


def is_body(words: Sequence[str]) -> bool:
    """True for the words of a name, in lower case, among which is one for a body: "the Museum of Flight"."""
    return len(words) > 1 and not ACTOR_NOUNS.name_words.bodies.isdisjoint(words)


def is_person_like(span: Span) -> bool:
    """True for a name that the model took for an organization though its words or its place say a person."""
    words = [token.lower_ for token in span]
    if not 2 <= len(span) <= 4 or any(w in ACTOR_NOUNS.name_words.organization for w in words):
        return False
    given = span[0].text
    if given in GIVEN_NAMES:
        return True
    root = span.root
    return (root.dep_ == "appos" and is_person_noun(root.head)) or any(
        child.dep_ == "appos" and is_person_noun(child) for child in root.children
    )


def name_gender(span: Span) -> Gender | None:
    """The gender that a given name, or a title or an office before the name, tells."""
    before = span.doc[span.start - 1].text if span.start else ""
    words = {span[0].text, before}
    if words & (GIVEN_NAMES.feminine | ACTOR_NOUNS.titles.feminine):
        return "feminine"
    if words & (GIVEN_NAMES.masculine | ACTOR_NOUNS.titles.masculine):
        return "masculine"
    return noun_gender(before.lower())
