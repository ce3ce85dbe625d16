"""Find stories: articles that are copies of one text, and versions of one page.

words.py        words and shingles of a text
signatures.py   MinHash signatures of articles
neighbors.py    which pairs are worth comparing
likeness.py     how alike two texts are
comparing.py    what is known from before, and what is new
addresses.py    which addresses lead to one page
grouping.py     copies and versions to stories
keeping.py      comparisons kept from build to build
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.disjoint import Groups
from kg.model import Article, Story
from kg.progress import Progress
from kg.stories.comparing import Comparer, Comparisons
from kg.stories.grouping import find_revisions, to_story
from kg.stories.keeping import read_comparisons, write_comparisons

__all__ = ["Comparisons", "find_stories", "read_comparisons", "write_comparisons"]


def find_stories(
    articles: Iterable[Article], known: Comparisons | None = None, progress: Progress | None = None
) -> tuple[list[Story], Comparisons]:
    """Find the stories of articles, each in one, sorted by original; with all comparisons that were needed.

    Two articles are of one story where one is a copy of the other, or a later version of it, and so over
    several steps. The same articles give the same stories, in any order and whatever is `known`.
    """
    by_hash = {article.content_hash: article for article in articles}
    comparer = Comparer(by_hash, known or Comparisons())
    groups = Groups(by_hash)
    pairs = list(comparer.find_pairs())
    revisions = dict(find_revisions(by_hash, comparer))
    for later, earlier in revisions.items():
        groups.join(later, earlier)
    for done, (one, other) in enumerate(pairs, 1):
        # What is in one story already need not be compared.
        if groups.find(one) != groups.find(other) and comparer.compare(one, other).is_copy:
            groups.join(one, other)
        if progress:
            progress("comparing articles", done, len(pairs))
    stories = [to_story(members, by_hash, revisions) for members in groups.sets()]
    return sorted(stories, key=lambda story: story.original), comparer.made
