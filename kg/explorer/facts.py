"""Tell each fact that was read out of an article in one form: what it is, its parts, its passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.explorer.parts import Part
from kg.explorer.provenance import explain_dates, list_provenance, to_rule
from kg.explorer.reading import Reading, Span
from kg.vocab import CITO, RDF, RDFS, SCHEMA, SP, TIME

# What a passage is for a fact, as a mark in the text shows it.
Marked = tuple[Span, str]
_PLACE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True)
class Fact:
    """A fact: `kind` is claim, narration, signature, office, date, agreement or actor; `title` its words."""

    kind: str
    iri: str
    title: str
    parts: tuple[Part, ...]
    marks: tuple[Marked, ...]

    def get(self, name: str) -> str | None:
        """Return the value of its part of that name."""
        return next((part.value for part in self.parts if part.name == name), None)


def find_facts(reading: Reading) -> list[Fact]:
    """Find all facts, in the order of the text."""
    found = [fact for find in _FINDERS for fact in find(reading)]
    return sorted(
        found, key=lambda fact: (min(fact.marks)[0] if fact.marks else Span(0, 0), fact.kind, fact.iri)
    )


def tell_statement(reading: Reading, statement: str) -> Fact:
    """Tell a statement with the claim that it conveys."""
    claim = reading.first(statement, SP.conveys)
    words = reading.spans(claim) if claim else []
    cues = _find_cue(statement, words)
    marks = [(span, "claim") for span in words]
    marks += [(span, "cue" if span in cues else "speaker") for span in reading.spans(statement)]
    title = (
        (reading.first(claim, SP.text) if claim else None)
        or reading.first(statement, SP.cue)
        or "a statement"
    )
    parts = [*_tell_who(reading, statement), *(_tell_what(reading, claim) if claim else [])]
    return Fact("claim", claim or statement, title, (*parts, *_provenance(reading, statement)), tuple(marks))


def _tell_who(reading: Reading, statement: str) -> list[Part]:
    speakers = reading.sources(SP.madeStatement, statement) + reading.sources(SP.ascribedStatement, statement)
    wholes = reading.all(statement, SP.reportedIn)
    return [
        *_name(reading, "speaker", speakers),
        *_link(reading, statement, "for", SP.onBehalfOf),
        *(Part("act", act.rpartition("#")[2]) for act in reading.all(statement, SP.speechAct)),
        *_plain(reading, statement, "cue", SP.cue),
        *_link(reading, statement, "told", SP.addressee),
        *_link(reading, statement, "reacts to", SP.reactsTo),
        *_times(reading, statement, "said on", SP.statedOn),
        *_plain(reading, statement, "strength", SP.strength),
        *_plain(reading, statement, "would not be named", SP.anonymity),
        *_plain(reading, statement, "hedged", SP.hedged),
        *(Part("told at second hand in", reading.first(one, SP.text) or "a claim", one) for one in wholes),
    ]


def _tell_what(reading: Reading, claim: str) -> list[Part]:
    return [
        *_times(reading, claim, "about", SP.refersTo),
        *_link(reading, claim, "mentions", SP.mentions),
        *_link(reading, claim, "topic", SP.topic),
        *(_tell_event(reading, event) for event in reading.all(claim, SP.tellsOf)),
        *(
            Part("disputes", reading.first(one, SP.text) or "a claim", one)
            for one in reading.all(claim, CITO.disputes)
        ),
        *_plain(reading, claim, "form", SP.quotationKind),
    ]


def _tell_event(reading: Reading, event: str) -> Part:
    """Tell an event in a line: "launch of Artemis II, due 2026-04"."""
    matter, outlook = reading.first(event, SP.matter), reading.first(event, SP.outlook) or ""
    time = reading.first(event, SP.takesPlace)
    when = (reading.first(time, SP.edtf) or reading.name(time)) if time else ""
    told = (
        f"{'not ' if reading.first(event, SP.negated) else ''}{outlook.removeprefix(SP.iri)} {when}".strip()
    )
    amount = reading.first(event, SP.amount)
    if amount:
        told = f"{told} {amount}"
    what = (reading.first(matter, RDFS.label) if matter else None) or "an event"
    return Part("tells of", f"{what}, {told}", matter or "")


def _find_statements(reading: Reading) -> Iterator[Fact]:
    for statement in reading.of_type(SP.Statement):
        yield tell_statement(reading, statement)


def _find_narrations(reading: Reading) -> Iterator[Fact]:
    for narration in reading.of_type(SP.Narration):
        events = [_tell_event(reading, event) for event in reading.all(narration, SP.tellsOf)]
        title = reading.first(narration, SCHEMA.text) or "a sentence"
        marks = tuple((span, "narration") for span in reading.spans(narration))
        yield Fact("narration", narration, title, (*events, *_provenance(reading, narration)), marks)


def _find_signings(reading: Reading) -> Iterator[Fact]:
    for signing in reading.of_type(SP.Signing):
        parts = [
            *_link(reading, signing, "agreement", SP.ofAgreement),
            *_plain(reading, signing, "stage", SP.stage),
            *_link(reading, signing, "signed by", SP.signatory),
            *_link(reading, signing, "for", SP.onBehalfOf),
            *_times(reading, signing, "on", SP.signedOn),
            *_plain(reading, signing, "place", SP.place),
            *_plain(reading, signing, "number", SP.ordinal),
            *_provenance(reading, signing),
        ]
        agreement = reading.first(signing, SP.ofAgreement)
        stage = reading.first(signing, SP.stage) or "an act"
        title = f"{stage}: {reading.name(agreement)}" if agreement else stage
        marks = tuple((span, "act") for span in reading.spans(signing))
        yield Fact("signature", signing, title, tuple(parts), marks)


def _find_counts(reading: Reading) -> Iterator[Fact]:
    for count in reading.of_type(SP.StatedCount):
        parts = [
            *_link(reading, count, "agreement", SP.countOf),
            *_plain(reading, count, "how many", SP.count),
            *_plain(reading, count, "bound", SP.countBound),
            *_plain(reading, count, "who have", SP.countedStage),
            *_link(reading, count, "who joins", SP.newSigner),
            *_plain(reading, count, "who joins is in the number", SP.includesSigner),
            *_times(reading, count, "on", SP.countedOn),
            *_provenance(reading, count),
        ]
        agreement = reading.first(count, SP.countOf)
        of = f" of {reading.name(agreement)}" if agreement else ""
        marks = tuple((span, "act") for span in reading.spans(count))
        title = f"stated count{of}: {reading.first(count, SP.count)}"
        yield Fact("signature", count, title, tuple(parts), marks)


def _find_offices(reading: Reading) -> Iterator[Fact]:
    for role in reading.of_type(SP.Role):
        parts = [
            *_link(reading, role, "holder", SP.holder),
            *_plain(reading, role, "title", SP.title),
            *_link(reading, role, "at", SP.organization),
            *_plain(reading, role, "former", SP.former),
            *_times(reading, role, "during", SP.during),
            *_times(reading, role, "since", SP.since),
            *_provenance(reading, role),
        ]
        holder = reading.first(role, SP.holder)
        who = reading.name(holder) if holder else "somebody"
        title = f"{who}, {reading.first(role, SP.title) or 'an office'}"
        yield Fact(
            "office", role, title, tuple(parts), tuple((span, "office") for span in reading.spans(role))
        )


def _find_dates(reading: Reading) -> Iterator[Fact]:
    times = set(reading.of_type(TIME.TemporalEntity))
    for mention, thing, span in reading.denoting():
        if thing not in times:
            continue
        value = reading.first(thing, SP.edtf)
        parts = [
            *([Part("value (EDTF)", value)] if value else ()),
            *_plain(reading, thing, "earliest", SP.earliest),
            *_plain(reading, thing, "latest", SP.latest),
            *_plain(reading, mention, "counted from", SP.anchor),
            *_plain(reading, mention, "kind", SP.timexType),
            *_plain(reading, mention, "as written", SP.timexValue),
            *_plain(reading, mention, "left open because", SP.unresolvedBecause),
            *explain_dates(),
        ]
        yield Fact("date", mention, value or "a time that is left open", tuple(parts), ((span, "date"),))


def _find_named(reading: Reading) -> Iterator[Fact]:
    """Find actors and agreements, each once with all its mentions."""
    mentions: dict[str, list[tuple[str, Span]]] = {}
    for mention, thing, span in reading.denoting():
        mentions.setdefault(thing, []).append((mention, span))
    for thing, places in mentions.items():
        kind = _find_kind(reading, thing)
        if not kind:
            continue
        rules = {rule for mention, _ in places for rule in reading.all(mention, SP.extractedBy)}
        sure = [
            float(one)
            for mention, _ in places
            for one in reading.all(mention, SP.confidence)
            if _is_number(one)
        ]
        parts = [
            Part("who" if kind == "actor" else "agreement", reading.name(thing), thing),
            *_types(reading, thing),
            Part("mentions", str(len(places))),
            *(Part("read by", to_rule(rule)) for rule in sorted(rules)),
            *([Part("confidence of the least sure mention", f"{min(sure):g}")] if sure else ()),
            *_tell_others(reading, [mention for mention, _ in places]),
        ]
        yield Fact(kind, thing, reading.name(thing), tuple(parts), tuple((span, kind) for _, span in places))


def _tell_others(reading: Reading, mentions: Iterable[str]) -> Iterator[Part]:
    """Tell whom the mentions of an actor would denote if they did not denote it, each once."""
    others = (other for mention in mentions for other in reading.all(mention, SP.alternative))
    for other in dict.fromkeys(others):
        yield Part("a mention could be", reading.name(other), other)


_FINDERS: Sequence[Callable[[Reading], Iterator[Fact]]] = (
    _find_statements,
    _find_narrations,
    _find_signings,
    _find_counts,
    _find_offices,
    _find_dates,
    _find_named,
)


def _find_cue(statement: str, words: Sequence[Span]) -> set[Span]:
    """Find the passages of the cue: the IRI of a statement begins with them, the claim's follow."""
    spans = [Span(int(start), int(end)) for start, end in _PLACE.findall(statement.rpartition("/")[2])]
    return set(spans) - set(words)


def _find_kind(reading: Reading, thing: str) -> str:
    types = reading.all(thing, RDF.type)
    if SP.Agreement in types:
        return "agreement"
    return "actor" if {SP.Person, SP.Organization, SP.State, SP.Group} & set(types) else ""


def _types(reading: Reading, thing: str) -> list[Part]:
    own = (type for type in reading.all(thing, RDF.type) if type.startswith(SP.iri) and type != SP.Agreement)
    return [Part("type", type.removeprefix(SP.iri)) for type in own]


def _name(reading: Reading, name: str, things: Sequence[str]) -> list[Part]:
    return [Part(name, reading.name(thing), thing) for thing in things]


def _link(reading: Reading, fact: str, name: str, predicate: str) -> list[Part]:
    return _name(reading, name, reading.all(fact, predicate))


def _plain(reading: Reading, fact: str, name: str, predicate: str) -> list[Part]:
    return [Part(name, value.removeprefix(SP.iri)) for value in reading.all(fact, predicate)]


def _times(reading: Reading, fact: str, name: str, predicate: str) -> list[Part]:
    """Tell times by their EDTF, with the day that each mention of them was counted from."""
    parts = []
    for time in reading.all(fact, predicate):
        value = reading.first(time, SP.edtf) or reading.name(time)
        mentions = reading.sources(SP.denotes, time)
        anchors = sorted({day for mention in mentions for day in reading.all(mention, SP.anchor)})
        parts.append(Part(name, f"{value} (counted from {', '.join(anchors)})" if anchors else value))
    return parts


def _provenance(reading: Reading, fact: str) -> list[Part]:
    return list_provenance(reading, fact, reading.all(fact, SP.groundedIn))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", text))
