"""Imports: files of other programs, written into a space through the ledger.

- `identity`: the id of a thing, derived from the one that its file gives it;
- `reading`: a file, and what of it is known already; `recurring`, `things`: what is made of it;
- `notes`: verdicts that only the space can give; `schemas`: the verdicts on the wire;
- `writing`: as changes of one act, or as a plan; `service`: the use case, one file at a time.
"""
