"""Mentions are found before anything is read, and those that count are a policy of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.grammar import _NEGATING
from kg.extract.mentions import find_mentions
from kg.facts import to_facts
from kg.model import NOUN_RULE, Article, Entity, Link, Mention, Passage, counts_as_mention
from kg.resolve import Gazetteer, resolve
from kg.rules.reporting_verbs import REPORTING_VERBS
from kg.triples import article_quads
from kg.vocab import SP, actor_iri
from tests.docs import VOCAB

ROCKS = Entity(actor_iri("Organization", "ROCKS"), "ROCKS", "Organization", ("Lunar Rock Agency",))
# Each word with its tag, dependency, head, part of speech and lemma.
COMPLAINT = """
ROCKS NNP nsubj 1 PROPN rocks
grew VBD ROOT 1 VERB grow
. . punct 1 PUNCT .
Ruiz NNP nsubj 4 PROPN ruiz
said VBD ROOT 4 VERB say
that IN mark 9 SCONJ that
the DT det 7 DET the
agency NN nsubj 9 NOUN agency
really RB advmod 9 ADV really
VERB VBD ccomp 4 VERB VERB
its PRP$ poss 11 PRON its
probes NNS dobj 9 NOUN probe
. . punct 4 PUNCT .
"""


def to_doc(verb: str) -> Doc:
    rows = [line.replace("VERB VBD", f"{verb} VBD").split() for line in COMPLAINT.strip().splitlines()]
    words, tags, deps, heads, pos, lemmas = zip(*rows, strict=True)
    doc = Doc(
        VOCAB,
        words=list(words),
        tags=list(tags),
        deps=list(deps),
        heads=list(map(int, heads)),
        pos=list(pos),
        lemmas=[verb if lemma == "VERB" else lemma for lemma in lemmas],
        ents=["B-ORG", "O", "O", "B-PERSON", *["O"] * (len(words) - 4)],
    )
    return doc


def find_edges(verb: str) -> set[tuple[str, str]]:
    """The words of each claim, and the actors that the graph says it mentions."""
    doc = to_doc(verb)
    article = Article("rocks", doc.text)
    extraction = extract(article, doc)
    quads = article_quads(to_facts(article, extraction, resolve(article, extraction, Gazetteer([ROCKS]))))
    words = {q.subject.value: q.object.value for q in quads if q.predicate.value == SP.text}
    return {
        (words[q.subject.value].removeprefix("that "), q.object.value)
        for q in quads
        if q.predicate.value == SP.mentions
    }


REPORTING = [verb for verbs in REPORTING_VERBS.values() for verb in verbs if verb.isalpha()]
VERBS = st.sampled_from([*REPORTING, "fly", "sign", "lose", "lead", "be", "join"])


@given(
    VERBS | st.from_regex("[a-z]{2,9}", fullmatch=True).filter(lambda word: word not in {*_NEGATING, "not"})
)
def test_what_a_claim_mentions_does_not_depend_on_the_verb_beside_it(verb: str) -> None:
    assert (f"the agency really {verb} its probes", ROCKS.iri) in find_edges(verb)


@given(VERBS)
def test_looking_at_a_word_finds_no_mention_that_was_not_there(verb: str) -> None:
    doc = to_doc(verb)
    mentions = find_mentions(doc)
    before = tuple(mentions)
    for token in doc:
        mentions.at(token)
        mentions.names_in(doc[token.i :])
    assert tuple(mentions) == before
    assert [mention.name for mention in before] == ["ROCKS", "Ruiz", "agency", "its"]


def test_a_word_of_no_actor_is_a_mention_only_where_a_reading_places_it() -> None:
    doc = to_doc("lost")
    mentions = find_mentions(doc)
    probes = mentions.at(doc[11])
    assert probes is not None and probes not in tuple(mentions)
    assert probes in mentions.select({probes.passage})


@pytest.mark.parametrize(
    ("form", "rule", "counts"),
    [
        ("name", "names.surname", True),
        ("nominal", NOUN_RULE, True),
        ("nominal", "anaphora.nominal", False),
        ("nominal", "anaphora.office", False),
        ("pronoun", "anaphora.pronoun", False),
    ],
)
def test_names_and_descriptions_by_a_noun_of_the_name_count(form: str, rule: str, counts: bool) -> None:
    words = Passage(0, 4)
    mention = Mention(words, form, "word", "word")  # type: ignore[arg-type]
    assert counts_as_mention(mention, Link(words, ROCKS.iri, rule, 0.8)) is counts


def test_a_description_does_not_reach_back_to_a_relative_pronoun() -> None:
    words = ["a", "pier", "that", "they", "fear", "the", "loss", "of"]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=words,
        pos=["DET", "NOUN", "PRON", "PRON", "VERB", "DET", "NOUN", "ADP"],
        tags=["DT", "NN", "WDT", "PRP", "VBP", "DT", "NN", "IN"],
        deps=["det", "ROOT", "pobj", "nsubj", "relcl", "det", "dobj", "prep"],
        heads=[1, 1, 7, 4, 1, 6, 4, 6],
    )
    assert "the loss" in [span.text for span in find_mentions(doc).spans.values()]
