"""Cache part of speech, morphology and lemma by word, tag and dependency.

spaCy's attribute ruler and lemmatizer give the same answer for the same word with the same tag and the same
dependency; only a few pairs of words ("gon na", "there is") are rules of their own. So each kind of word is
shown to them once, and pairs whenever they occur. The answers are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

FACTORY = "fast_lemmatizer"
# What a rule may look at so that its answer can be remembered by Kind.
_SEEN = {"LOWER", "ORTH", "TAG", "DEP", "IS_SPACE"}
# What the two write: the first two only for white space, which the parser labels as it likes.
_WRITTEN: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
# Stands for every dependency label that no rule names.
_UNNAMED = "unnamed"

Kind = tuple[int, int, int]  # ORTH, TAG, DEP or _UNNAMED
Forms = tuple[int, ...]  # the values of _WRITTEN


class FastLemmatizer:
    """Pipeline component that caches the answers of `ruler` and `lemmatizer`, which it replaces."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._known: dict[Kind, Forms] = {}
        patterns = find_patterns(ruler)
        self._pairs = Matcher(ruler.vocab)
        self._pairs.add("pair", [pattern for pattern in patterns if len(pattern) > 1])
        named = {label for pattern in patterns for word in pattern for label in find_labels(word.get("DEP"))}
        self._named = {ruler.vocab.strings.add(label) for label in named}
        self._unnamed = ruler.vocab.strings.add(_UNNAMED)

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, dependency, part of speech, morphology and lemma as the two components would."""
        if not len(doc):
            return doc
        own = doc.to_array(["ORTH", "TAG", "DEP"])
        kinds = [self._to_kind(*values) for values in own.tolist()]
        self._learn(doc, [kind for kind in dict.fromkeys(kinds) if kind not in self._known])
        forms = [self._known[kind] for kind in kinds]
        for _, start, end in self._pairs(doc, allow_missing=True):
            forms[start:end] = self._ask(doc, kinds[start:end])
        written = np.array(forms, np.uint64)
        unchanged = written[:, :2] == np.array(kinds, np.uint64)[:, 1:]
        written[:, :2] = np.where(unchanged, own[:, 1:], written[:, :2])
        doc.from_array(_WRITTEN, written)  # type: ignore[arg-type]
        return doc

    def _to_kind(self, orth: int, tag: int, dep: int) -> Kind:
        return orth, tag, dep if dep in self._named else self._unnamed

    def _learn(self, doc: Doc, kinds: Sequence[Kind]) -> None:
        """Cache the answers for each of `kinds`: shown together, and alone where two are a pair."""
        if not kinds:
            return
        self._known.update(zip(kinds, self._ask(doc, kinds), strict=True))
        for _, start, end in self._pairs(self._show(doc, kinds), allow_missing=True):
            self._known.update((kind, self._ask(doc, [kind])[0]) for kind in kinds[start:end])

    def _show(self, doc: Doc, kinds: Sequence[Kind]) -> Doc:
        strings = doc.vocab.strings
        words = Doc(doc.vocab, words=[strings[orth] for orth, _, _ in kinds])
        labels = np.array([kind[1:] for kind in kinds], np.uint64)
        return words.from_array(["TAG", "DEP"], labels)  # type: ignore[arg-type]

    def _ask(self, doc: Doc, kinds: Sequence[Kind]) -> list[Forms]:
        """Ask the two components for the forms of words that stand side by side."""
        words = self._lemmatizer(self._ruler(self._show(doc, kinds)))
        return [tuple(forms) for forms in words.to_array(_WRITTEN).tolist()]


def find_patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    """List all patterns of the ruler: each a list of dicts, one a word."""
    return [pattern for rule in ruler.patterns for pattern in rule["patterns"]]  # type: ignore[misc,union-attr]


def find_labels(rule: object) -> Iterator[str]:
    """Yield the dependency labels in the rule for a word: "expl", {"IN": ["aux", "auxpass"]}."""
    if isinstance(rule, str):
        yield rule
    elif isinstance(rule, dict):
        for labels in rule.values():
            yield from labels


def is_compatible(components: Iterable[object]) -> bool:
    """Whether the answers of an attribute ruler and a lemmatizer can be cached."""
    ruler, lemmatizer = components
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return False
    seen = {key for pattern in find_patterns(ruler) for word in pattern for key in word}
    return lemmatizer.mode in ("rule", "lookup") and not lemmatizer.overwrite and seen <= _SEEN


@Language.factory(
    FACTORY,
    assigns=["token.pos", "token.morph", "token.lemma", "token.tag", "token.dep"],
    requires=["token.tag", "token.dep"],
)
def make_fast_lemmatizer(nlp: Language, name: str) -> FastLemmatizer:
    """Make the component that replaces "attribute_ruler" and "lemmatizer" of the pipeline."""
    return FastLemmatizer(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))  # type: ignore[arg-type]
