"""Attacks with a seed: broken files, hostile text, killed imports and senseless requests.

And tables whose right values are known, because they were made up before they were written:
`languages` has their words, `inventing` what they say, `laying` how they lie in a file, and
`knowing` compares them with what is read.

``make fuzz`` runs them at length and prints a report; ``tests/test_fuzz.py`` runs a little of each.
"""
