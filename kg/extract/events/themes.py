"""What an event happens to, by name: "Artemis II" of "the crewed Artemis II mission"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract.grammar import objects_of, own_subject
from kg.extract.mentions import Mentions
from kg.rules.events import EVENTS, EventKind
from kg.settings import ACTOR_NAME_SCORE

_NAMING = ("PROPN", "NUM")
# Verbs whose subject stands with another one: "is expected to launch", "plans on launching".
_BORROWING = ("acomp", "ccomp", "conj", "pcomp", "xcomp")
_BEFORE = ("compound", "nmod", "nummod")


@dataclass(frozen=True)
class ThemeFinder:
    """Finds the names of what events happen to among the mentions of a Doc."""

    mentions: Mentions

    def of_verb(
        self, verb: Token, kind: EventKind, preposition: Token | None, content: Span
    ) -> tuple[Span | None, Token | None]:
        """Find the name of what a verb happens to, and who brings it about.

        The theme is the object of an active verb or of its `preposition`, the subject of a passive one, and
        of one without an object where its `kind` happens by itself. An object outside of the `content` that
        is said is not the verb's: "“X will open in May,” the chair told us".
        """
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if passive is not None:
            return self.find_name(find_antecedent(passive)), _find_passive_agent(verb)
        # "Plans to launch it": whose plans they are, nothing here tells.
        subject = None if verb.dep_ == "acl" else find_subject_of(verb)
        is_asking = subject is not None and _is_asking(subject)
        thing = _find_object(verb, preposition, content)
        if thing is not None and not is_asking:
            mission = self._find_mission(verb, content) if preposition is None else None
            return mission or self._find_object_name(thing, kind), subject
        if preposition is not None or subject is None or not kind.by_itself or is_asking:
            return None, None
        return self.find_name(find_antecedent(subject)), None

    def _find_mission(self, verb: Token, content: Span) -> Span | None:
        """Find the mission by name that carries an object: "to land a crew with the Artemis IV mission"."""
        things = (thing for child in verb.children if child.dep_ == "prep" for thing in objects_of(child))
        missions = (one for one in things if one.lower_ in EVENTS.words.missions and one.i < content.end)
        return next((name for one in missions if (name := self.find_name(one)) is not None), None)

    def _find_object_name(self, thing: Token, kind: EventKind) -> Span | None:
        """Find the name of an object. No state ends, but something of it; and who leaves a place travels."""
        name = self.find_name(thing, may_act=not kind.never_actor)
        if name is None:
            return None
        is_place = self._is_place(name) if kind.by_each else self._is_state(name)
        return None if is_place else name

    def of_subject(self, verb: Token) -> Span | None:
        """Find the name of the subject of a verb."""
        subject = find_subject_of(verb)
        if subject is None or _is_asking(subject):
            return None
        return self.find_name(find_antecedent(subject))

    def find_activity(self, verb: Token, content: Span) -> Token | None:
        """Find the noun for what is done to a thing, as object or subject: "construction of X will start"."""
        deps = ("nsubj", "nsubjpass", "dobj")
        subject = find_subject_of(verb)
        nouns = [subject, *(child for child in verb.children if child.dep_ in deps)]
        return next(
            (
                noun
                for noun in nouns
                if noun is not None
                and noun.lower_ in EVENTS.words.activities
                and content.start <= noun.i < content.end
            ),
            None,
        )

    def of_noun(self, noun: Token) -> Span | None:
        """Find the name of what a noun tells of: "the launch of Artemis II", "the Artemis II launch"."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((name for thing in objects_of(child) if (name := self.find_name(thing))), None)
        for child in noun.lefts:
            if child.dep_ == "poss" and (name := self.find_name(child)):
                return name
        words = [child for child in noun.lefts if child.dep_ in _BEFORE and child.pos_ in _NAMING]
        return self._select(noun.doc[words[0].left_edge.i : noun.i], False) if words else None

    def find_name(self, head: Token, may_act: bool = False) -> Span | None:
        """Find the name that a noun phrase gives, without a word that only carries it ("mission").

        None where it has no name, names a person, or somebody else who acts unless it `may_act`: to join the
        European Union is an event, not that it starts.
        """
        if (given := _find_given_name(head)) is not None:
            return self._select(given, may_act)
        is_name = _is_naming(head)
        # "A Memorandum", "each Falcon 9" is one of many.
        if any(child.lower_ in EVENTS.words.any_of for child in head.lefts):
            return None
        if not is_name and (head.lemma_.lower() not in EVENTS.words.carriers or _is_of_many(head)):
            return None
        before = (child.i for child in head.lefts if child.dep_ in _BEFORE or _is_naming(child))
        first = min(before, default=head.i)
        after = head.doc[head.i + 1 : head.i + 2]
        is_numbered = is_name and len(after) > 0 and after[0].pos_ == "NUM" and after[0].head == head
        return self._select(head.doc[head.doc[first].left_edge.i : head.i + is_name + is_numbered], may_act)

    def _select(self, words: Span, may_act: bool) -> Span | None:
        """Select the last run of words of a name, such as "Europa Clipper" or "Crew-12"."""
        end = len(words)
        while end and not _is_naming(words[end - 1]):
            end -= 1
        start = end
        while start and (_is_naming(words[start - 1]) or words[start - 1].text in ("-", "–", "&")):
            start -= 1
        while start < end and words[start].pos_ == "NUM":
            start += 1
        name = words[start:end]
        if any(token.ent_type_ in ("DATE", "TIME") for token in name):
            return None
        # "Canadians", "Sailors" are many.
        if not any(token.text[:1].isupper() for token in name) or name[-1].tag_ == "NNPS":
            return None
        return None if any(self._is_actor(token, may_act) for token in name) else name

    def _is_state(self, name: Span) -> bool:
        """Tell whether a name is that of a state."""
        mentions = (self.mentions.sure.get(token.i) for token in name)
        return any(mention is not None and mention.type == "State" for mention in mentions)

    def _is_place(self, name: Span) -> bool:
        """Tell whether a name is that of a place, and of no organization: Paris, not the European Union."""
        mentions = (self.mentions.sure.get(token.i) for token in name)
        is_body = any(mention is not None and mention.type == "Organization" for mention in mentions)
        return not is_body and all(token.ent_type_ == "GPE" for token in name)

    def _is_actor(self, token: Token, may_act: bool) -> bool:
        """Tell whether a word names a person, or unless it `may_act` any other actor."""
        mention = self.mentions.sure.get(token.i)
        if mention is None or mention.type is None:
            return token.ent_type_ == "PERSON"
        if mention.type == "Person":
            return True
        is_known = mention.score is None or mention.score >= ACTOR_NAME_SCORE
        return is_known and not may_act


def _is_naming(word: Token) -> bool:
    """Tell whether a word is of a name: a proper noun, a number, or what a number makes one ("Ferry 7")."""
    if word.pos_ in _NAMING:
        return True
    after = word.doc[word.i + 1 : word.i + 2]
    return word.is_title and word.pos_ in ("NOUN", "ADJ") and len(after) > 0 and after[0].is_digit


def _find_given_name(noun: Token) -> Span | None:
    """Find the name that a participle gives to a noun: "a mission called Petrel"."""
    given = (child for child in noun.rights if child.dep_ == "acl" and child.lower_ in EVENTS.words.naming)
    names = (name for word in given for name in word.children if name.dep_ == "oprd")
    name = next(names, None)
    return name.doc[name.left_edge.i : name.i + 1] if name is not None else None


def _is_of_many(noun: Token) -> bool:
    """Tell whether a noun stands for some of many, "Orbita satellites", unlike "the X and Y missions"."""
    before = noun.doc[noun.left_edge.i : noun.i]
    return noun.tag_ == "NNS" and all(token.dep_ != "cc" for token in before)


def find_subject_of(verb: Token) -> Token | None:
    """Find the subject of a verb, or of the one that it depends on: "is expected to launch"."""
    while (subject := own_subject(verb)) is None and verb.dep_ in _BORROWING:
        if verb.dep_ == "ccomp" and verb.head.pos_ != "ADJ":
            return None
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return subject


def _find_passive_agent(verb: Token) -> Token | None:
    """Find who does what a passive verb says: "was launched by NASA"."""
    return next(
        (noun for child in verb.children if child.dep_ == "agent" for noun in objects_of(child)), None
    )


def _find_object(verb: Token, preposition: Token | None, content: Span) -> Token | None:
    if preposition is not None:
        thing = next(iter(objects_of(preposition)), None)
    else:
        thing = next((child for child in verb.children if child.dep_ == "dobj"), None)
    return thing if thing is not None and content.start <= thing.i < content.end else None


def _is_asking(subject: Token) -> bool:
    """Tell whether a subject asks who it is: "a say in who acquires it"."""
    return subject.tag_ == "WP" and subject.head.dep_ != "relcl"


def find_antecedent(subject: Token) -> Token:
    """Return the noun that a relative pronoun stands for: "Artemis II, which will launch"."""
    clause = subject.head
    is_relative = subject.tag_ in ("WDT", "WP") and clause.dep_ == "relcl"
    return clause.head if is_relative else subject
