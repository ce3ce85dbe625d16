"""Space-policy news in, a knowledge graph out in which every fact points to the words it was read from."""

from kg.offline import stay_offline

__version__ = "0.1.0"

# Here, because whatever is imported from this package is imported after it.
stay_offline()
