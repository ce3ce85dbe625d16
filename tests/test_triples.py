"""What is read out of an article becomes quads: the sample in detail, anything else by its properties."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from kg import __version__, vocab
from kg.facts import to_facts
from kg.model import (
    Claim,
    DateExpression,
    Extraction,
    Passage,
    Resolution,
    Signing,
    SpeechAct,
    Story,
    Strength,
)
from kg.ontology import ontology_quads
from kg.settings import FIRM_CONFIDENCE
from kg.triples import article_quads, entity_quads
from kg.triples.stories import story_quads
from kg.vocab import OA, RDF, RDFS, SP, TIME, actor_iri, agreement_iri, part_iri, time_iri
from tests.samples import ACCORD, ARTICLE, EXTRACTION, FALK, OFFICIAL, RESOLUTION, passage
from tests.samples import RUIZ as RUIZ_NAMED
from tests.shacl import find_broken, store_of
from tests.strategies import Reading, readings

GOLDEN = Path(__file__).parent / "golden" / "harbor-accord.nq"
HASH = ARTICLE.content_hash
STORY = list(story_quads([Story(HASH)]))
QUADS = article_quads(to_facts(ARTICLE, EXTRACTION, RESOLUTION))
RUIZ, PRESIDENT = actor_iri("Person", "Ana Ruiz"), actor_iri("Person", "Leon Falk")
ORBITA, FREEDONIA = actor_iri("Organization", "Orbita"), actor_iri("State", "Freedonia")
HARBOR = agreement_iri("Harbor Accord")
TOLD, SURPRISED, REFUSED = EXTRACTION.claims
CLAIM = part_iri(HASH, "claim", TOLD.content)
STATEMENT = part_iri(HASH, "statement", [*TOLD.cue, *TOLD.content])
REFUSAL = part_iri(HASH, "statement", [*REFUSED.cue, *REFUSED.content])
SIGNING = part_iri(HASH, "signing", [EXTRACTION.signings[0].cue, ACCORD, passage("Ruiz", 1)])


def objects(quads: set[Quad], subject: str, predicate: str) -> set[str]:
    return {q.object.value for q in quads if (q.subject.value, q.predicate.value) == (subject, predicate)}


def edges(quads: set[Quad], predicate: str) -> set[tuple[str, str]]:
    return {(q.subject.value, q.object.value) for q in quads if q.predicate.value == predicate}


def with_claim(claim: Claim) -> set[Quad]:
    """The sample's quads with its first claim replaced."""
    return article_quads(to_facts(ARTICLE, replace(EXTRACTION, claims=(claim,)), RESOLUTION))


def with_signing(signing: Signing) -> set[Quad]:
    return article_quads(to_facts(ARTICLE, replace(EXTRACTION, signings=(signing,)), RESOLUTION))


def with_date(date: DateExpression) -> Extraction:
    """The sample with another reading of "until 2030"."""
    first, _second, third = EXTRACTION.dates
    return replace(EXTRACTION, dates=(first, date, third))


def to_lines(quads: set[Quad]) -> str:
    """Sorted N-Quads, the version left open so that a release changes no golden file."""
    lines = serialize(quads, format=RdfFormat.N_QUADS).decode().splitlines()
    versioned = (f"/{__version__}>", "/VERSION>"), (f' {__version__}"', ' VERSION"')
    for version, name in versioned:
        lines = [line.replace(version, name) for line in lines]
    return "\n".join(sorted(lines)) + "\n"


def test_the_sample_is_the_golden_file(tmp_path: Path) -> None:
    found = tmp_path / GOLDEN.name
    found.write_text(to_lines(QUADS), encoding="utf-8")
    meant = f"if the difference is what you meant: cp {found} {GOLDEN}"
    assert found.read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8"), meant


def test_a_claim_is_stated_by_its_speaker_the_long_and_the_short_way() -> None:
    assert edges(QUADS, SP.madeStatement) >= {(RUIZ, STATEMENT)}
    assert objects(QUADS, STATEMENT, SP.conveys) == {CLAIM}
    assert (RUIZ, CLAIM) in edges(QUADS, SP.stated)


@pytest.mark.parametrize("denied", [False, True])
def test_what_nobody_has_classified_is_conveyed_but_neither_stated_nor_denied(denied: bool) -> None:
    quads = with_claim(replace(TOLD, speech_act="unclassified", denied=denied))
    assert objects(quads, STATEMENT, SP.conveys) == {CLAIM}
    assert objects(quads, STATEMENT, SP.speechAct) == {SP.unclassified}
    assert not any(edges(quads, edge) for edge in (SP.stated, SP.denied, SP.feels, SP.intends))
    assert not find_broken(store_of([*quads, *STORY, *ontology_quads()]))


@pytest.mark.parametrize(
    ("act", "confidence", "firm"),
    [
        ("statement", FIRM_CONFIDENCE, True),
        ("statement", FIRM_CONFIDENCE - 0.01, False),
        ("attitude", 0.9, True),
        ("unclassified", 0.99, False),
    ],
)
def test_a_statement_is_firm_that_is_classified_and_fairly_sure(
    act: SpeechAct, confidence: float, firm: bool
) -> None:
    quads = with_claim(replace(TOLD, speech_act=act, confidence=confidence))
    assert (SP.FirmStatement in objects(quads, STATEMENT, RDF.type)) == firm
    assert SP.Statement in objects(quads, STATEMENT, RDF.type)


def test_a_statement_knows_addressee_day_and_for_whom_it_was_made() -> None:
    assert objects(QUADS, STATEMENT, SP.addressee) == {PRESIDENT}
    assert objects(QUADS, STATEMENT, SP.statedOn) == {time_iri("2022-07-26")}
    assert objects(QUADS, STATEMENT, SP.onBehalfOf) == {ORBITA}
    assert objects(QUADS, STATEMENT, SP.cue) == {"told"}


def test_nobody_speaks_for_a_former_employer() -> None:
    roles = tuple(replace(role, former=True) for role in EXTRACTION.roles)
    quads = article_quads(to_facts(ARTICLE, replace(EXTRACTION, roles=roles), RESOLUTION))
    assert objects(quads, STATEMENT, SP.onBehalfOf) == set()


def test_a_claim_refers_to_the_dates_in_it_only() -> None:
    assert edges(QUADS, SP.refersTo) == {(CLAIM, time_iri("../2030"))}


def test_an_actor_inside_a_claim_is_mentioned_by_it() -> None:
    assert edges(QUADS, SP.mentions) == {(part_iri(HASH, "claim", SURPRISED.content), PRESIDENT)}


def test_a_refusal_conveys_nothing_and_reacts_to_whom_it_speaks_of() -> None:
    assert edges(QUADS, SP.refusedComment) == {(PRESIDENT, REFUSAL)}
    assert objects(QUADS, REFUSAL, SP.conveys) == set()
    assert objects(QUADS, REFUSAL, SP.reactsTo) == {RUIZ}
    assert part_iri(HASH, "claim", REFUSED.content) not in {quad.subject.value for quad in QUADS}


@pytest.mark.parametrize(("act", "edge"), vocab.DIRECT_EDGE.items())
def test_every_speech_act_has_its_own_direct_edge(act: str, edge: str) -> None:
    quads = with_claim(replace(TOLD, speech_act=act))
    shortcuts = {SP.stated, SP.denied, SP.feels, SP.intends}
    assert {name for name in shortcuts if edges(quads, name)} == {edge}


def test_what_is_denied_is_not_stated() -> None:
    quads = with_claim(replace(TOLD, denied=True))
    assert edges(quads, SP.denied) == {(RUIZ, CLAIM)}
    assert edges(quads, SP.stated) == set()


def test_a_speaker_whom_nobody_knows_gives_a_statement_without_an_edge() -> None:
    unknown = replace(RESOLUTION, links=())
    quads = article_quads(to_facts(ARTICLE, EXTRACTION, unknown))
    assert edges(quads, SP.stated) == edges(quads, SP.madeStatement) == set()
    assert objects(quads, STATEMENT, SP.conveys) == {CLAIM}


def test_a_claim_in_two_pieces_keeps_both() -> None:
    claim = replace(TOLD, content=(passage("Lunar pact signed"), passage("Geneva")))
    quads = with_claim(claim)
    iri = part_iri(HASH, "claim", claim.content)
    assert objects(quads, iri, SP.text) == {"Lunar pact signed … Geneva"}
    assert len(objects(quads, iri, SP.groundedIn)) == 2


def test_an_agreement_is_signed_by_its_signatories() -> None:
    assert edges(QUADS, SP.signedBy) == {(HARBOR, RUIZ)}
    assert objects(QUADS, SIGNING, SP.onBehalfOf) == {FREEDONIA}
    assert objects(QUADS, SIGNING, SP.signedOn) == {time_iri("2022-05-04")}
    assert objects(QUADS, SIGNING, SP.place) == {"Geneva"}


def test_an_agreement_is_signed_by_its_party_where_no_signatory_is_named() -> None:
    quads = with_signing(replace(EXTRACTION.signings[0], signatories=()))
    assert edges(quads, SP.signedBy) == {(HARBOR, FREEDONIA)}


def test_an_agreement_that_is_only_announced_is_signed_by_nobody() -> None:
    assert edges(with_signing(replace(EXTRACTION.signings[0], stage="announced")), SP.signedBy) == set()


def test_an_agreement_without_a_name_belongs_to_its_article() -> None:
    agreement = replace(EXTRACTION.agreements[0], named=False)
    quads = article_quads(to_facts(ARTICLE, replace(EXTRACTION, agreements=(agreement,)), RESOLUTION))
    assert objects(quads, SIGNING, SP.ofAgreement) == {part_iri(HASH, "agreement", [ACCORD])}


def test_a_role_names_holder_title_and_organization() -> None:
    role = part_iri(HASH, "role", [EXTRACTION.roles[0].person, EXTRACTION.roles[0].passage])
    assert objects(QUADS, role, SP.holder) == {RUIZ}
    assert objects(QUADS, role, SP.title) == {"agency chief"}
    assert objects(QUADS, role, SP.organization) == {ORBITA}


def test_a_time_without_edtf_belongs_to_its_article_and_says_why() -> None:
    date = replace(EXTRACTION.dates[1], edtf=None, latest=None, value="FUTURE_REF", reason="no anchor")
    quads = article_quads(to_facts(ARTICLE, with_date(date), Resolution()))
    mention = part_iri(HASH, "mention", [date.passage])
    assert edges(quads, SP.refersTo) == {(CLAIM, part_iri(HASH, "time", [date.passage]))}
    assert objects(quads, mention, SP.unresolvedBecause) == {"no anchor"}


def test_an_interval_has_the_times_of_its_known_ends() -> None:
    iri = time_iri("../2030")
    assert objects(QUADS, iri, TIME.hasEnd) == {time_iri("2030")}
    assert objects(QUADS, iri, TIME.hasBeginning) == set()
    assert TIME.Instant in objects(QUADS, time_iri("2030"), RDF.type)


def test_a_duration_with_a_place_on_the_calendar_is_a_time() -> None:
    date = replace(EXTRACTION.dates[0], type="DURATION", value="P20Y", edtf="2002/2022")
    extraction = replace(EXTRACTION, dates=(date, *EXTRACTION.dates[1:]))
    quads = article_quads(to_facts(ARTICLE, extraction, RESOLUTION))
    assert time_iri("2002/2022") in objects(quads, part_iri(HASH, "mention", [date.passage]), SP.denotes)


def test_a_duration_denotes_no_time() -> None:
    date = replace(EXTRACTION.dates[1], type="DURATION", edtf=None, latest=None, value="P8Y")
    quads = article_quads(to_facts(ARTICLE, with_date(date), Resolution()))
    assert edges(quads, SP.refersTo) == set()
    assert objects(quads, part_iri(HASH, "mention", [date.passage]), SP.denotes) == set()


def test_an_empty_reading_is_only_the_article() -> None:
    quads = article_quads(to_facts(ARTICLE, Extraction(), Resolution()))
    assert {quad.subject.value for quad in quads} == {vocab.article_iri(HASH)}


def test_what_is_unknown_of_an_article_is_not_written() -> None:
    bare = replace(ARTICLE, title="", published=None, url=None, source=None)
    names = {quad.predicate.value for quad in article_quads(to_facts(bare, Extraction(), Resolution()))}
    assert names == {RDF.type, vocab.DCTERMS.identifier, SP.contentHash, SP.wordCount}


def test_the_label_of_an_actor_is_the_name_that_most_articles_give() -> None:
    pairs = [
        (PRESIDENT, "Leon Falk"),
        (PRESIDENT, "L. Falk"),
        (PRESIDENT, "Leon Falk"),
        (RUIZ, "Ruiz"),
        (RUIZ, "Ana"),
    ]
    graph = NamedNode(vocab.ENTITIES_GRAPH)
    assert set(entity_quads(pairs)) == {
        Quad(NamedNode(PRESIDENT), NamedNode(RDFS.label), Literal("Leon Falk"), graph),
        Quad(NamedNode(RUIZ), NamedNode(RDFS.label), Literal("Ana"), graph),
    }


def test_a_mention_carries_the_rule_that_resolved_it_and_its_confidence() -> None:
    mention = part_iri(HASH, "mention", [FALK])
    assert objects(QUADS, mention, SP.denotes) == {PRESIDENT}
    assert objects(QUADS, mention, SP.extractedBy) == {vocab.rule_iri(f"names.canonical/{__version__}")}
    assert objects(QUADS, mention, SP.confidence) == {"0.95"}


@settings(max_examples=50)
@given(readings())
def test_the_words_of_every_mention_are_found_at_its_offsets(reading: Reading) -> None:
    article = reading[0]
    quads = article_quads(to_facts(*reading))
    selectors = {target for _mention, target in edges(quads, OA.hasSelector)}
    for selector in selectors:
        (start,), (end,) = objects(quads, selector, OA.start), objects(quads, selector, OA.end)
        assert objects(quads, selector, OA.exact) == {article.text[int(start) : int(end)]}


@settings(max_examples=50)
@given(readings())
def test_nothing_is_ungrounded_and_no_node_is_blank(reading: Reading) -> None:
    quads = article_quads(to_facts(*reading))
    mentions = {iri for iri, kind in edges(quads, RDF.type) if kind == SP.Mention}
    grounded = edges(quads, SP.groundedIn)
    kinds = {
        SP.Statement,
        SP.Claim,
        SP.Event,
        SP.Figure,
        SP.Narration,
        SP.Agreement,
        SP.Signing,
        SP.StatedCount,
        SP.Role,
    }
    facts = {iri for iri, kind in edges(quads, RDF.type) if kind in kinds}
    assert facts == {iri for iri, _mention in grounded}
    assert {mention for _iri, mention in grounded} <= mentions
    assert not any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))
    assert {quad.graph_name.value for quad in quads} == {vocab.graph_iri(reading[0].content_hash)}


@settings(max_examples=50)
@given(readings())
def test_the_order_of_reading_changes_nothing(reading: Reading) -> None:
    article, extraction, resolution = reading
    backwards = Extraction(
        **{field.name: getattr(extraction, field.name)[::-1] for field in fields(Extraction)}
    )
    turned = Resolution(resolution.entities[::-1], resolution.links[::-1])
    assert article_quads(to_facts(article, backwards, turned)) == article_quads(
        to_facts(article, extraction, resolution)
    )


@settings(max_examples=25)
@given(readings())
def test_every_reading_keeps_the_shapes(reading: Reading) -> None:
    stories = story_quads([Story(reading[0].content_hash)])
    assert find_broken(store_of((*ontology_quads(), *stories, *article_quads(to_facts(*reading))))) == set()


def test_an_agreement_without_a_name_is_told_by_its_parties() -> None:
    nameless = replace(EXTRACTION.agreements[0], name="pact", named=False)
    quads = article_quads(to_facts(ARTICLE, replace(EXTRACTION, agreements=(nameless,)), RESOLUTION))
    labels = {quad.object.value for quad in quads if quad.predicate.value == RDFS.label}
    assert "pact of Freedonia" in labels


def test_what_is_denied_is_never_stated() -> None:
    told, *others = EXTRACTION.claims
    extraction = replace(EXTRACTION, claims=(replace(told, denied=True), *others))
    quads = article_quads(to_facts(ARTICLE, extraction, RESOLUTION))
    edges = {
        quad.predicate.value
        for quad in quads
        if quad.object.value.endswith(f"claim/{told.content[0].start}-{told.content[0].end}")
    }
    assert SP.denied in edges and SP.stated not in edges
    assert SP.denial in {quad.object.value for quad in quads if quad.predicate.value == SP.speechAct}


def test_a_claim_in_the_words_of_another_is_nobody_s_statement() -> None:
    inner = replace(
        TOLD, content=(passage("the station"),), cue=(passage("will fly"),), nested_in=TOLD.cue[0]
    )
    quads = article_quads(to_facts(ARTICLE, replace(EXTRACTION, claims=(TOLD, inner)), RESOLUTION))
    statement = part_iri(HASH, "statement", [*inner.cue, *inner.content])
    assert edges(quads, SP.ascribedStatement) == {(RUIZ, statement)}
    assert edges(quads, SP.reportedIn) == {(statement, CLAIM)}
    assert edges(quads, SP.madeStatement) == {(RUIZ, STATEMENT)}
    assert edges(quads, SP.stated) == {(RUIZ, CLAIM)}
    assert objects(quads, statement, SP.onBehalfOf) == set()


def test_a_hedged_statement_says_so_and_others_say_nothing() -> None:
    assert objects(with_claim(replace(TOLD, hedged=True)), STATEMENT, SP.hedged) == {"true"}
    assert edges(QUADS, SP.hedged) == set()


@pytest.mark.parametrize(
    ("settled", "speakers", "strength"),
    [
        (None, (RUIZ_NAMED,), "named"),
        (None, (OFFICIAL,), "unnamed"),
        (None, (OFFICIAL, RUIZ_NAMED), "named"),
        (None, (passage("Lunar pact"),), "unnamed"),
        ("document", (RUIZ_NAMED,), "document"),
        ("unnamed", (RUIZ_NAMED,), "unnamed"),
    ],
)
def test_an_attribution_is_as_firm_as_its_firmest_speaker_unless_the_words_settle_it(
    settled: Strength | None, speakers: tuple[Passage, ...], strength: str
) -> None:
    quads = with_claim(replace(TOLD, strength=settled, speakers=speakers))
    assert objects(quads, STATEMENT, SP.strength) == {SP[strength]}
