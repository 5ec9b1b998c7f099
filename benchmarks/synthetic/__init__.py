"""Synthetic events: a part of a row a module, each of them a batch of columns at a time.

Nothing here was ever reported. What is like real tables are the shapes: where events gather,
how they grow and burst, how much of them is not known.
"""
