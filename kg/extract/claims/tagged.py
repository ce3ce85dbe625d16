"""Attributions that the trained tagger has marked, as candidates; rules find their acts and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from spacy.tokens import Span, Token

from kg.extract.claims.acts import UNKNOWN, find_act, is_deed
from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.contents import join_passages, trim
from kg.extract.claims.quoted import find_cue_behind
from kg.extract.claims.sources import find_speakers, may_speak, source_span
from kg.extract.claims.verbs import denies, is_withheld
from kg.extract.grammar import is_asserted, is_negated, objects_of
from kg.extract.mentions import to_passage
from kg.extract.quotations import Quotation
from kg.model import Passage, Places, SpeechAct, find_meeting
from kg.rules.dates import DATES
from kg.rules.reporting_words import REPORTING_WORDS
from kg.settings import ATTRIBUTION

# A content that leaves out no more than so many characters of a quotation, marks included, is all of it.
_LEFT_OUT = 4
# What stands in a noun phrase before its noun, and behind it.
_INNER = {"amod", "compound", "det", "nummod", "poss"}
_BEHIND = {"acl", "prep", "relcl"}
# Words of a name with its title.
_LONGEST_NAME = 5
# Acts that are none where the cue is negated ("did not say"): then nothing was said.
_SAYING = ("statement", "evidence", "question")


def find_tagged_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Yield a candidate for every attribution in `doc.spans["attribution"]`, none for an untagged Doc."""
    group = context.doc.spans.get(ATTRIBUTION)
    if group is None:
        return
    parts: defaultdict[int, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for span in group:
        parts[span.id][span.label_].append(span)
    taken = Places((to_passage(span), (span.id, span.label_)) for span in group)
    for number, roles in parts.items():
        cue = roles["cue"][0]
        if is_deed(cue):
            continue
        content = find_content(context, roles["content"], partial(_is_anothers, taken, number))
        content = tuple(_drop_foreign(context, cue, content))
        candidate = to_candidate(context, roles, content, group.attrs["scores"][number])
        # What nobody says, with a mark, a preposition or an unknown word for a cue, is of no use to a reader;
        # nor are the words behind a heading, "Reactions:".
        is_word = any(token.is_alpha for token in candidate.cue)
        known = candidate.act != UNKNOWN and is_word and cue.root.pos_ != "ADP"
        if content and (known or (candidate.source and (is_word or any(map(may_speak, candidate.speakers))))):
            yield candidate


def to_candidate(
    context: ClaimContext, roles: Mapping[str, list[Span]], content: tuple[Passage, ...], score: float
) -> ClaimCandidate:
    """The candidate of one attribution."""
    cue = roles["cue"][0]
    verb = cue.root
    source = complete_source(roles["source"][0], cue) if roles["source"] else _find_agent(verb)
    frame, act = find_act(cue, roles["content"])
    # Who refuses to pay has kept no silence.
    if act == "refusal" and not any(
        c.root.lemma_.lower() in REPORTING_WORDS.silent for c in roles["content"]
    ):
        act = UNKNOWN
    unsaid = (act in _SAYING and is_negated(verb)) or any(is_withheld(token) for token in cue)
    return ClaimCandidate(
        "claims.tagged",
        "refusal" if unsaid else _weaken(verb, act),
        verb,
        cue,
        source,
        find_speakers(source.root, source, context.mentions) if source else (),
        content,
        denied=not unsaid and denies(context, verb, content),
        frame=frame,
        score=score,
    )


def _find_agent(verb: Token) -> Span | None:
    """Find who tells in "was told by the ministry"."""
    agents = (child for child in verb.children if child.dep_ == "agent")
    noun = next((noun for agent in agents for noun in objects_of(agent)), None)
    return source_span(noun, verb) if noun is not None else None


def complete_source(source: Span, cue: Span) -> Span:
    """The source with the name that stands between its end and the cue.

    "The minister for science and space, Dr Ana Ruiz said", "the head of the agency Ana Ruiz told".
    """
    doc, end = source.doc, source.end
    name = doc[end : cue.start] if end < cue.start else doc[end:end]
    if 0 < len(name) <= _LONGEST_NAME and all(token.pos_ == "PROPN" for token in name):
        return doc[source.start : cue.start]
    return source


def _weaken(verb: Token, act: SpeechAct) -> SpeechAct:
    """What has not been said yet is an intention at most: "will announce"."""
    return act if act not in _SAYING or is_asserted(verb, hedged=True) else "intention"


def _drop_foreign(context: ClaimContext, cue: Span, content: tuple[Passage, ...]) -> Iterator[Passage]:
    """Yield the parts of a content but those that the cue does not bring.

    These are a quotation with its own "X said", the hearer of "X was told", and, behind a quotation, a
    sentence of the writer's.
    """
    for part in content:
        if context.is_quotation(part):
            verb = find_cue_behind(context, part)
            if verb is None or part.end <= cue.start_char <= verb.idx:
                yield part
        elif not _is_hearer(cue.root, part) and not (
            context.is_set_apart(content[0])
            and part.start >= cue.sent.end_char
            and not find_meeting(context.quotations, part)
        ):
            yield part


def _is_hearer(verb: Token, part: Passage) -> bool:
    told = verb.lemma_.lower() in REPORTING_WORDS.addressed
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"] if told else []
    return any(to_passage(verb.doc[s.left_edge.i : s.right_edge.i + 1]).holds(part) for s in subjects)


def _is_anothers(taken: Places[tuple[int, str]], number: int, words: Passage) -> bool:
    """True where `words` meet a span of `taken` that is no content of the attribution `number`."""
    return any(owner != (number, "content") for owner in taken.meeting(words))


def find_content(
    context: ClaimContext, spans: list[Span], is_anothers: Callable[[Passage], bool]
) -> tuple[Passage, ...]:
    """The passages of a content: quotations whole, no commas or stops at the ends, no marks left alone.

    `is_anothers` tells of words whether they have another role, or a role in another attribution.
    """
    whole = (_with_clause(_to_phrase_end(_without_frame(span), is_anothers), is_anothers) for span in spans)
    passages = [passage for span in whole if (passage := trim(span)) is not None]
    return tuple(join_passages(_complete(passage, context.quotations, is_anothers) for passage in passages))


def _without_frame(span: Span) -> Span:
    """The span without the "But" or "However," that opens its sentence, and without the day behind a
    quotation: "a “disgrace” Wednesday".
    """
    first = span[0]
    if len(span) > 2 and span[-1].lower_ in DATES.words["weekday"] and span[-2].text in ("”", '"', "''"):
        span = span[:-1]
    if len(span) < 2 or not first.is_sent_start or first.lower_ not in REPORTING_WORDS.linking:
        return span
    return span[2 if span[1].text == "," and len(span) > 2 else 1 :]


def _to_phrase_end(span: Span, is_anothers: Callable[[Passage], bool]) -> Span:
    """The span to the end of the noun phrase that it breaks off in: "India's || programme", "a series of
    principles || to govern the Moon".
    """
    doc, last = span.doc, span[-1].head if span[-1].dep_ == "case" else span[-1]
    ends = [last.head.right_edge.i] if last.dep_ in _INNER and last.head.i >= span.end else []
    ends += [
        child.right_edge.i
        for token in span
        if token.pos_ in ("NOUN", "PROPN")
        for child in token.rights
        if child.left_edge.i == span.end and child.dep_ in _BEHIND
    ]
    end = max(ends, default=0) + 1
    if end <= span.end or end > span.sent.end or is_anothers(to_passage(doc[span.end : end])):
        return span
    return doc[span.start : end]


def _with_clause(span: Span, is_anothers: Callable[[Passage], bool]) -> Span:
    """The span with the clause or noun that hangs on its last words, behind a comma: "the treaty, which"."""
    doc, end = span.doc, span.end
    if end >= len(doc) or doc[end].text != "," or span.sent.end <= end + 1:
        return span
    for token in reversed(span):
        for child in token.rights:
            if child.i > end and child.left_edge.i == end + 1 and _goes_along(child):
                last = child.right_edge.i + 1
                rest = doc[end:last]
                if last <= span.sent.end and not is_anothers(to_passage(rest)):
                    return doc[span.start : last]
    return span


def _goes_along(clause: Token) -> bool:
    """True for a noun in apposition and a clause about a thing; who somebody is the writer tells."""
    about_person = clause.left_edge.lower_ in ("who", "whom", "whose")
    return clause.dep_ == "appos" or (clause.dep_ == "relcl" and not about_person)


def _complete(
    passage: Passage, quotations: Sequence[Quotation], is_anothers: Callable[[Passage], bool]
) -> Passage:
    """The passage with what it leaves out of the quotations that it begins or ends in.

    What belongs to others is left out only where that is more than the marks.
    """
    start, end = passage.start, passage.end
    for quotation in find_meeting(quotations, passage):
        if not passage.meets(quotation.inside):
            continue
        for rest in (Passage(quotation.passage.start, start), Passage(end, quotation.passage.end)):
            size = rest.end - rest.start
            if 0 < size <= _LEFT_OUT or (size > 0 and not is_anothers(rest)):
                start, end = min(start, rest.start), max(end, rest.end)
    return Passage(start, end)
