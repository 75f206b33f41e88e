"""What each format cannot keep, as data: a sentence for people, and the step that takes it away.

An export takes away first and writes then, so the sentences, the files and the tests of both have
one source. docs/import-and-export.md has its tables from here.
"""
