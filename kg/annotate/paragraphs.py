"""Where paragraphs end: not with lines that a program wrapped, as in mail and in the text of PDF files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.boilerplate import blank
from kg.annotate.datelines import find_datelines
from kg.model import Passage
from kg.rules.lines import LINES
from kg.settings import DATELINES

# Programs wrap at 60 to 100 characters: a longer line is a paragraph, and a line this long that ends in
# mid-sentence was wrapped.
LONGEST_LINE, WRAPPED_LINE = 100, 55
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_CLOSING, _OPENING = tuple('.!?:;"”’»)]'), tuple("“«„\"'‘[(—–-•*")
# “The tank is empty,” said / Ana Ruiz: a verb that waits for its subject ends no paragraph.
_WAITING = re.compile(r"[,!?][\"”’»]\s+\w+$")


def unwrap(text: str) -> str:
    """Put spaces for the line ends inside of paragraphs; every other character keeps its offset."""
    characters = list(text)
    for gap in _find_gaps(text):
        characters[gap.start : gap.end] = " " * (gap.end - gap.start)
    return "".join(characters)


def _find_gaps(text: str) -> Iterator[Passage]:
    """Find the white space between two lines of one paragraph."""
    last: Passage | None = None
    for block in _find_blocks(text):
        lines = [Passage(*match.span()) for match in _LINE.finditer(text, block.start, block.end)]
        if last and lines and _is_unfinished(last.of(text), lines[0].of(text)):
            yield Passage(last.end, lines[0].start)
        yield from _find_wrapped(text, lines)
        last = lines[-1] if lines else last


def _find_blocks(text: str) -> Iterator[Passage]:
    """Find what stands between empty lines."""
    start = 0
    for match in _EMPTY_LINES.finditer(text):
        yield Passage(start, match.start())
        start = match.end()
    yield Passage(start, len(text))


def _is_unfinished(line: str, after: str) -> bool:
    """True for a line before an empty one whose sentence goes on behind it: there a page ended."""
    unfinished = line.split()[-1] in LINES.unfinished or _is_quoting(line)
    return bool(_WAITING.search(line) or (unfinished and _begins_small(after)))


def _is_quoting(line: str) -> bool:
    """True for a line that opens a quotation and does not close it."""
    return max(map(line.rfind, "“«„")) > max(map(line.rfind, "”»"))


def _begins_small(line: str) -> bool:
    """True for a line that begins with a lower-case letter and not with an address of the web."""
    return line[0].islower() and "://" not in line.split()[0]


def _find_wrapped(text: str, lines: list[Passage]) -> Iterator[Passage]:
    """Find the gaps between the lines of a block that go on in the next one.

    Certain is only what goes on with a lower-case letter, or behind a word with which no sentence ends. A
    block with such a line was wrapped: there, lines end as far to the right as they can, or in mid-sentence.
    """
    width = max((line.end - line.start for line in lines), default=0)
    couples = [(before.of(text), after.of(text)) for before, after in pairwise(lines)]
    certain = [_goes_on(line, after, width) for line, after in couples]
    is_wrapped = width <= LONGEST_LINE and any(certain)
    for number, (line, after) in enumerate(couples):
        is_likely = is_wrapped and (_is_full(line, after, width) or (number > 0 and _is_inside(line, after)))
        if certain[number] or is_likely:
            yield Passage(lines[number].end, lines[number + 1].start)


def _goes_on(line: str, after: str, width: int) -> bool:
    """True for a line whose sentence surely goes on in the one after it; `width` is that of their block."""
    if _begins_small(after) or _WAITING.search(line):
        return True
    is_cut = _ends_small(line) and _is_inside(line, after)
    return width <= LONGEST_LINE and (is_cut or line.split()[-1] in LINES.unfinished)


def _is_full(line: str, after: str, width: int) -> bool:
    """True for a line in which the first word of the next one finds no room."""
    return len(line) + 1 + len(after.split()[0]) > width


def _is_inside(line: str, after: str) -> bool:
    """True for a line that neither ends with a closing mark nor stands before an opening one."""
    return not line.endswith(_CLOSING) and not after.startswith(_OPENING)


def _ends_small(line: str) -> bool:
    """True for a line so long that only a headline would end there, and that rarely with a small word."""
    return len(line) >= WRAPPED_LINE and line.split()[-1].islower()


def read_paragraphs(nlp: Language) -> None:
    """Let the tokenizer of `nlp` read texts without the line ends inside of paragraphs, and without what
    stands beside the text; the passages of datelines stand in `doc.user_data["datelines"]`.
    """
    tokenize: Callable[[str], Doc] = nlp.tokenizer

    def read(text: str) -> Doc:
        plain = unwrap(text)
        doc = tokenize(blank(plain))
        doc.user_data[DATELINES] = tuple(find_datelines(plain))
        return doc

    nlp.tokenizer = read


@Language.component("paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Set `is_sent_start` on the first word of every paragraph, before the parser runs."""
    for token in doc[1:]:
        if "\n" in token.nbor(-1).text:
            token.is_sent_start = True
    return doc
