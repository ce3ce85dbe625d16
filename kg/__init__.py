"""Space-policy news in, a knowledge graph out in which every fact points to the words it was read from."""

__version__ = "0.1.0"
