"""Articles in, spaCy Docs out: the model, paragraphs, names of the gazetteer, attributions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex
from thinc.api import Model, NumpyOps

from kg.annotate import fast_lemmatizer, fast_ner
from kg.annotate import long_sentences as long_sentences  # registers the component
from kg.annotate.known_names import add_known_names, add_nationalities
from kg.annotate.long_words import cut_long_words
from kg.annotate.paragraphs import read_paragraphs
from kg.errors import ModelError
from kg.model import Article, Entity
from kg.printable import shorten
from kg.settings import ATTRIBUTION, DEFAULT_MODEL
from kg.weights import find_lack

# What the rules read from a Doc: a model without one of these cannot serve.
NEEDED = ("tagger", "parser", "lemmatizer", "ner")


def load_bare_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline `name` as shipped; raises ModelError when it is not installed."""
    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"spaCy model '{shorten(name)}' is not installed: install it "
            f"(`python -m spacy download {shorten(name)}`) "
            f"or leave out --model to use the embedded {DEFAULT_MODEL}"
        ) from error


def load_model(
    name: str = DEFAULT_MODEL, actors: Iterable[Entity] = (), demonyms: Iterable[str] = ()
) -> Language:
    """The spaCy pipeline `name`, with paragraph boundaries set, and the names of `actors` and the `demonyms`
    known to its NER.

    Its Docs have spaces for the line ends inside paragraphs (`kg.annotate.paragraphs.unwrap`) and for what is
    not read (`kg.annotate.boilerplate`).
    The trained reader is added where it can run; where not, `kg.weights.find_lack` says why.
    Raises ModelError when the model is not installed or lacks a component of NEEDED.
    """
    nlp = load_bare_model(name)
    missing = [component for component in NEEDED if component not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"spaCy model '{shorten(name)}' has no {', '.join(missing)}: choose a model that parses and tags"
        )
    use_numpy_products(nlp)
    split_words(nlp)
    cut_long_words(nlp)
    read_paragraphs(nlp)
    nlp.add_pipe("paragraphs", first=True)
    nlp.add_pipe("long_sentences", after="paragraphs")
    add_nationalities(nlp, demonyms)
    add_known_names(nlp, actors)
    use_faster_components(nlp)
    if find_lack() is None:
        add_reader(nlp)
        # The reader drops entities that it does not mark, "Norlandic National Security", but not the people.
        add_nationalities(nlp, demonyms, after=ATTRIBUTION)
    return nlp


def add_reader(nlp: Language) -> None:
    """Add the trained reader; onnxruntime is imported only here, as a pipeline without it needs none."""
    from kg.annotate import reader as reader  # registers the component

    nlp.add_pipe(ATTRIBUTION)


def use_numpy_products(nlp: Language) -> None:
    """Let numpy multiply the matrices instead of thinc's own BLIS, which knows few processors well.

    On 60 press releases read one by one the two gave the same tag, arc and entity for all 43,225 tokens, and
    numpy read 1.2 to 1.3 times as many words a second.
    """
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = NumpyOps(use_blis=False)


def use_faster_components(nlp: Language) -> None:
    """Let our components stand in for those of spaCy whose answers they give in a third of the time.

    On 200,000 words of press releases all 25,822 entities, and the forms of all 271,532 tokens, were equal.
    """
    if fast_ner.is_compatible(nlp.get_pipe("ner")):
        nlp.add_pipe(fast_ner.FACTORY, after="ner")
        nlp.disable_pipe("ner")
    forms = ("attribute_ruler", "lemmatizer")
    if all(map(nlp.has_pipe, forms)) and fast_lemmatizer.is_compatible(map(nlp.get_pipe, forms)):
        nlp.add_pipe(fast_lemmatizer.FACTORY, after=forms[-1])
        for name in forms:
            nlp.disable_pipe(name)


def split_words(nlp: Language) -> None:
    """Let the tokenizer take the stop off "SpaceX.", which it takes for an abbreviation, and part the two
    states of "U.S.-UK".
    """
    suffixes = [*(nlp.Defaults.suffixes or []), r"(?<=[a-z][A-Z])\."]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search  # type: ignore[union-attr]
    infixes = [*(nlp.Defaults.infixes or []), r"(?<=[A-Z]\.)[-–](?=[A-Z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


def annotate(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """One Doc an article, in order.

    One text at a time: in a batch the sums of the network depend on the neighbours' lengths, so the same
    article could be read in two ways.
    """
    for article in articles:
        yield article, nlp(article.text)
