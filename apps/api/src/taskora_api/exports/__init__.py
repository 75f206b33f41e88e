"""Exports: what is in a space as a file.

- `collecting`: projects, sections, tasks, comments and relations of one snapshot, as a document;
- `schemas`: the formats and what each loses; `service`: the file, in pieces.
"""
