"""What stands in a block of its own: behind a line that ends with a colon, or above a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, SourceMatch, find_source
from kg.extract.claims.contents import trim_whole
from kg.extract.claims.cues import cue_span
from kg.extract.grammar import FINITE, is_negated
from kg.extract.posts import find_posts
from kg.model import Mention, Passage, find_meeting
from kg.rules.reporting_words import REPORTING_WORDS

_LINE = re.compile(r"\S[^\n]*")
_MARKS = "\"“«„'‘"
# “The crew is safe.” — Ana Ruiz
_DASH = re.compile(r"\s*(—|–|―|--?)\s*(?=[A-Z])")
# Words of a line that leads in a block: "The governor added:".
_LONGEST_LEAD = 30
# Words and marks of a line that names a speaker: "— Ana Ruiz, director (@ruiz) May 4, 2022".
_LONGEST_NAME_LINE = 20
SIGNED = "claims.signed"


def find_block_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """The claims whose contents are whole paragraphs, in text order."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(context.text)]
    yield from _find_led_in(context, lines)
    yield from _find_signed(context, lines)


def _find_led_in(context: ClaimContext, lines: list[Passage]) -> Iterator[ClaimCandidate]:
    """ "He said:" and, on the next line, what he said: a quotation, or a paragraph without marks."""
    posts = [post.name for post in find_posts(context.text)]
    for lead, block in pairwise(lines):
        span = context.span(lead)
        if any(block.holds(name) for name in posts):  # who posted it, and when: the words stand below
            continue
        if span is None or not lead.of(context.text).rstrip().endswith(":"):
            continue
        content = _find_block(context, block)
        introduced = _find_introduction(context, span) or _find_name(context, span, content)
        if introduced and content:
            cue, verb, who = introduced
            yield ClaimCandidate("claims.block", "statement", verb, cue, *who, (content,), frame="quote")


def _find_introduction(context: ClaimContext, line: Span) -> tuple[Span, Token, SourceMatch] | None:
    """The cue, its verb and who speaks, in the last sentence of a line: "added", "made this comment"."""
    sentence = context.doc[max(line.start, line[-1].sent.start) : line.end]
    if len(sentence) > _LONGEST_LEAD:
        return None
    for verb in reversed(sentence):
        if context.quotation_at(verb) or verb.pos_ != "VERB" or is_negated(verb):
            continue
        cue = _find_leading_cue(context, verb)
        who = find_source(context, verb) if cue is not None else None
        if cue is not None and who is not None:
            return cue, verb, who
    return None


def _find_leading_cue(context: ClaimContext, verb: Token) -> Span | None:
    """The cue of a verb that leads in a quotation: "added", or one with its words, "made this comment"."""
    things = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") and not _is_hearer(context, c)]
    words = next((c for c in things if _is_words(c)), None)
    if words is not None and verb.lemma_.lower() in REPORTING_WORDS.making_verbs:
        return context.doc[verb.i : words.i + 1]
    # What "announced investments, including:" has said is the investments.
    return None if things or context.quoting.get(verb.i) != "statement" else cue_span(verb)


def _find_name(
    context: ClaimContext, line: Span, content: Passage | None
) -> tuple[Span, Token, SourceMatch] | None:
    """The colon and who speaks, in a line without a verb above a quotation: "And from Ana Ruiz:"."""
    colon = line[-1]
    speaker = _find_first(context, line) if len(line) <= _LONGEST_NAME_LINE else None
    is_quoted = content is not None and context.is_quotation(content)
    if speaker is None or not is_quoted or colon.text != ":" or any(t.pos_ in ("VERB", "AUX") for t in line):
        return None
    return context.doc[colon.i : colon.i + 1], colon, (context.mentions.span_of(speaker), (speaker,))


def _is_hearer(context: ClaimContext, noun: Token) -> bool:
    mention = context.mentions.at(noun)
    return mention is not None and (mention.form != "nominal" or mention.type is not None)


def _is_words(noun: Token) -> bool:
    return noun.lemma_.lower() in REPORTING_WORDS.word_nouns


def _find_block(context: ClaimContext, block: Passage) -> Passage | None:
    """The quotation that the paragraph opens with, or all of a paragraph without one; None for no clause."""
    quotation = context.find_opened(block.start)
    if quotation is not None:
        return quotation
    span = context.span(block)
    opens = context.text[block.start] in _MARKS
    if span is None or opens or not any(token.pos_ in ("VERB", "AUX") for token in span):
        return None
    return None if find_meeting(context.quotations, block) else trim_whole(span)


def _find_signed(context: ClaimContext, lines: list[Passage]) -> Iterator[ClaimCandidate]:
    """“The crew is safe.” — Ana Ruiz, in one line, or with the name in the line below."""
    for above, line in pairwise([Passage(0, 0), *lines]):
        quotation = context.find_opened(line.start)
        dash = _DASH.match(context.text, quotation.end if quotation else line.start, line.end)
        name = context.span(Passage(dash.end(), line.end) if dash else line)
        speaker = _find_first(context, name) if name is not None and _is_name_line(name) else None
        if speaker is None or (quotation and not dash):
            continue
        source = context.mentions.span_of(speaker)
        mark: Span | None = source
        content = above if _is_signed_below(context, above, line, speaker) else None
        if dash:
            content = _find_above_dash(context, quotation or _find_block(context, above), dash[1])
            mark = context.doc.char_span(*dash.span(1), alignment_mode="expand")
        if content is not None and mark is not None:
            yield ClaimCandidate(
                SIGNED, "statement", mark[0], mark, source, (speaker,), (content,), frame="quote"
            )


def _find_above_dash(context: ClaimContext, content: Passage | None, dash: str) -> Passage | None:
    """The words that a dash and a name sign: a hyphen, which may open a list, signs only a quotation."""
    is_signed = content is not None and (context.is_quotation(content) or dash in "—–―")
    return content if is_signed else None


def _is_signed_below(context: ClaimContext, above: Passage, line: Passage, speaker: Mention) -> bool:
    """Tell whether a line without a dash begins with the speaker of a quotation that is the line above."""
    return context.is_quotation(above) and speaker.type == "Person" and speaker.passage.start == line.start


def _is_name_line(line: Span) -> bool:
    """Tell whether a line may be nothing but a name, an office and a day."""
    few = len(line) <= _LONGEST_NAME_LINE and line[-1].text not in (".", "?", "!", ":")
    return few and not any(token.is_lower and token.tag_ in FINITE for token in line)


def _find_first(context: ClaimContext, line: Span) -> Mention | None:
    names = context.mentions.names_in(line)
    people = [mention for mention in names if mention.type == "Person"]
    return next(iter(people or names), None)
