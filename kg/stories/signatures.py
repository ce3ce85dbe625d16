"""Sign articles: a MinHash signature is short, and two are alike as the texts are.

Signatures only say which pairs of articles are worth comparing, so chance in them decides nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from kg.model import Article
from kg.settings import SIGNATURE_LENGTH
from kg.stories.words import list_words, to_shingles

# Four bytes a number, the low byte first on every machine.
_STORED = np.dtype("<u4")
_SEED = 1


def sign(article: Article) -> bytes:
    """Compute the signature of an article; b"" where there is no text to compare."""
    shingles = to_shingles(list_words(article))
    if not shingles:
        return b""
    minhash = RMinHash(num_perm=SIGNATURE_LENGTH, seed=_SEED)
    minhash.update(list(shingles))
    return np.array(minhash.digest(), _STORED).tobytes()


def stack(signatures: list[bytes]) -> NDArray[np.uint32]:
    """Stack signatures, none of them empty, one a row."""
    flat = np.frombuffer(b"".join(signatures), _STORED).astype(np.uint32)
    return flat.reshape(len(signatures), SIGNATURE_LENGTH)
