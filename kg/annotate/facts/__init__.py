"""Names, offices, agreements and acts on them as the network marks them.

labels.py      the labels of words, and what words are to a cue
decoding.py    from scores to a reading of a window
"""
