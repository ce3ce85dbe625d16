"""Who signs with their own hand in an act that the network marks, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.couples import find_beside, find_couples, find_list
from kg.extract.agreements.enumerations import find_heads
from kg.extract.agreements.parties import is_other_side, is_posting, mention_at
from kg.extract.mentions import Mentions, find_in_brackets
from kg.model import ActMark, Mention, Part, Role
from kg.rules.agreements import AGREEMENTS

# "In the presence of", "before the eyes of".
_PRESENT = {"eyes", "presence"}
# What makes of an office another one.
_RANKS = {"deputy", "prime", "vice"}
# So many sentences before "the two" those two are named.
_BEFORE = 3

# "For his government" does not say for whom.
THEIRS = ("her", "his", "its", "their")

Hand = tuple[Mention, Mention | None]  # who signs, and the party signed for where the words tell it


def find_hands(
    doc: Doc, act: ActMark, parties: Iterable[Mention], mentions: Mentions, roles: Sequence[Role]
) -> list[Hand]:
    """Find who signs, each with the party that the words give, or else the one of `parties` that is left; of
    "the two leaders" both.
    """
    found: list[Hand] = []
    cue = doc[slice(*act.cue.run)]
    for part in act.signatories:
        span = doc[slice(*part.run)]
        if is_bystander(span.root, cue):
            continue
        if is_plural(span):
            both = find_both(span, mentions, roles)
            if both:
                found += ((one, find_in_brackets(mentions.span_of(one), mentions)) for one in both)
                continue
        hand = mention_at(doc, part.run, mentions)
        if hand is not None:
            found.append((hand, find_party(doc, part, hand, mentions)))
    return give_state(add_listed(found, cue, mentions), parties, mentions)


def add_listed(hands: list[Hand], cue: Span, mentions: Mentions) -> list[Hand]:
    """Add those who stand in one list with a hand: "Ruiz for Norland and Falk for Ostland", "Minister Ruiz
    and Director Falk".
    """
    sentence = cue.sent
    couples = [
        one
        for one in find_couples(sentence, mentions)
        if not is_bystander(mentions.span_of(one.person).root, cue)
    ]
    known = {hand for hand, _ in hands}
    listed = [couple for hand in known for couple in find_list(hand, couples, sentence)]
    added = {couple.person: couple.party for couple in listed if couple.person not in known}
    heads = find_heads(cue, mentions)
    if not known.isdisjoint(heads):
        added |= {head: find_beside(mentions.span_of(head), mentions) for head in heads if head not in known}
    return [*hands, *sorted(added.items(), key=lambda hand: hand[0].passage)]


def give_state(hands: list[Hand], parties: Iterable[Mention], mentions: Mentions) -> list[Hand]:
    """Give the one hand without a party the one state of the parties that nobody else signs for or with."""
    alone = [hand for hand, party in hands if party is None]
    if len(alone) != 1:
        return hands
    taken = {party.name for _, party in hands if party}
    root = mentions.span_of(alone[0]).root
    states = {
        party.name: party
        for party in parties
        if party.type == "State"
        and party.name not in taken
        and not is_other_side(root, mentions.span_of(party).root)
    }
    left = next(iter(states.values())) if len(states) == 1 else None
    return [(hand, party or left) for hand, party in hands]


def is_bystander(hand: Token, cue: Span) -> bool:
    """True for whom an act takes place "in the presence of", and for a player whom a club "signed"."""
    above = takewhile(lambda token: token.pos_ != "VERB" and token not in cue, hand.ancestors)
    is_present = any(token.lower_ in _PRESENT for token in above)
    return is_present or (hand.dep_ == "dobj" and hand.head in cue)


def find_party(doc: Doc, part: Part, hand: Mention, mentions: Mentions) -> Mention | None:
    """Give the party right beside a hand, else the one that the network pairs it with,
    unless the hand signs with it or is sent to it.
    """
    span = mentions.span_of(hand)
    told = find_beside(span, mentions)
    if told is not None or part.stands_for is None:
        return told
    words = doc[slice(*part.stands_for)]
    if is_posting(words.root) or is_other_side(span.root, words.root) or words[0].lower_ in THEIRS:
        return None
    return mention_at(doc, part.stands_for, mentions)


def is_plural(hand: Span) -> bool:
    """True for "they", "both", "the two ministers"; "the two sides" are no persons."""
    words = AGREEMENTS.words
    if _singular(hand.root) in words.sides:
        return False
    counted = not words.both.isdisjoint(token.lower_ for token in hand)
    return counted or hand.root.tag_ in ("NNS", "NNPS")


def find_both(hand: Span, mentions: Mentions, roles: Sequence[Role]) -> tuple[Mention, Mention] | None:
    """Give the two persons that "the two ministers" are: the only two before it that hold such an office; for
    words that tell no office, the only two that the sentences before it name. None where there are more in
    the sentence that names the second.
    """
    words = AGREEMENTS.words
    is_office = _singular(hand.root) not in words.anybody | words.both
    holders = {role.person for role in roles if _is_of_office(hand, role)}
    seen: dict[str, Mention] = {}
    for here in _persons_before(hand, mentions):
        fitting = [one for one in here if not is_office or one.passage in holders]
        seen |= {_surname(one): one for one in fitting if _surname(one) not in seen}
        if len(seen) == 2:
            first, second = sorted(seen.values(), key=lambda one: one.passage)
            return first, second
        if len(seen) > 2:
            return _find_joined(seen.values(), mentions)
    return None


def _find_joined(people: Iterable[Mention], mentions: Mentions) -> tuple[Mention, Mention] | None:
    """Give the only two of more persons whom "and" joins: "Odum received Ruiz and Falk, where the two"."""
    roots = {mentions.span_of(one).root: one for one in people}
    couples = [
        (one, roots[other])
        for token, one in roots.items()
        for other in token.conjuncts
        if other in roots and one.passage < roots[other].passage
    ]
    return couples[0] if len(couples) == 1 else None


def _singular(noun: Token) -> str:
    """Give the lemma; "the two Ministers" is taken for a name, which has none."""
    return noun.lower_.removesuffix("s") if noun.tag_ == "NNPS" else noun.lemma_.lower()


def _is_of_office(hand: Span, role: Role) -> bool:
    """Tell whether a title is that of "the two ministers": no prime minister is one of them."""
    title = set(role.title.lower().replace("-", " ").split())
    called = {token.lower_ for token in hand}
    return _singular(hand.root) in title and title & _RANKS == called & _RANKS


def _persons_before(hand: Span, mentions: Mentions) -> Iterator[list[Mention]]:
    """The persons that each sentence names, from that of the hand on, as far as it, backwards."""
    doc, start, end = hand.doc, hand.sent.start, hand.start
    for _ in range(_BEFORE + 1):
        yield _people(mentions.names_in(doc[start:end]))
        if not start:
            return
        start, end = doc[start - 1].sent.start, start


def _people(names: Iterable[Mention]) -> list[Mention]:
    return [name for name in names if name.type == "Person"]


def _surname(person: Mention) -> str:
    return person.name.split()[-1]
