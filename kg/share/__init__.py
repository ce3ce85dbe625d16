"""Share what was read without the texts that it was read from.

A pack holds the facts of articles with offsets and digests, and at most N words of any quotation. Whoever has
the articles restores the words from their texts (docs/share.md).

words.py       runs of words, and words written as places of the text they stand in
cutting.py     the quads of one article without its words, and with them again
manifest.py    what a pack says of itself
packing.py     a pack written as a folder or as .zip
opening.py     a pack opened, the files that it may hold, and their sizes
checking.py    what the facts of a pack may be
"""

from __future__ import annotations

from kg.share.checking import check_facts
from kg.share.cutting import Cut, cut_quads, restore_quads
from kg.share.manifest import Manifest, SharedArticle
from kg.share.opening import Pack, open_pack
from kg.share.packing import write_pack, write_zip
from kg.share.words import Source

__all__ = [
    "Cut",
    "Manifest",
    "Pack",
    "SharedArticle",
    "Source",
    "check_facts",
    "cut_quads",
    "open_pack",
    "restore_quads",
    "write_pack",
    "write_zip",
]
