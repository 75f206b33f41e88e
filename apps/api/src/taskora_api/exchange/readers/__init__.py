"""One reader for each source: bytes come in, things and rows that were left out come out."""
