"""The ways in which English attributes words, one function each: a Page in, Drafts out."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.claims.contents import (
    find_contents,
    sentence_passage,
    to_passages,
    trim,
    widen_to_quotations,
)
from kg.extract.claims.cues import cue_span, find_cues, is_negated, reporting_verbs
from kg.extract.claims.draft import Draft, Page, find_source
from kg.extract.claims.sources import find_speakers, source_span
from kg.extract.mentions import noun_types, word_set
from kg.extract.quotations import Quotation
from kg.model import Passage, SpeechAct

# Between the closing mark and the cue verb, or the verb and the opening mark, at most so many words.
_REACH = 12
# A quotation of fewer words that nobody introduces is a word in inverted commas.
_SHORTEST_QUOTATION = 3


def find_refusals(page: Page) -> Iterator[Draft]:
    """"refused to comment on Borisov's words", "did not respond to a request for comment"."""
    silent = word_set("reporting_verbs", "phrases", "silent")
    for token in page.doc:
        if token.pos_ != "VERB" or page.quotation_at(token):
            continue
        lemma = token.lemma_.lower()
        if "infinitive" in _refusal_frames(lemma):
            act = next((c for c in token.children if c.dep_ == "xcomp" and c.lemma_.lower() in silent), None)
        elif lemma in silent and is_negated(token) and lemma in ("comment", "respond", "reply", "elaborate"):
            act = token
        else:
            continue
        found = find_source(page, token)
        if act is None or found is None:
            continue
        source, speakers = found
        cue = cue_span(token)
        content = trim(page.doc[act.left_edge.i if act is not token else token.i + 1 : act.right_edge.i + 1])
        yield Draft("claims.refusal", "refusal", token, cue, source, speakers, (content,) if content else ())


def _refusal_frames(lemma: str) -> str:
    return " ".join(frame for frame, act in reporting_verbs().get(lemma, {}).items() if act == "refusal")


def find_verb_claims(page: Page) -> Iterator[Draft]:
    """A reporting verb with its clause, infinitive, preposition or object, quoted or not."""
    for verb, frames in find_cues(page.doc):
        if page.quotation_at(verb):
            continue
        found = find_contents(verb, {f: act for f, act in frames.items() if act != "refusal"})
        if found is None:
            continue
        frame, act, heads = found
        negated = is_negated(verb)
        if negated and act not in ("belief", "attitude", "intention", "decree"):
            continue
        who = find_source(page, verb)
        if who is None:
            continue
        source, speakers = who
        cue = cue_span(verb)
        passages = widen_to_quotations(to_passages(heads, [cue, source], verb.sent), page.quotations)
        if passages:
            denied = negated or verb.lemma_.lower() == "deny"
            yield Draft(f"claims.{frame_rule(frame)}", act, verb, cue, source, speakers, tuple(passages), denied, frame)


def frame_rule(frame: str) -> str:
    """The name of the rule for a frame: all prepositions share one."""
    return frame if frame in ("clause", "infinitive", "object") else "preposition"


def find_as_claims(page: Page) -> Iterator[Draft]:
    """"The launch, as NASA said on Monday, slipped": the sentence around an as-clause."""
    for verb, frames in find_cues(page.doc):
        marked = any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ == "as" for c in verb.children)
        if verb.dep_ != "advcl" or not marked or "clause" not in frames or page.quotation_at(verb):
            continue
        if any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in verb.children) or is_negated(verb):
            continue
        who = find_source(page, verb)
        if who is None:
            continue
        clause = page.doc[verb.left_edge.i : verb.right_edge.i + 1]
        passages = sentence_passage(page.doc, verb.sent.start, verb.sent.end, [clause])
        if passages:
            yield Draft("claims.as", frames["clause"], verb, cue_span(verb), *who, tuple(passages))


def find_according_to(page: Page) -> Iterator[Draft]:
    """"According to NASA, the station will fly until 2030": the clause around the phrase is the content."""
    for token in page.doc[:-2]:
        if token.lower_ != "according" or token.nbor().lower_ != "to" or page.quotation_at(token):
            continue
        to = token.nbor()
        noun = next((c for c in to.children if c.dep_ == "pobj"), None)
        if noun is None or noun.i < to.i:
            continue
        source = source_span(noun, token)
        speakers = find_speakers(noun, source, page.mentions)
        phrase = page.doc[token.i : max(source.end, _phrase_end(noun))]
        start, end = token.sent.start, token.sent.end
        while start < end and (page.doc[start].dep_ == "cc" or page.doc[start].is_punct or page.doc[start].is_space):
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
    documents = word_set("actor_nouns", "document", "nouns")
    words = word_set("reporting_verbs", "phrases", "word_nouns")
    lemma = noun.lemma_.lower()
    return lemma in words or (lemma not in documents and (noun.pos_ in ("PROPN", "PRON") or lemma in noun_types()))


def find_quotation_claims(page: Page, taken: list[Draft]) -> Iterator[Draft]:
    """Quotations that no clause has claimed yet, with the reporting verb beside them."""
    claimed = [passage for draft in taken for passage in draft.content]
    cues = {verb.i: frames for verb, frames in find_cues(page.doc) if not page.quotation_at(verb)}
    for quotation in page.quotations:
        if any(passage.meets(quotation.inside) for passage in claimed):
            continue
        found = _cue_beside(page, quotation, cues)
        if found is None:
            continue
        verb = found
        act = cues[verb.i].get("quote") or cues[verb.i].get("clause")
        who = find_source(page, verb) or _source_beside(page, verb)
        if act is None or who is None or is_negated(verb):
            continue
        claimed.append(quotation.passage)
        yield Draft("claims.quotation", act, verb, cue_span(verb), *who, (quotation.passage,))


def _cue_beside(page: Page, quotation: Quotation, cues: dict[int, dict[str, SpeechAct]]) -> Token | None:
    """The nearest verb that takes quotations: behind the closing mark, or before the opening one."""
    span = page.doc.char_span(quotation.passage.start, quotation.passage.end, alignment_mode="expand")
    if span is None:
        return None
    behind = page.doc[span.end : min(span.end + _REACH, page.doc[span.end - 1].sent.end)]
    # A parser may end the sentence with the quotation: "...," / said Nelson.
    if not len(behind) and span.end < len(page.doc) and page.doc[span.end].text[:1].islower():
        behind = page.doc[span.end : min(span.end + _REACH, page.doc[span.end].sent.end)]
    before = page.doc[max(span.start - _REACH, page.doc[span.start].sent.start) : span.start]
    if span.end - span.start < _SHORTEST_QUOTATION + 2 and not (len(before) and before[-1].text in (",", ":")):
        return None
    for token in behind:
        if token.i in cues and "quote" in cues[token.i]:
            return token
        if page.quotation_at(token):
            break
    for token in reversed(list(before)):
        if token.i in cues and "quote" in cues[token.i]:
            return token
        if page.quotation_at(token):
            break
    return None


def _source_beside(page: Page, verb: Token) -> tuple[Span, tuple] | None:  # type: ignore[type-arg]
    """Where the parser lost the subject: the name right behind the verb or right before it."""
    for i in (verb.i + 1, verb.i - 1):
        if 0 <= i < len(page.doc) and page.doc[i].ent_type_ in ("PERSON", "ORG", "GPE"):
            mention = page.mentions.at(page.doc[i])
            if mention is not None:
                return page.mentions.span_of(mention), (mention,)
    return None


def find_colon_claims(page: Page) -> Iterator[Draft]:
    """"Elon Musk wrote: Bon voyage" and the headline "NASA: station to fly until 2030"."""
    for sentence in page.doc.sents:
        colon = next((t for t in sentence if t.text == ":" and not page.quotation_at(t)), None)
        if colon is None or colon.i + 1 >= sentence.end:
            continue
        before, after = page.doc[sentence.start : colon.i], page.doc[colon.i + 1 : sentence.end]
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
        elif speaker := _headline_speaker(page, before):
            if any(t.pos_ in ("VERB", "AUX") for t in after):
                yield Draft("claims.headline", "statement", verb, page.doc[colon.i : colon.i + 1], *speaker, (content,))


def _headline_speaker(page: Page, before: Span) -> tuple[Span, tuple] | None:  # type: ignore[type-arg]
    """A line that is a name, or a name and a word for words ("NASA reaction"), up to the colon."""
    names = page.mentions.names_in(before)
    words = [t for t in before if not t.is_punct and not t.is_space]
    if len(names) != 1 or not words:
        return None
    span = page.mentions.span_of(names[0])
    rest = [t for t in words if not span.start <= t.i < span.end]
    speaking = word_set("reporting_verbs", "phrases", "word_nouns") | word_set("reporting_verbs", "phrases", "reaction_words")
    if all(t.lemma_.lower() in speaking or t.text in ("'s", "’s") for t in rest) and words[0].i == span.start:
        return span, (names[0],)
    return None
