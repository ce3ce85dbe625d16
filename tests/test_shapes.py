"""The good sample conforms to ontology/shapes.ttl, and every shape reports the graph that breaks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from pyshacl import validate
from rdflib.namespace import RDF, SH

from kg import vocab
from kg.facts import to_facts
from kg.model import (
    Clash,
    CountBound,
    Polarity,
    Quotation,
    QuotationKind,
    Quotations,
    SpeechAct,
    Stage,
    Story,
    Strength,
    TimexType,
    Variant,
)
from kg.ontology import gazetteer_quads, ontology_quads
from kg.printable import shorten
from kg.store import GraphStore
from kg.triples import article_quads, entity_quads
from kg.triples.quotations import quotation_quads
from kg.triples.stories import story_quads
from kg.verify import verify
from kg.verify.findings import LONGEST_VALUE
from kg.vocab import (
    EDTF_DATATYPE,
    OA,
    OWL,
    PROV,
    SCHEMA,
    SP,
    TIME,
    XSD,
    actor_iri,
    agreement_iri,
    part_iri,
    time_iri,
)
from kg.vocab import RDF as RDF_TERMS
from tests.samples import ACCORD, ARTICLE, COUNTED, EXTRACTION, NARRATED, OFFICIAL, RESOLUTION, RUIZ, passage
from tests.shacl import NAMESPACE, SHAPES, find_broken, find_results, store_of

GRAPH = NamedNode(vocab.graph_iri(ARTICLE.content_hash))

HASH = ARTICLE.content_hash
ARTICLE_IRI = vocab.article_iri(HASH)
CLAIM_CONTENT = EXTRACTION.claims[0].content
CLAIM = part_iri(HASH, "claim", CLAIM_CONTENT)
STATEMENT = part_iri(HASH, "statement", [passage("told"), *CLAIM_CONTENT])
EVENT = part_iri(HASH, "event", [passage("fly")])
NARRATION = part_iri(HASH, "narration", [NARRATED.passage])
REFUSAL = part_iri(HASH, "statement", [passage("declined"), *EXTRACTION.claims[2].content])
SIGNING = part_iri(HASH, "signing", [passage("signed", 1), ACCORD, passage("Ruiz", 1)])
COUNT = part_iri(HASH, "count", [COUNTED.passage, COUNTED.cue])
ROLE = part_iri(HASH, "role", [RUIZ, passage("agency chief")])
MENTION = part_iri(HASH, "mention", [OFFICIAL])
SELECTOR = MENTION + "/selector"
DATE_MENTION = part_iri(HASH, "mention", [passage("July 26")])
AGREEMENT = agreement_iri("Harbor Accord")
PERSON, STATE = actor_iri("Person", "Ana Ruiz"), actor_iri("State", "Freedonia")
PRESIDENT = actor_iri("Person", "Leon Falk")
DAY = time_iri("2022-07-26")
OTHER_CLAIM = part_iri(HASH, "claim", EXTRACTION.claims[1].content)
QUOTED = Quotations(
    (
        Quotation(
            CLAIM,
            (Variant(OTHER_CLAIM, CLAIM, "altered", ("fly → sink",), ("negation",)),),
            (CLAIM,),
            (PERSON,),
        ),
    ),
    ((CLAIM, OTHER_CLAIM),),
)
QUOTATION = vocab.quotation_iri(CLAIM)
READ = replace(EXTRACTION, counts=(COUNTED,), narrations=(NARRATED,))
GOOD = (
    *ontology_quads(),
    *article_quads(to_facts(ARTICLE, READ, RESOLUTION)),
    *story_quads([Story(ARTICLE.content_hash)]),
    *quotation_quads(QUOTED),
)
RULE = next(quad.object.value for quad in GOOD if quad.predicate.value == SP.extractedBy)
NOBODY = "https://example.org/nobody"

Edit = tuple[str, str, str, str | Literal | None]


def drop(subject: str, predicate: str, value: str | Literal | None = None) -> Edit:
    """Take the quad out; without a value, all quads of that subject and predicate."""
    return ("drop", subject, predicate, value)


def add(subject: str, predicate: str, value: str | Literal) -> Edit:
    return ("add", subject, predicate, value)


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(datatype))


def edit(quads: Iterable[Quad], edits: Iterable[Edit]) -> Store:
    """The quads with the edits made; an edit that changes nothing is a mistake of the test."""
    store = store_of(quads)
    for action, subject, predicate, value in edits:
        node = NamedNode(value) if isinstance(value, str) else value
        before = len(store)
        if action == "add":
            store.add(Quad(NamedNode(subject), NamedNode(predicate), node, GRAPH))
        else:
            for quad in list(store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), node, GRAPH)):
                store.remove(quad)
        assert len(store) != before, (action, subject, predicate)
    return store


ITEM, SOURCE = "http://www.wikidata.org/entity/Q1", f"{vocab.BASE_IRI}source/list"


def identify(subject: str, item: str) -> list[Edit]:
    """Say that the subject is that item, by a list that is known."""
    return [
        add(subject, OWL.sameAs, item),
        add(subject, SP.identifiedBy, SOURCE),
        add(SOURCE, RDF_TERMS.type, SP.Source),
    ]


DISAGREEMENT = vocab.disagreement_iri("contradiction", EVENT, EVENT)


def disagree(**changed: str | None) -> list[Edit]:
    """Say that the claim disagrees with itself, with some properties changed or, where None, left out."""
    told = {"earlier": CLAIM, "later": CLAIM, "clash": "time"} | changed
    properties = [
        add(DISAGREEMENT, SP[name], Literal(value) if name == "clash" else value)
        for name, value in told.items()
        if value is not None
    ]
    return [add(DISAGREEMENT, RDF_TERMS.type, SP.Contradiction), *properties]


FIGURE = part_iri(HASH, "figure", [passage("fly")])


def measure(**changed: str | None) -> list[Edit]:
    """Say that the claim gives a figure, with some properties changed or, where None, left out."""
    told = {"least": "2", "most": "3", "unit": "kg"} | changed
    kept = ((EVENT, name) for name in (SP.groundedIn, SP.matter, SP.outlook, SP.extractedBy, SP.confidence))
    copied = [
        ("add", FIGURE, quad.predicate.value, quad.object)
        for subject, name in kept
        for quad in GOOD
        if (quad.subject.value, quad.predicate.value) == (subject, name)
    ]
    numbers = [
        add(FIGURE, SP[name], Literal(value) if name == "unit" else typed(value, XSD.decimal))
        for name, value in told.items()
        if value is not None
    ]
    return [add(FIGURE, RDF_TERMS.type, SP.Figure), add(CLAIM, SP.tellsOf, FIGURE), *copied, *numbers]


BROKEN = {
    "grounded": [drop(ROLE, SP.groundedIn)],
    "ground": [add(ROLE, SP.groundedIn, PERSON)],
    "mention-source": [drop(MENTION, OA.hasSource)],
    "source": [add(NOBODY, OA.hasSource, PERSON)],
    "mention-selector": [drop(MENTION, OA.hasSelector)],
    "selector-start": [drop(SELECTOR, OA.start)],
    "selector-end": [drop(SELECTOR, OA.end)],
    "selector-order": [drop(SELECTOR, OA.end), add(SELECTOR, OA.end, typed("0", XSD.integer))],
    "selector-exact": [drop(SELECTOR, OA.exact)],
    "edtf-datatype": [add(DAY, SP.edtf, typed("2022-07-26", XSD.date))],
    "edtf-form": [drop(DAY, SP.edtf), add(DAY, SP.edtf, typed("26/07", EDTF_DATATYPE))],
    "edtf-frame": [drop(DAY, SP.edtf), add(DAY, SP.edtf, typed("2022/2023/2024", EDTF_DATATYPE))],
    "edtf-digit": [drop(DAY, SP.edtf), add(DAY, SP.edtf, typed("../..", EDTF_DATATYPE))],
    "earliest": [add(DAY, SP.earliest, typed("2022-07-25", XSD.date))],
    "latest": [drop(DAY, SP.latest), add(DAY, SP.latest, typed("2022-07-99", XSD.date))],
    "time-order": [drop(DAY, SP.latest), add(DAY, SP.latest, typed("2021-01-01", XSD.date))],
    "time-class": [add(CLAIM, SP.refersTo, PERSON)],
    "published": [add(ARTICLE_IRI, SCHEMA.datePublished, typed("2022-07-28", XSD.date))],
    "content-hash": [drop(ARTICLE_IRI, SP.contentHash)],
    "timex-type": [drop(DATE_MENTION, SP.timexType), add(DATE_MENTION, SP.timexType, Literal("DAY"))],
    "timex-value": [drop(DATE_MENTION, SP.timexValue)],
    "speaker": [add(NOBODY, SP.stated, CLAIM)],
    "speech-act": [add(STATEMENT, SP.speechAct, SP.belief)],
    "strength": [drop(STATEMENT, SP.strength)],
    "hedged": [add(STATEMENT, SP.hedged, Literal("perhaps"))],
    "anonymity": [add(STATEMENT, SP.anonymity, Literal("an aide", language="en"))],
    "polarity": [add(STATEMENT, SP.polarity, Literal("mixed"))],
    "second-hand": [add(STATEMENT, SP.reportedIn, CLAIM)],
    "reported-in": [add(PERSON, SP.ascribedStatement, STATEMENT)],
    "refusal-conveys-nothing": [add(REFUSAL, SP.conveys, CLAIM)],
    "statement-conveys": [
        drop(STATEMENT, SP.conveys),
        add(part_iri(HASH, "statement", [passage("said"), *EXTRACTION.claims[1].content]), SP.conveys, CLAIM),
    ],
    "event-matter": [drop(EVENT, SP.matter)],
    "event-outlook": [drop(EVENT, SP.outlook)],
    "told-event": [add(CLAIM, SP.tellsOf, PERSON)],
    "narration": [drop(NARRATION, SP.tellsOf)],
    "figure-unit": measure(unit=None),
    "figure-order": measure(most="1"),
    "event-time": [add(EVENT, SP.takesPlace, PERSON)],
    "audience": [add(STATEMENT, SP.addressee, NOBODY)],
    "conveyed": [add(PERSON, SP.stated, STATEMENT)],
    "claim-statement": [
        drop(STATEMENT, SP.conveys),
        add(STATEMENT, SP.conveys, part_iri(HASH, "claim", EXTRACTION.claims[1].content)),
    ],
    "claim-text": [drop(CLAIM, SP.text)],
    "quotation-kind": [drop(CLAIM, SP.quotationKind), add(CLAIM, SP.quotationKind, Literal("verbatim"))],
    "topic": [add(CLAIM, SP.topic, PERSON)],
    "signer-type": [add(AGREEMENT, SP.signedBy, NOBODY)],
    "signed-class": [add(CLAIM, SP.signedBy, PERSON)],
    "party": [add(AGREEMENT, SP.party, NOBODY)],
    "of-agreement": [drop(SIGNING, SP.ofAgreement)],
    "one-hand": [add(SIGNING, SP.signatory, PRESIDENT)],
    "one-party": [add(SIGNING, SP.onBehalfOf, actor_iri("Organization", "Orbita"))],
    "stage": [drop(SIGNING, SP.stage), add(SIGNING, SP.stage, Literal("scribbled"))],
    "count-of": [drop(COUNT, SP.countOf)],
    "count": [drop(COUNT, SP.count), add(COUNT, SP.count, typed("0", XSD.integer))],
    "count-bound": [drop(COUNT, SP.countBound), add(COUNT, SP.countBound, Literal("many"))],
    "counted-stage": [drop(COUNT, SP.countedStage), add(COUNT, SP.countedStage, Literal("announced"))],
    "new-signer": [add(COUNT, SP.newSigner, MENTION)],
    "role-holder": [drop(ROLE, SP.holder)],
    "role-title": [drop(ROLE, SP.title)],
    "confidence": [drop(CLAIM, SP.confidence), add(CLAIM, SP.confidence, typed("1.50", XSD.decimal))],
    "extractor": [add(CLAIM, SP.extractedBy, PERSON)],
    "extracted-by": [drop(CLAIM, SP.extractedBy)],
    "has-confidence": [drop(CLAIM, SP.confidence)],
    "alternative": [add(MENTION, SP.alternative, CLAIM)],
    "confirmed-by": [add(CLAIM, SP.confirmedBy, RULE)],
    "article-story": [add(ARTICLE_IRI, SP.story, PERSON)],
    "story-original": [add(vocab.story_iri(HASH), SP.original, NOBODY)],
    "quotation-fullest": [add(QUOTATION, SP.fullestReport, NOBODY)],
    "quotation-first": [add(QUOTATION, SP.firstReport, PERSON)],
    "quotation-speaker": [add(QUOTATION, PROV.wasAttributedTo, NOBODY)],
    "claim-quotation": [add(CLAIM, SP.quotation, PERSON)],
    "variant-of": [add(OTHER_CLAIM, SP.variantOf, PERSON)],
    "variant-kind": [add(CLAIM, SP.variantOf, OTHER_CLAIM)],
    "touches": [add(OTHER_CLAIM, SP.touches, Literal("style"))],
    "other-speaker": [add(CLAIM, SP.otherSpeaker, PERSON)],
    "disagreement-ends": disagree(later=PERSON),
    "disagreement-earlier": disagree(earlier=None),
    "disagreement-later": disagree(later=None),
    "clash": disagree(clash="quarrel"),
    "same-as": identify(PERSON, "https://www.wikidata.org/wiki/Q1"),
    "identified-by": [add(PERSON, OWL.sameAs, ITEM)],
    "identity-of": identify(NOBODY, ITEM),
}


def test_the_good_sample_conforms() -> None:
    assert find_broken(store_of(GOOD)) == set()


def test_the_sample_conforms_beside_gazetteer_and_labels() -> None:
    names = [(entity.iri, entity.name) for entity in RESOLUTION.entities]
    assert find_broken(store_of((*GOOD, *gazetteer_quads(), *entity_quads(names)))) == set()


def test_a_figure_and_a_disagreement_conform() -> None:
    assert find_broken(edit(GOOD, [*disagree(), *measure(least=None)])) == set()


def test_an_actor_is_one_item_of_wikidata() -> None:
    assert find_broken(edit(GOOD, identify(PERSON, ITEM))) == set()
    two = [*identify(PERSON, ITEM), add(PERSON, OWL.sameAs, ITEM + "2")]
    assert find_broken(edit(GOOD, two)) == {"same-as"}


@pytest.mark.parametrize("shape", BROKEN)
def test_a_broken_graph_is_reported_by_exactly_the_shape_it_breaks(shape: str) -> None:
    assert find_broken(edit(GOOD, BROKEN[shape])) == {shape}


def test_every_shape_that_can_report_has_a_case_and_a_message() -> None:
    named = {node for node in SHAPES.subjects(RDF.type, None) if str(node).startswith(NAMESPACE)}
    reporting = {node for node in named if SHAPES.value(node, SH.message)}
    # shape:spoken only leads from the acts to shape:statement-conveys.
    assert {str(node).removeprefix(NAMESPACE) for node in named - reporting} == {"spoken"}
    assert {str(node).removeprefix(NAMESPACE) for node in reporting} == set(BROKEN)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("stage", Stage),
        ("count-bound", CountBound),
        ("quotation-kind", QuotationKind),
        ("timex-type", TimexType),
        ("clash", Clash),
        ("polarity", Polarity),
    ],
    ids=["stage", "count-bound", "quotation-kind", "timex-type", "clash", "polarity"],
)
def test_a_closed_list_is_that_of_the_records(shape: str, words: object) -> None:
    pattern = str(SHAPES.value(rdflib.URIRef(NAMESPACE + shape), SH.pattern))
    assert set(pattern.removeprefix("^(").removesuffix(")$").split("|")) == set(get_args(words))


def test_the_closed_list_of_speech_acts_is_that_of_the_records() -> None:
    values = SHAPES.collection(SHAPES.value(rdflib.URIRef(NAMESPACE + "speech-act"), SH["in"]))
    assert {str(value) for value in values} == {SP[act] for act in get_args(SpeechAct)}


def test_the_closed_list_of_strengths_is_that_of_the_records() -> None:
    values = SHAPES.collection(SHAPES.value(rdflib.URIRef(NAMESPACE + "strength"), SH["in"]))
    assert {str(value) for value in values} == {SP[strength] for strength in get_args(Strength)}


GOOD_EDTF = (
    "2024",
    "202X",
    "20XX",
    "-0479",
    "Y170000002",
    "2022-07",
    "2022-XX",
    "2022-07-26",
    "2022-07-XX",
    "XXXX-07-26",
    "XXXX-07",
    "XXXX-XX-14",
    "2022-21",
    "2022-33",
    "2022~",
    "2022-07?",
    "2022-07-26%",
    "2022-07-26T08:30:00",
    "2022-07-26T08:30:00Z",
    "2022-07-26T08:30:00+03:00",
    "2024/..",
    "../2030",
    "2024/",
    "/2030",
    "2022~/2023",
    "2022-07-26/2022-08-02",
    "[2022-04-05,2022-05-04]",
    "{2021,2022}",
)
BAD_EDTF = (
    "soon",
    "24",
    "2024-13",
    "2024-7",
    "2024-07-32",
    "2024-07-26T08:30",
    "2022-21-04",
    "July-26",
    "2024--07",
    "2024/2025/2026",
    "2024,2025",
    "[2024",
    "2024]",
    "../..",
    "..",
    "/",
    "XXXX",
    "2024/..x",
)


def find_broken_edtf(*values: str) -> set[str]:
    """The values, out of `values`, of which a shape complains."""
    nodes = {f"{NOBODY}/{number}": value for number, value in enumerate(values)}
    store = Store()
    for iri, value in nodes.items():
        store.add(Quad(NamedNode(iri), NamedNode(RDF_TERMS.type), NamedNode(TIME.TemporalEntity), GRAPH))
        store.add(Quad(NamedNode(iri), NamedNode(SP.edtf), typed(value, EDTF_DATATYPE), GRAPH))
    _conforms, report, _text = validate(store, shacl_graph=SHAPES)
    return {nodes[str(iri)] for iri in report.objects(None, SH.focusNode)}


def test_every_form_of_edtf_that_is_written_is_allowed() -> None:
    assert find_broken_edtf(*GOOD_EDTF) == set()


def test_what_is_no_edtf_is_found() -> None:
    assert find_broken_edtf(*BAD_EDTF) == set(BAD_EDTF)


def test_bounds_before_christ_are_dates() -> None:
    when = time_iri("-0479")
    edits = [
        add(when, RDF_TERMS.type, TIME.TemporalEntity),
        add(when, SP.edtf, typed("-0479", EDTF_DATATYPE)),
        add(when, SP.earliest, typed("-0479-01-01", XSD.date)),
        add(when, SP.latest, typed("-0479-12-31", XSD.date)),
    ]
    assert find_broken(edit(GOOD, edits)) == set()


@pytest.mark.parametrize("act", sorted(vocab.DIRECT_EDGE))
def test_a_statement_of_any_act_but_a_refusal_conveys_a_claim(act: str) -> None:
    edits = [
        drop(REFUSAL, SP.speechAct),
        add(REFUSAL, SP.speechAct, SP[act]),
    ]
    assert find_broken(edit(GOOD, edits)) == {"statement-conveys"}


@pytest.mark.parametrize("name", ["Person", "Organization", "State"])
def test_persons_organizations_and_states_sign(name: str) -> None:
    edits = [add(NOBODY, RDF_TERMS.type, SP[name]), add(AGREEMENT, SP.signedBy, NOBODY)]
    assert find_broken(edit(GOOD, edits)) == set()


def test_a_group_does_not_sign() -> None:
    edits = [add(NOBODY, RDF_TERMS.type, SP.Group), add(AGREEMENT, SP.signedBy, NOBODY)]
    assert find_broken(edit(GOOD, edits)) == {"signer-type"}


def to_results(store: Store) -> set[tuple[str, str]]:
    """The nodes and messages that `kg.verify` reports of shapes."""
    found = verify(GraphStore(store, {}, ()))
    return {
        (
            finding.where.removeprefix(f"{ARTICLE.id}: "),
            finding.message.removesuffix("; build the graph again"),
        )
        for finding in found
        if finding.kind == "shape"
    }


def expect_results(store: Store) -> set[tuple[str, str]]:
    """The same as pySHACL has it."""
    return {
        (focus, message if value is None else f"{message} (found: {shorten(value, LONGEST_VALUE)})")
        for focus, message, value in find_results(store)
    }


@pytest.mark.parametrize("shape", BROKEN)
def test_verify_reports_what_an_engine_of_shacl_reports(shape: str) -> None:
    store = edit(GOOD, BROKEN[shape])
    found, expected = to_results(store), expect_results(store)
    assert found >= expected != set()
    # SHACL wants values that cannot be compared reported, and pySHACL passes them over.
    assert {message.split(" (")[0] for _, message in found - expected} <= {"sp:earliest is after sp:latest"}


# For the place of others: nodes of all kinds, of this article and shared; literals of all types.
NODES = (
    *(NOBODY, PERSON, STATE, CLAIM, STATEMENT, REFUSAL, MENTION, SELECTOR, DAY, AGREEMENT, SIGNING, ROLE),
    *(ARTICLE_IRI, SP.refusal, SP.belief, SP.Claim),
)
LITERALS = (
    *(Literal(text) for text in ("", "signed", "direct", "0")),
    *(typed(text, XSD.integer) for text in ("0", "99999", "-1")),
    *(typed(text, XSD.date) for text in ("2022-07-26", "1999-01-01")),
    *(typed(text, XSD.decimal) for text in ("0.5", "1.5")),
    *(typed(text, EDTF_DATATYPE) for text in ("2022", "2022-07-26", "26/07")),
)
QUADS = st.sampled_from(sorted((quad for quad in GOOD if quad.graph_name == GRAPH), key=str))
GRAPHS = st.sampled_from([GRAPH, *map(NamedNode, (vocab.graph_iri("0" * 64), vocab.ENTITIES_GRAPH))])
VALUES = st.sampled_from((*map(NamedNode, NODES), *LITERALS))
# What is done to a quad: gone, in another graph, with another value, said of another node too.
EDITS = st.tuples(st.sampled_from(["drop", "move", "change", "copy"]), QUADS, GRAPHS, VALUES)


def damage(quads: set[Quad], what: str, quad: Quad, graph: NamedNode, value: NamedNode | Literal) -> None:
    """Make one edit. A literal takes the place of one of its type only: pySHACL fails on a literal that is a
    class, and finds nothing wrong where SHACL cannot compare two values.
    """
    fits = getattr(value, "datatype", None) == getattr(quad.object, "datatype", None)
    if what != "copy":
        quads.discard(quad)
    if what == "move":
        quads.add(Quad(*quad.triple, graph))
    elif what == "change":
        quads.add(Quad(quad.subject, quad.predicate, value if fits else quad.object, graph))
    elif what == "copy" and isinstance(value, NamedNode):
        quads.add(Quad(value, quad.predicate, quad.object, graph))


@settings(max_examples=15, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=8))
def test_whatever_is_broken_in_whichever_graph_verify_reports_it(
    edits: list[tuple[str, Quad, NamedNode, NamedNode | Literal]],
) -> None:
    quads = set(GOOD)
    for one in edits:
        damage(quads, *one)
    store = store_of(quads)
    assert to_results(store) == expect_results(store)
