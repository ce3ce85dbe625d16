"""Attributions as the network marks them: source, cue and content.

labels.py      the labels of words
viterbi.py     the best well-formed labels
decoding.py    from scores to attributions
"""
