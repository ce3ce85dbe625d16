"""Which states and organizations an act that the network marks is done by."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.agreements.enumerations import find_lines, line_of, name_alone
from kg.extract.agreements.stages import stage_nouns, stage_verbs
from kg.extract.grammar import find_subject
from kg.extract.mentions import Mentions
from kg.extract.nouns import noun_types
from kg.model import ActMark, Mention, Run

# Words that count a crowd, and how sure the network must be of a member that is not named beside it.
_MANY = {"dozens", "hundreds", "many", "more", "several"}
SURE_MEMBER = 0.85
# Verbs of "the signatories are", "they include".
_LISTING = ("be", "include")
# Behind these "to" brings a party.
_BOUND_TO = {"accession", "party", "signatory"}
# Those who are sent to a state and sign for another.
_SENT = {"ambassador", "envoy"}


def find_parties(doc: Doc, act: ActMark, head: Token, mentions: Mentions) -> list[Mention]:
    """Find the parties of an act, which the word `head` tells, and those who are told line by line below it,
    without those who only look like one, nor who is not one of the crowd that does it.
    """
    members = find_crowd(head)
    runs = (
        part.run
        for part in act.parties
        if (members is None or part.run[0] in members or part.score >= SURE_MEMBER)
        and not is_left_out(doc[slice(*part.run)].root, head)
    )
    below = find_lines(doc[slice(*act.cue.run)], mentions)
    told = (mention_at(doc, run, mentions) for run in runs if not is_apart(doc[run[0]], head, mentions))
    return list(dict.fromkeys([*(party for party in told if party), *below]))


def is_apart(party: Token, cue: Token, mentions: Mentions) -> bool:
    """True for a party in a paragraph behind that of the act, which ends with no colon, unless it tells whom
    something is "between"; and for one alone on a line that the act is not on.
    """
    first, last = sorted((party.i, cue.i))
    if "\n" not in party.doc[first:last].text:
        return False
    if party.i > cue.i and "\n\n" in party.doc[first:last].text:
        is_listed = line_of(cue)[-1].text == ":"
        is_between = any(token.lower_ == "between" for token in party.ancestors)
        if not is_listed and not is_between:
            return True
    return name_alone(line_of(party), mentions) is not None


def find_crowd(act: Token) -> set[int] | None:
    """Find the tokens among which those stand who are of the crowd that does an act, "forty countries,
    Norland among them", also in the next sentence, "They are"; None where it is no crowd. "The two countries"
    are those named before.
    """
    crowd = find_subject(act)
    if crowd is None or crowd.tag_ != "NNS" or any(word.dep_ in ("det", "poss") for word in crowd.lefts):
        return None
    if not any(word.dep_ == "nummod" or word.lower_ in _MANY for word in crowd.lefts):
        return None
    doc, sentence = act.doc, act.sent
    rest = doc[crowd.left_edge.i : sentence.end]
    is_told = any(token.lower_ == "them" for token in rest)
    members = set(range(rest.start, rest.end if is_told else crowd.right_edge.i + 1))
    behind = doc[sentence.end].sent if sentence.end < len(doc) else None
    if behind is not None and behind.root.lemma_ in _LISTING:
        members.update(range(behind.start, behind.end))
    return members


def mention_at(doc: Doc, run: Run, mentions: Mentions) -> Mention | None:
    """Give the mention of an actor that stands at a run of tokens."""
    span = doc[slice(*run)]
    if span.root.ent_type_ == "NORP":
        return mentions.nationality(span.root)
    return next(iter(mentions.names_in(span)), None) or mentions.at(span.root)


def is_posting(party: Token) -> bool:
    """True for the state that an ambassador is sent to, for which he or she does not sign."""
    preposition = party.head
    return preposition.lower_ == "to" and preposition.head.lemma_.lower() in _SENT


def is_other_side(hand: Token, party: Token) -> bool:
    """True for those whom somebody signs with: "Ruiz signed with Ostravia"."""
    together = next((token for token in party.ancestors if token.lower_ == "with"), None)
    return together is not None and hand != together and together not in hand.ancestors


def is_left_out(party: Token, cue: Token) -> bool:
    """True for those who have done something else, "unlike Norland, Ostravia signed. Kerania left", for a
    place, "signed in Norland", "a visit to Norland", for whose another party or a thing is, "Norland's Harbor
    Bank", "Norland's exports", and for where an ambassador is sent to.
    """
    is_aside = party.dep_ == "pobj" and party.head.lower_ in ("in", "unlike")
    if is_aside or _is_owner(party) or is_posting(party) or _is_reached(party):
        return True
    verbs = [token for token in (party.head, *party.head.children) if token.lemma_.lower() in stage_verbs()]
    return party.dep_ == "nsubj" and bool(verbs) and party.sent != cue.sent


def _is_owner(party: Token) -> bool:
    """True for whose another party is, or a thing that acts for nobody and is no act: "Norland's signing"."""
    owned = party.head
    is_thing = owned.pos_ == "NOUN" and not owned.ent_type_ and owned.lower_ not in stage_nouns()
    return party.dep_ == "poss" and (
        owned.ent_type_ == "ORG" or (is_thing and owned.lemma_.lower() not in noun_types())
    )


def _is_reached(party: Token) -> bool:
    """True for the state to which something goes: "a visit to Norland", but not for "a party to"."""
    noun = party.head.head
    is_place = party.dep_ == "pobj" and party.head.lower_ == "to" and party.ent_type_ in ("GPE", "NORP")
    return is_place and noun.pos_ == "NOUN" and noun.lemma_.lower() not in _BOUND_TO
