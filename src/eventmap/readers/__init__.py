"""Readers: one format of event tables a module, each returning the canonical frames.

A reader hands on a `schema.Dataset` or raises one `errors.DatasetError` that names every
cell it cannot take. Nothing is guessed, rounded or filled in on the way.
"""
