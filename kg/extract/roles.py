"""Roles: who holds which office where, as the article says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.mentions import Mentions, to_passage
from kg.extract.nouns import is_person_noun
from kg.extract.offices import find_office_before, find_organization_around
from kg.model import Mention, Role, SameActor
from kg.rules import word_set

_FORMER = {"former", "ex", "then", "late", "onetime", "outgoing", "ex-"}
_NOT_TITLE = {
    "the",
    "a",
    "an",
    "new",
    "former",
    "then",
    "late",
    "outgoing",
    "current",
    "acting",
    "our",
    "their",
    "its",
}
_OF = {"of", "at", "for", "with", "from", "in"}


def find_roles(doc: Doc, mentions: Mentions) -> tuple[tuple[Role, ...], tuple[SameActor, ...]]:
    """The offices of the people whom the text names, and the descriptions that are the same person as a name.

    "Director General of Roscosmos, Yuri Borisov"; "Nicola Fox, associate administrator at NASA"; "NASA's ISS
    program manager Joel Montalbano".
    """
    roles: list[Role] = []
    same: list[SameActor] = []
    people = [m for m in mentions if m.form == "name" and m.type == "Person"]
    led = {m.passage: find_office_before(mentions.span_of(m), mentions) for m in people}
    taken = {noun.i: passage for passage, noun in led.items() if noun is not None}
    for person in people:
        span = mentions.span_of(person)
        before = led[person.passage]
        found = [(before, "roles.before")] if before is not None else []
        own: list[Role] = []
        for noun, rule in [*found, *_find_office_nouns(span)]:
            # "Monica Medina, Administrator of NASA, Bill Nelson": the office is that of the name behind it.
            if taken.get(noun.i, person.passage) != person.passage:
                continue
            described = noun.i < span.start or noun.i >= span.end
            description = mentions.at(noun) if described and rule == "roles.apposition" else None
            if description is not None and description.passage != person.passage:
                same.append(SameActor(description.passage, person.passage, "apposition"))
            role = _to_role(doc, noun, person, span, mentions, rule)
            if role is not None:
                own.append(role)
        roles += choose_longest(own)
    return tuple(sorted(roles, key=lambda role: role.passage)), tuple(same)


def choose_longest(roles: Iterable[Role]) -> list[Role]:
    """The roles of one person without those whose words another one holds: two rules may read one office.

    "Chief scientist" and "chief".
    """
    chosen: list[Role] = []
    for role in sorted(roles, key=lambda role: role.passage.start - role.passage.end):
        if not any(role.passage.meets(other.passage) for other in chosen):
            chosen.append(role)
    return chosen


def _find_office_nouns(name: Span) -> Iterator[tuple[Token, str]]:
    """The nouns that say what the bearer of `name` is, with the rule that found each."""
    root = name.root
    for token in root.children:
        outside = not name.start <= token.i < name.end
        if (
            outside
            and token.dep_ in ("compound", "nmod", "amod")
            and is_person_noun(token)
            and token.i < name.start
        ):
            yield token, "roles.title"
        if outside and token.dep_ == "appos" and is_office(token):
            yield token, "roles.apposition"
    if root.dep_ == "appos" and is_office(root.head):
        yield root.head, "roles.apposition"
    elif root.dep_ in ("pobj", "appos", "conj"):
        # "the Director General of Roscosmos, Yuri Borisov": the parser may hang the name on Roscosmos.
        before = _office_before_comma(name)
        if before is not None:
            yield before, "roles.apposition"
    before = name.doc[name.start - 1] if name.start else None
    if (
        before is not None
        and is_person_noun(before)
        and before.head != root
        and before.text.lower() not in _FORMER
    ):
        yield before, "roles.title"


def is_office(token: Token) -> bool:
    """True for a singular noun for a person: an office, not a crowd."""
    return is_person_noun(token) and token.tag_ in ("NN", "NNP")


def _office_before_comma(name: Span) -> Token | None:
    doc = name.doc
    if name.start < 3 or doc[name.start - 1].text != ",":
        return None
    head = doc[name.start - 2]
    for _ in range(6):
        if is_office(head):
            return head if head.i < name.start else None
        if head.head == head:
            return None
        head = head.head
    return None


def _to_role(
    doc: Doc, noun: Token, person: Mention, name: Span, mentions: Mentions, rule: str
) -> Role | None:
    title = _title_span(noun, name, mentions)
    if title is None:
        return None
    organization = _find_organization(noun, title, name, mentions)
    if organization is None:
        organization = find_organization_around(title, name, mentions)
    start = min(noun.left_edge.i, title.start)
    before = {token.lower_ for token in doc[max(start - 1, 0) : noun.i]}
    return Role(
        person=person.passage,
        title=_to_title(title),
        passage=to_passage(title),
        rule=rule,
        confidence=0.88 if organization else 0.8,
        organization=organization.passage if organization else None,
        former=bool(before & _FORMER),
    )


def _title_span(noun: Token, name: Span, mentions: Mentions) -> Span | None:
    """The words of the title, "ISS program manager", without the organization and "new"."""
    doc = noun.doc
    start = noun.i
    for left in sorted(noun.lefts, key=lambda token: -token.i):
        if left.dep_ not in ("compound", "amod", "nmod") or left.right_edge.i != start - 1:
            break
        if left.lower_ in _NOT_TITLE or any(token.tag_ in ("JJS", "RBS") for token in left.subtree):
            break
        if left.ent_type_ == "" and mentions.names_in(doc[left.i : left.i + 1]):
            break
        start = left.left_edge.i
    while start < noun.i and not noun.head.is_space:
        mention = mentions.at(doc[start]) if doc[start].ent_type_ in ("ORG", "GPE", "NORP") else None
        if mention is None and doc[start].text not in ("'s", "’s") and doc[start].lower_ not in _NOT_TITLE:
            break
        start += 1
    # In "NASA Administrator Bill Nelson" the words before the title hang on the name.
    while (
        start and doc[start - 1].head == name.root and doc[start - 1].dep_ == "compound" and start == noun.i
    ):
        if doc[start - 1].ent_type_ in ("ORG", "GPE") or doc[start - 1].pos_ not in ("NOUN", "PROPN"):
            break
        if doc[start - 1].lower_ in _NOT_TITLE:
            break
        start -= 1
    end = noun.i + 1
    if end < len(doc) and doc[end].lower_ == "general" and end < name.start:
        end += 1
    # "editor-in-chief"
    while (
        end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and doc[end + 1].is_lower
    ):
        end += 2
    return doc[start:end]


def _to_title(span: Span) -> str:
    """The words of the title, in the singular: each of "astronauts A and B" is an astronaut."""
    return "".join(token.text_with_ws for token in span[:-1]) + (
        span[-1].lemma_ if span[-1].tag_ == "NNS" else span[-1].text
    )


def _find_organization(noun: Token, title: Span, name: Span, mentions: Mentions) -> Mention | None:
    """Where the office is: "of Roscosmos", "at NASA", "NASA's", "U.S.", "of this organization"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _OF:
            place = next((c for c in child.children if c.dep_ == "pobj"), None)
            found = _organization_at(place, name, mentions) if place is not None else None
            if found is not None:
                return found
        if child.dep_ == "poss" and (found := _organization_at(child, name, mentions)) is not None:
            return found
    doc = noun.doc
    start = title.start - 1
    while start >= 0 and doc[start].text in ("'s", "’s"):
        start -= 1
    if start >= 0 and doc[start].ent_type_ in ("ORG", "GPE") and doc[start].sent == noun.sent:
        return _organization_at(doc[start], name, mentions)
    for child in name.root.children:
        if child.dep_ == "poss" and (found := _organization_at(child, name, mentions)) is not None:
            return found
    return None


def _organization_at(token: Token, name: Span, mentions: Mentions) -> Mention | None:
    if name.start <= token.i < name.end:
        return None
    mention = mentions.at(token)
    if mention is None or mention.type not in ("Organization", "State"):
        return None
    return (
        mention
        if mention.form == "name" or mention.head in word_set("actor_nouns", "organization", "nouns")
        else None
    )
