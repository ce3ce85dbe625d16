"""Names, offices, agreements and acts on them as the network marks them.

labels.py      the labels of words, and what words are to a cue
decoding.py    from scores to a reading of a window
names.py       names that it cut in two or took too much into, mended
entities.py    the names as entities of the Doc
"""
