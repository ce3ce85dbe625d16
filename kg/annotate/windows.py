"""Windows: the words of a Doc as the encoder reads them, paragraph by paragraph.

The encoder is uncased and knows no line breaks, so every word carries features beside its word pieces: its
shape, where it stands to quotation marks, its dependency label, and whether it opens a paragraph or sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

# Word pieces in a window, without the two special ones at its ends; the encoder was trained on as many.
WINDOW = 254
# Neighbouring paragraphs share a window up to so many pieces: faster than full ones, and read no worse.
SHARED_WINDOW = 128

# The parser's labels that tell most about where a content or a source ends; all others share one.
DEPENDENCIES = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "cc",
    "ccomp", "compound", "conj", "csubj", "dative", "dep", "det", "dobj", "mark", "neg", "nmod", "nsubj",
    "nsubjpass", "nummod", "parataxis", "pcomp", "pobj", "poss", "prep", "prt", "punct", "relcl", "xcomp",
)  # fmt: skip
_DEPENDENCY = {label: number for number, label in enumerate(DEPENDENCIES, 1)}

# How many values each feature has, in the order of `Word.features`.
FEATURES = {"shape": 5, "quote": 4, "dependency": len(DEPENDENCIES) + 1, "opening": 3}

_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'

Pieces = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the Doc by its index, its word pieces (at least one), and its features (FEATURES)."""

    token: int
    pieces: tuple[int, ...]
    features: tuple[int, int, int, int]


Paragraph = tuple[Word, ...]


def find_paragraphs(doc: Doc, to_pieces: Pieces) -> list[Paragraph]:
    """The words of a Doc, paragraph by paragraph; long ones are cut, at sentences if they can be.

    White space makes no word. Attributions hardly ever cross one: 163 of 19,834 in PolNeAR's training part.
    """
    paragraphs: list[Paragraph] = []
    words: list[Word] = []
    room = WINDOW
    quoting = False
    opening = 2
    for token in doc:
        if token.is_space:
            if "\n" in token.text:
                opening, quoting = 2, False
            continue
        pieces = tuple(to_pieces(token.text)[:WINDOW])
        if opening == 2 or len(pieces) > room:
            rest = [] if opening == 2 else _take_last_sentence(doc, words)
            if words:
                paragraphs.append(tuple(words))
            words = rest
            room = WINDOW - sum(len(word.pieces) for word in words)
        quote, quoting = _quote_state(token, quoting)
        features = (
            _shape(token),
            quote,
            _DEPENDENCY.get(token.dep_, 0),
            opening or int(bool(token.is_sent_start)),
        )
        words.append(Word(token.i, pieces, features))
        room -= len(pieces)
        opening = 0
    return [*paragraphs, tuple(words)] if words else paragraphs


def _take_last_sentence(doc: Doc, words: list[Word]) -> list[Word]:
    """Cut the sentence that does not fit off `words` and return it; nothing when it is all that there is."""
    start = next((i for i in range(len(words) - 1, 0, -1) if doc[words[i].token].is_sent_start), 0)
    if start * 2 < len(words):
        return []
    last = words[start:]
    del words[start:]
    return last


def _shape(token: Token) -> int:
    if token.is_lower:
        return 0
    if token.is_title:
        return 1
    if token.is_upper:
        return 2
    return 3 if token.is_digit else 4


def _quote_state(token: Token, quoting: bool) -> tuple[int, bool]:
    """(0 outside, 1 inside, 2 an opening mark, 3 a closing one), and whether the next word is inside."""
    text = token.text[0] if len(token.text) == 1 else token.text
    if text in _OPENING or (text in (_STRAIGHT, "``") and not quoting):
        return 2, True
    if text in _CLOSING or (text in (_STRAIGHT, "''") and quoting):
        return 3, False
    return int(quoting), quoting


def pack(paragraphs: Iterable[Paragraph], window: int = SHARED_WINDOW) -> list[list[Paragraph]]:
    """Neighbouring paragraphs side by side in windows of `window` pieces; a longer one stands alone."""
    windows: list[list[Paragraph]] = []
    room = 0
    for paragraph in paragraphs:
        size = sum(len(word.pieces) for word in paragraph)
        if not windows or size > room:
            windows.append([])
            room = window
        windows[-1].append(paragraph)
        room -= size
    return windows
