"""Attacks with a seed: broken files, hostile text, killed imports and senseless requests.

``make fuzz`` runs them at length and prints a report; ``tests/test_fuzz.py`` runs a little of each.
"""
