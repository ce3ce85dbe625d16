"""Offices as the trained reader marks them: the title, who holds it and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.fact_confidence import OFFICES, interpolate
from kg.extract.mentions import Mentions, to_passage
from kg.extract.tenures import find_period, has_ended
from kg.extract.titles import to_title
from kg.model import DateExpression, FactMarks, Mention, OfficeMark, Role, Run

_FORMER = {"former", "ex", "then", "late", "onetime", "outgoing", "retired", "ex-"}
# So many words before a title may tell that it is held no more: "then-NASA Administrator".
_BEFORE = 3


def find_marked_roles(
    doc: Doc, marks: FactMarks, mentions: Mentions, dates: Sequence[DateExpression], published: str | None
) -> list[Role]:
    """Find the offices that the marks tell of."""
    found: list[Role] = []
    for office in marks.offices:
        person = name_at(doc, office.holder.run, mentions) if office.holder else None
        if person is None or person.type not in ("Person", None):
            continue
        title = doc[slice(*office.title.run)]
        role = _read_role(doc, office, title, person, mentions)
        period = find_period(title.root, None, mentions.span_of(person), dates)
        former = role.former or has_ended(period, dates, published)
        found.append(replace(role, during=period.during, since=period.since, former=former))
    return found


def name_at(doc: Doc, run: Run, mentions: Mentions) -> Mention | None:
    """Give the name that stands at a run of tokens."""
    return next(iter(mentions.names_in(doc[slice(*run)])), None)


def _read_role(doc: Doc, office: OfficeMark, title: Span, person: Mention, mentions: Mentions) -> Role:
    organization = nation = None
    before = _find_nation_before(title, mentions)
    places = [*([before] if before else []), *_find_places(doc, office, mentions)]
    for place, mention in places:
        if mention.type == "Group" or doc[place[0]].ent_type_ == "NORP":
            nation = nation or mention
        elif before and mention.type == "State":
            continue
        elif mention.type in ("Organization", "State"):
            organization = organization or mention
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


def _find_nation_before(title: Span, mentions: Mentions) -> tuple[Run, Mention] | None:
    """Find the nationality or state right before a title: "visiting Norlandic Foreign Minister"."""
    doc, place = title.doc, title.start - 1
    while place >= title.sent.start and doc[place].is_lower and doc[place].pos_ in ("ADJ", "VERB"):
        place -= 1
    if place < title.sent.start or doc[place].ent_type_ not in ("NORP", "GPE"):
        return None
    token = doc[place]
    mention = mentions.nationality(token) if token.ent_type_ == "NORP" else mentions.at(token)
    return ((place, place + 1), mention) if mention is not None else None


def _is_former(title: Span) -> bool:
    before = title.doc[max(title.start - _BEFORE, title.sent.start) : title.end]
    return any(token.lower_ in _FORMER for token in before)
