"""Attribution without a reporting clause: "according to", a colon, a headline."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, SourceMatch, find_source
from kg.extract.claims.contents import sentence_passage, trim, widen_to_quotations
from kg.extract.claims.cues import cue_span
from kg.extract.claims.sources import find_speakers, source_span
from kg.extract.grammar import objects_of
from kg.extract.mentions import to_passage
from kg.extract.nouns import noun_types
from kg.extract.reporting import reporting_verbs
from kg.model import SpeechAct, find_meeting
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.reporting_words import REPORTING_WORDS


def find_according_to(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """ "According to NASA, the station will fly until 2030": the clause around the phrase is the content."""
    for cue, noun, phrase, act in _find_phrases(context):
        source = source_span(noun, cue.root)
        speakers = find_speakers(noun, source, context.mentions)
        phrase = context.doc[phrase.start : max(source.end, phrase.end)]
        start, end = cue.sent.start, cue.sent.end
        while start < end and (
            context.doc[start].dep_ == "cc" or context.doc[start].is_punct or context.doc[start].is_space
        ):
            if context.doc[start].is_quote:
                break
            start += 1
        passages = widen_to_quotations(
            sentence_passage(context.doc, start, end, [phrase]), context.quotations
        )
        if passages and speakers:
            yield ClaimCandidate("claims.according-to", act, cue[0], cue, source, speakers, tuple(passages))


def _find_phrases(context: ClaimContext) -> Iterator[tuple[Span, Token, Span, SpeechAct]]:
    """Find phrases that name a source: the cue, the source's noun, the phrase, and the speech act.

    "According to NASA", "in the words of Ana Ruiz", "in her view".
    """
    for token in context.doc[:-2]:
        if context.quotation_at(token):
            continue
        after = token.nbor()
        if token.lower_ == "according" and after.lower_ == "to":
            noun = next((noun for noun in objects_of(after) if noun.i > after.i), None)
            if noun is not None:
                act: SpeechAct = "statement" if _is_speaker(noun) else "evidence"
                yield context.doc[token.i : after.i + 1], noun, context.doc[token.i : _phrase_end(noun)], act
        elif token.lower_ == "in":
            yield from _find_view(context, token)


def _find_view(context: ClaimContext, preposition: Token) -> Iterator[tuple[Span, Token, Span, SpeechAct]]:
    """Find "in the words of Ana Ruiz," and "in NASA's view," at the start of a sentence or behind a comma."""
    doc = context.doc
    for words in objects_of(preposition):
        act = REPORTING_WORDS.views.get(words.lower_)
        owners = [child for child in words.children if child.dep_ == "poss"]
        owners += [n for of in words.children if of.lower_ == "of" for n in objects_of(of)]
        phrase = doc[preposition.i : max([words.i + 1, *map(_phrase_end, owners)])]
        begins = preposition.is_sent_start or doc[preposition.i - 1].text in (",", "“", '"')
        ends = phrase.end == preposition.sent.end or doc[phrase.end].is_punct
        if act and owners and begins and ends:
            yield doc[preposition.i : preposition.i + 1], owners[0], phrase, act


def _phrase_end(noun: Token) -> int:
    """Behind the source and what describes it, but never behind a main clause that the parser hung on it."""
    comma = next((t.i for t in noun.subtree if t.i > noun.i and t.text == ","), None)
    return comma if comma is not None else noun.right_edge.i + 1


def _is_speaker(noun: Token) -> bool:
    documents = ACTOR_NOUNS.documents
    words = REPORTING_WORDS.word_nouns
    lemma = noun.lemma_.lower()
    return lemma in words or (
        lemma not in documents and (noun.pos_ in ("PROPN", "PRON") or lemma in noun_types())
    )


def find_colon_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """ "Elon Musk wrote: Bon voyage" and the headline "NASA: station to fly until 2030"."""
    for sentence in context.doc.sents:
        colon = next((t for t in sentence if t.text == ":" and not context.quotation_at(t)), None)
        after = _behind_colon(context, colon, sentence) if colon is not None else None
        if colon is None or after is None:
            continue
        if not find_meeting(context.quotations, to_passage(after)):
            yield from _find_led_in(context, context.doc[sentence.start : colon.i], colon, after)


def _find_led_in(context: ClaimContext, before: Span, colon: Token, after: Span) -> Iterator[ClaimCandidate]:
    verb = before[-1] if len(before) else colon
    act = reporting_verbs().get(verb.lemma_.lower(), {}).get("quote")
    content = trim(after)
    if content is None:
        return
    if act and verb.pos_ == "VERB":
        who = find_source(context, verb)
        if who is not None:
            yield ClaimCandidate("claims.colon", act, verb, cue_span(verb), *who, (content,))
    elif any(t.pos_ in ("VERB", "AUX") for t in after):
        speaker = _headline_speaker(context, before)
        if speaker is not None:
            cue = context.doc[colon.i : colon.i + 1]
            yield ClaimCandidate("claims.headline", "statement", verb, cue, *speaker, (content,))


def _behind_colon(context: ClaimContext, colon: Token, sentence: Span) -> Span | None:
    """What follows the colon on its line, also where the parser ends the sentence with the colon."""
    start = colon.i + 1
    if start < sentence.end:
        return context.doc[start : sentence.end]
    if start == len(context.doc) or "\n" in context.text[colon.idx : context.doc[start].idx]:
        return None
    return context.doc[start : context.doc[start].sent.end]


def _headline_speaker(context: ClaimContext, before: Span) -> SourceMatch | None:
    """A line that is a name, or a name and a word for words ("NASA reaction"), up to the colon."""
    names = context.mentions.names_in(before)
    words = [t for t in before if not t.is_punct and not t.is_space]
    if len(names) != 1 or not words:
        return None
    span = context.mentions.span_of(names[0])
    # "Washington: NASA is looking ..." is a dateline.
    if names[0].type == "State" and not span[0].ent_id_:
        return None
    rest = [t for t in words if not span.start <= t.i < span.end]
    speaking = REPORTING_WORDS.word_nouns | REPORTING_WORDS.reaction_words
    if all(t.lemma_.lower() in speaking or t.text in ("'s", "’s") for t in rest) and words[0].i == span.start:
        return span, (names[0],)
    return None
