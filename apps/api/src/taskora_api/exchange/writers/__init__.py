"""One writer for each format that is exported: a document comes in, bytes go out.

A writer is given what `losses` keeps for its format; what it does not know it would drop silently.
"""
