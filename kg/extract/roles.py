"""Roles: who holds which office where, as the article says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.fact_confidence import BESIDE_NETWORK, RULES
from kg.extract.marked_offices import find_marked_roles
from kg.extract.mentions import Mentions, to_passage
from kg.extract.nouns import is_person_noun
from kg.extract.offices import find_office_before, find_organization_around
from kg.extract.tenures import Period, Tenure, find_period, find_tenures, has_ended
from kg.extract.titles import title_span, to_title
from kg.model import CoreferenceLink, DateExpression, FactMarks, Mention, Passage, Role
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.settings import FACTS

_OF = {"of", "at", "for", "with", "from", "in"}


def find_roles(
    doc: Doc, mentions: Mentions, dates: Sequence[DateExpression] = (), published: str | None = None
) -> tuple[tuple[Role, ...], tuple[CoreferenceLink, ...]]:
    """The offices of the people whom the text names, and the descriptions that are the same person as a name.

    "Director General of Roscosmos, Yuri Borisov"; "Nicola Fox, associate administrator at NASA"; "NASA's ISS
    program manager Joel Montalbano"; "Borisov became head of Roscosmos in 2022".
    """
    marks: FactMarks | None = doc.user_data.get(FACTS)
    roles, links = _find_ruled_roles(mentions, dates, published)
    if marks is not None:
        roles = join_roles(find_marked_roles(doc, marks, mentions, dates, published), roles)
    offices = (role for role in roles if role.title not in ACTOR_NOUNS.titles.polite)
    return tuple(sorted(offices, key=lambda role: role.passage)), tuple(links)


def join_roles(marked: Sequence[Role], ruled: Sequence[Role]) -> list[Role]:
    """Join what the network marks with what the grammar tells: the network has precedence where it knows
    the place, and knows whose a title is.
    """
    placed = _by_person(role for role in ruled if role.held_at)
    kept = [role for role in marked if role.held_at or not _meets_any(role, placed)]
    others = (role for role in ruled if not any(role.passage.meets(one.passage) for one in kept))
    return [*kept, *(replace(role, confidence=BESIDE_NETWORK[role.rule]) for role in others)]


def _by_person(roles: Iterable[Role]) -> Mapping[Passage, list[Role]]:
    found: defaultdict[Passage, list[Role]] = defaultdict(list)
    for role in roles:
        found[role.person].append(role)
    return found


def _meets_any(role: Role, others: Mapping[Passage, list[Role]]) -> bool:
    """Whether a role is read from the same words as another one of its person."""
    return any(role.passage.meets(other.passage) for other in others.get(role.person, ()))


def _find_ruled_roles(
    mentions: Mentions, dates: Sequence[DateExpression], published: str | None
) -> tuple[list[Role], list[CoreferenceLink]]:
    """The roles that the grammar tells of."""
    roles: list[Role] = []
    links: list[CoreferenceLink] = []
    people = [m for m in mentions if m.form == "name" and m.type == "Person"]
    led = {m.passage: find_office_before(mentions.span_of(m), mentions) for m in people}
    taken = {noun.i: passage for passage, noun in led.items() if noun is not None}
    for person in people:
        span = mentions.span_of(person)
        before = led[person.passage]
        found = [(before, "roles.before")] if before is not None else []
        # "Monica Medina, Administrator of NASA, Bill Nelson": the office is that of the name behind it.
        offices = [
            (noun, rule)
            for noun, rule in (*found, *_find_office_nouns(span))
            if taken.get(noun.i, person.passage) == person.passage
        ]
        links += _link_descriptions(offices, person, mentions)
        told = (*_read_offices(offices, person, mentions, dates), *_read_tenures(person, mentions, dates))
        roles += choose_longest(_with_period(role, period, dates, published) for role, period in told)
    return roles, links


def _link_descriptions(
    offices: Iterable[tuple[Token, str]], person: Mention, mentions: Mentions
) -> Iterator[CoreferenceLink]:
    """Link the descriptions that stand beside a name to it: "Nicola Fox, associate administrator at NASA"."""
    name = mentions.span_of(person)
    for noun, rule in offices:
        described = noun.i < name.start or noun.i >= name.end
        description = mentions.at(noun) if described and rule == "roles.apposition" else None
        if description is not None and description.passage != person.passage:
            yield CoreferenceLink(description.passage, person.passage, "apposition")


def _read_offices(
    offices: Iterable[tuple[Token, str]],
    person: Mention,
    mentions: Mentions,
    dates: Sequence[DateExpression],
) -> Iterator[tuple[Role, Period]]:
    """Read the roles that nouns tell of, with their periods."""
    name = mentions.span_of(person)
    for noun, rule in offices:
        yield _to_role(name.doc, noun, person, name, mentions, rule), find_period(noun, None, name, dates)


def _read_tenures(
    person: Mention, mentions: Mentions, dates: Sequence[DateExpression]
) -> Iterator[tuple[Role, Period]]:
    """Read the roles that verbs tell of, with their periods."""
    name = mentions.span_of(person)
    for tenure in find_tenures(name):
        role = _to_tenure(name.doc, tenure, person, name, mentions)
        if role is not None:
            yield role, find_period(tenure.office, tenure.verb, name, dates)


def _with_period(role: Role, period: Period, dates: Sequence[DateExpression], published: str | None) -> Role:
    former = role.former or has_ended(period, dates, published)
    return replace(role, during=period.during, since=period.since, former=former)


def _to_tenure(doc: Doc, tenure: Tenure, person: Mention, name: Span, mentions: Mentions) -> Role | None:
    """The office that a verb tells of, if it says where: "became head of Roscosmos", "led Roscosmos"."""
    if tenure.title is None:
        role = _to_role(doc, tenure.office, person, name, mentions, "roles.verb")
        return role if role.held_at else None
    led = next((c for c in tenure.verb.children if c.dep_ == "dobj"), None)
    organization = _organization_at(led, name, mentions) if led is not None else None
    if organization is None or organization.form != "name" or organization.type != "Organization":
        return None
    passage = to_passage(doc[tenure.verb.i : tenure.verb.i + 1])
    return Role(
        person.passage, tenure.title, passage, "roles.verb", RULES["roles.verb"], organization.passage
    )


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
    if (title := _find_loose_title(name)) is not None:
        yield title, "roles.title"


def _find_loose_title(name: Span) -> Token | None:
    """The noun for a person right before a name, where the parser does not hang it on the name."""
    before = name.doc[name.start - 1] if name.start else None
    if before is None or not is_person_noun(before) or before.head == name.root:
        return None
    return before if before.text.lower() not in ACTOR_NOUNS.titles.former else None


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


def _to_role(doc: Doc, noun: Token, person: Mention, name: Span, mentions: Mentions, rule: str) -> Role:
    title = title_span(noun, name, mentions)
    organization = _find_organization(noun, title, name, mentions)
    nation = _find_nation(title, mentions) if organization is None else None
    if organization is None and nation is None:
        organization = find_organization_around(title, name, mentions)
    start = min(noun.left_edge.i, title.start)
    return Role(
        person=person.passage,
        title=to_title(title),
        passage=to_passage(title),
        rule=rule,
        confidence=RULES[rule],
        organization=organization.passage if organization else None,
        former=_is_former(doc[start : noun.i + 1]),
        nation=nation,
    )


def _is_former(title: Span) -> bool:
    """True behind "former", and behind the "then-" of "then-NASA Administrator"."""
    doc, first = title.doc, title.start
    if {token.lower_ for token in doc[max(first - 1, 0) : title.end - 1]} & ACTOR_NOUNS.titles.former:
        return True
    while first and doc[first - 1].ent_type_ == "ORG":
        first -= 1
    return first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ in ACTOR_NOUNS.titles.former


def _find_nation(title: Span, mentions: Mentions) -> Passage | None:
    """The nationality right before a title: "Peruvian Foreign Minister"."""
    before = title.doc[title.start - 1] if title.start else None
    if before is None or before.ent_type_ != "NORP" or before.sent != title[0].sent:
        return None
    return mentions.nationality(before).passage


def _find_organization(noun: Token, title: Span, name: Span, mentions: Mentions) -> Mention | None:
    """Where the office is: "of Roscosmos", "at NASA", "NASA's", "U.S.", "of this organization"."""
    # The parser heads "director general of" by its last word.
    heads = [noun, noun.head] if noun.head.lower_ == "general" else [noun]
    below = (_organization_below(child, name, mentions) for head in heads for child in head.children)
    found = next((organization for organization in below if organization is not None), None)
    if found is not None:
        return found
    before = _before_possessive(title)
    if before is not None and before.ent_type_ in ("ORG", "GPE") and before.sent == noun.sent:
        return _organization_at(before, name, mentions)
    owners = (_organization_at(c, name, mentions) for c in name.root.children if c.dep_ == "poss")
    return next((owner for owner in owners if owner is not None), None)


def _organization_below(child: Token, name: Span, mentions: Mentions) -> Mention | None:
    """The organization that a possessive is, or that stands behind "of" or "at"."""
    if child.dep_ == "poss":
        return _organization_at(child, name, mentions)
    if child.dep_ != "prep" or child.lower_ not in _OF:
        return None
    place = next((c for c in child.children if c.dep_ == "pobj"), None)
    return _organization_at(place, name, mentions) if place is not None else None


def _before_possessive(title: Span) -> Token | None:
    """The word before a title, past the "'s" of "NASA's"."""
    doc, start = title.doc, title.start - 1
    while start >= 0 and doc[start].text in ("'s", "’s"):
        start -= 1
    return doc[start] if start >= 0 else None


def _organization_at(token: Token, name: Span, mentions: Mentions) -> Mention | None:
    if name.start <= token.i < name.end:
        return None
    mention = mentions.at(token)
    if mention is None or mention.type not in ("Organization", "State"):
        return None
    return mention if mention.form == "name" or mention.head in ACTOR_NOUNS.organizations else None
