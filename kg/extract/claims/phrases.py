"""Attribution without a reporting clause: "according to", a colon, a headline."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.claims.contents import sentence_passage, trim, widen_to_quotations
from kg.extract.claims.cues import cue_span
from kg.extract.claims.draft import Draft, Page, Who, find_source
from kg.extract.claims.sources import find_speakers, source_span
from kg.extract.grammar import objects_of
from kg.extract.nouns import noun_types
from kg.extract.reporting import reporting_verbs
from kg.model import Passage, SpeechAct
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.reporting_words import REPORTING_WORDS


def find_according_to(page: Page) -> Iterator[Draft]:
    """ "According to NASA, the station will fly until 2030": the clause around the phrase is the content."""
    for token in page.doc[:-2]:
        if token.lower_ != "according" or token.nbor().lower_ != "to" or page.quotation_at(token):
            continue
        to = token.nbor()
        noun = next(iter(objects_of(to)), None)
        if noun is None or noun.i < to.i:
            continue
        source = source_span(noun, token)
        speakers = find_speakers(noun, source, page.mentions)
        phrase = page.doc[token.i : max(source.end, _phrase_end(noun))]
        start, end = token.sent.start, token.sent.end
        while start < end and (
            page.doc[start].dep_ == "cc" or page.doc[start].is_punct or page.doc[start].is_space
        ):
            if page.doc[start].is_quote:
                break
            start += 1
        passages = widen_to_quotations(sentence_passage(page.doc, start, end, [phrase]), page.quotations)
        if passages and speakers:
            act: SpeechAct = "statement" if _is_speaker(noun) else "evidence"
            cue = page.doc[token.i : to.i + 1]
            yield Draft("claims.according-to", act, token, cue, source, speakers, tuple(passages))


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


def find_colon_claims(page: Page) -> Iterator[Draft]:
    """ "Elon Musk wrote: Bon voyage" and the headline "NASA: station to fly until 2030"."""
    for sentence in page.doc.sents:
        colon = next((t for t in sentence if t.text == ":" and not page.quotation_at(t)), None)
        after = _behind_colon(page, colon, sentence) if colon is not None else None
        if colon is None or after is None:
            continue
        before = page.doc[sentence.start : colon.i]
        if any(q.passage.meets(Passage(after.start_char, after.end_char)) for q in page.quotations):
            continue
        verb = before[-1] if len(before) else colon
        frames = reporting_verbs().get(verb.lemma_.lower(), {})
        content = trim(after)
        if content is None:
            continue
        if "quote" in frames and verb.pos_ == "VERB":
            who = find_source(page, verb)
            if who is not None:
                yield Draft("claims.colon", frames["quote"], verb, cue_span(verb), *who, (content,))
        elif any(t.pos_ in ("VERB", "AUX") for t in after):
            speaker = _headline_speaker(page, before)
            if speaker is not None:
                cue = page.doc[colon.i : colon.i + 1]
                yield Draft("claims.headline", "statement", verb, cue, *speaker, (content,))


def _behind_colon(page: Page, colon: Token, sentence: Span) -> Span | None:
    """What follows the colon on its line, also where the parser ends the sentence with the colon."""
    start = colon.i + 1
    if start < sentence.end:
        return page.doc[start : sentence.end]
    if start == len(page.doc) or "\n" in page.text[colon.idx : page.doc[start].idx]:
        return None
    return page.doc[start : page.doc[start].sent.end]


def _headline_speaker(page: Page, before: Span) -> Who | None:
    """A line that is a name, or a name and a word for words ("NASA reaction"), up to the colon."""
    names = page.mentions.names_in(before)
    words = [t for t in before if not t.is_punct and not t.is_space]
    if len(names) != 1 or not words:
        return None
    span = page.mentions.span_of(names[0])
    # "Washington: NASA is looking ..." is a dateline.
    if names[0].type == "State" and not span[0].ent_id_:
        return None
    rest = [t for t in words if not span.start <= t.i < span.end]
    speaking = REPORTING_WORDS.word_nouns | REPORTING_WORDS.reaction_words
    if all(t.lemma_.lower() in speaking or t.text in ("'s", "’s") for t in rest) and words[0].i == span.start:
        return span, (names[0],)
    return None
