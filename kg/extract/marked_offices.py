"""Offices as the trained reader marks them: the title, who holds it and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.fact_confidence import OFFICES, interpolate
from kg.extract.mentions import Mentions, find_in_brackets, to_passage
from kg.extract.nouns import find_singular
from kg.extract.tenures import find_period, has_ended
from kg.extract.titles import to_title
from kg.model import DateExpression, FactMarks, Mention, OfficeMark, Role, Run
from kg.rules.actor_nouns import ACTOR_NOUNS

# So many words before a title may tell that it is held no more: "then-NASA Administrator".
_BEFORE = 3
# What stands between the titles of one person, and how far behind the last of them his or her name may, in
# words: "His Excellency Ravi Sen".
_JOINING = {"and", "&", ","}
_NEAR = 3


def find_marked_roles(
    doc: Doc, marks: FactMarks, mentions: Mentions, dates: Sequence[DateExpression], published: str | None
) -> list[Role]:
    """Find the offices that the marks tell of."""
    found: list[Role] = []
    before = {
        office.title.run: _find_place_before(doc[slice(*office.title.run)], mentions)
        for office in marks.offices
    }
    owners = {place: run for run, place in before.items() if place}
    for group in join_titles(doc, marks.offices):
        holder = choose_holder(doc, group)
        person = name_at(doc, holder, mentions) if holder else None
        if holder is None or person is None or person.type not in ("Person", None):
            continue
        roles = _read_group(group, holder, person, before, owners, mentions)
        others = find_others(doc[slice(*group[-1].title.run)], person, mentions)
        for role, office in zip(_share_places(roles), group, strict=True):
            title = doc[slice(*office.title.run)]
            period = find_period(title.root, None, mentions.span_of(person), dates)
            former = role.former or has_ended(period, dates, published)
            told = replace(role, during=period.during, since=period.since, former=former)
            found += [replace(told, person=one.passage) for one in (person, *others)]
    return found


def find_others(title: Span, person: Mention, mentions: Mentions) -> list[Mention]:
    """Find who holds a title in the plural beside the person whose name stands right behind it: "astronauts
    Ana Ruiz, Ed Falk and Ina Moro".
    """
    last = mentions.span_of(person)
    found: list[Mention] = []
    if title.end != last.start or find_singular(title[-1]) is None:
        return found
    for name in mentions.names_in(title.doc[last.end : title.sent.end]):
        span = mentions.span_of(name)
        between = title.doc[last.end : span.start]
        if name.type != "Person" or not all(token.lower_ in _JOINING for token in between):
            break
        found.append(name)
        last = span
    return found


def _read_group(
    group: Sequence[OfficeMark],
    holder: Run,
    person: Mention,
    before: Mapping[Run, Mention | None],
    owners: Mapping[Mention, Run],
    mentions: Mentions,
) -> list[Role]:
    """Read the offices of one person: each with what stands `before` its title, and the place that the text
    or the network gives to it unless another one's title has it (`owners`).
    """
    doc = mentions.doc
    own = {office.title.run for office in group}
    told = find_in_brackets(mentions.span_of(person), mentions)
    roles = []
    for office in group:
        places = [(holder, told)] if told else _find_places(doc, office, mentions)
        free = [(run, place) for run, place in places if owners.get(place) in (None, *own)]
        roles.append(_read_role(doc, office, person, before[office.title.run], free))
    return roles


def join_titles(doc: Doc, offices: Iterable[OfficeMark]) -> list[list[OfficeMark]]:
    """Put the titles together that one person holds: nothing but "and" or a comma stands between them."""
    groups: list[list[OfficeMark]] = []
    for office in sorted(offices, key=lambda office: office.title.run):
        last = groups[-1][-1].title.run[1] if groups else 0
        between = doc[last : office.title.run[0]]
        if groups and 0 < len(between) <= 2 and all(token.lower_ in _JOINING for token in between):
            groups[-1].append(office)
        else:
            groups.append([office])
    return groups


def choose_holder(doc: Doc, group: Sequence[OfficeMark]) -> Run | None:
    """Choose who holds all titles of a group: the name right behind the last of them, else the likeliest."""
    holders = [office.holder for office in group if office.holder]
    end = group[-1].title.run[1]
    behind = [part for part in holders if 0 <= part.run[0] - end <= _NEAR]
    if behind and not any(token.lower_ in _JOINING for token in doc[end : behind[0].run[0]]):
        return behind[0].run
    return max(holders, key=lambda part: part.score).run if holders else None


def _share_places(roles: Sequence[Role]) -> Iterator[Role]:
    """Give a role without a place that of the nearest one that has one: "Norland's chancellor and
    minister".
    """
    placed = [place for place, role in enumerate(roles) if role.held_at]
    for place, role in enumerate(roles):
        nearest = roles[min(placed, key=lambda other: abs(other - place))] if placed else role
        yield replace(role, organization=nearest.organization, nation=nearest.nation)


def name_at(doc: Doc, run: Run, mentions: Mentions) -> Mention | None:
    """Give the name that stands at a run of tokens."""
    return next(iter(mentions.names_in(doc[slice(*run)])), None)


def _read_role(
    doc: Doc,
    office: OfficeMark,
    person: Mention,
    before: Mention | None,
    places: Iterable[tuple[Run, Mention]],
) -> Role:
    """Read an office with its place: what stands `before` the title, or what the network gives to it
    (`places`).
    """
    title = doc[slice(*office.title.run)]
    organization, nation = _choose_places(doc, before, places)
    return Role(
        person=person.passage,
        title=to_title(title),
        passage=to_passage(title),
        rule="roles.network",
        confidence=interpolate(score_office(office), OFFICES),
        organization=organization.passage if organization else None,
        former=_is_former(title),
        nation=nation.passage if nation else None,
    )


def _choose_places(
    doc: Doc, before: Mention | None, places: Iterable[tuple[Run, Mention]]
) -> tuple[Mention | None, Mention | None]:
    """Choose the organization and the nation of an office, the first of each; a state is no organization
    beside a nation.
    """
    nation = before if before and before.type in ("State", "Group") else None
    organization = None
    for run, mention in places:
        if mention.type == "Group" or doc[run[0]].ent_type_ == "NORP":
            nation = nation or mention
        elif mention.type in ("Organization", "State") and not (nation and mention.type == "State"):
            organization = organization or mention
    if before and before.type == "Organization":
        organization = organization or before
    return organization, nation


def score_office(office: OfficeMark) -> float:
    """Give how probable the network finds it that the title is one and the holder is right."""
    return office.title.score * office.holder.score if office.holder else 0.0


def _find_places(doc: Doc, office: OfficeMark, mentions: Mentions) -> Iterator[tuple[Run, Mention]]:
    for part in office.places:
        span = doc[slice(*part.run)]
        if span.root.ent_type_ == "NORP":
            yield part.run, mentions.nationality(span.root)
        elif (mention := name_at(doc, part.run, mentions)) is not None:
            yield part.run, mention


def _find_place_before(title: Span, mentions: Mentions) -> Mention | None:
    """Find the nationality or the name of a state or body right before a title: "visiting Norlandic Foreign
    Minister", "Orbita's director".
    """
    doc, place = title.doc, title.start - 1
    while place >= title.sent.start and (
        doc[place].tag_ == "POS" or (doc[place].is_lower and doc[place].pos_ in ("ADJ", "VERB"))
    ):
        place -= 1
    if place < title.sent.start:
        return None
    token = doc[place]
    if token.ent_type_ == "NORP":
        return mentions.nationality(token)
    return next((name for name in mentions.names_in(doc[place : place + 1]) if name.type != "Person"), None)


def _is_former(title: Span) -> bool:
    before = title.doc[max(title.start - _BEFORE, title.sent.start) : title.end]
    return any(token.lower_ in ACTOR_NOUNS.titles.former for token in before)
