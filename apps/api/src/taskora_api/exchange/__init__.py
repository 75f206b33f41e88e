"""Import and export of tasks: files of other programs and of our own, in and out.

The package knows no database, no HTTP and no clock: bytes come in, and a document with a verdict
for each row goes out; or the other direction. docs/import-and-export.md has the sources, what each
keeps, and the codes.

- `documents`, `parts`, `ordering`: what is exchanged, as immutable values;
- `importing`, `detecting`: from a file to a reader; `readers`: one for each source;
- `items`, `reasons`, `building`, `cleaning`, `moments`: what a reader gives, within limits;
- `assembling`, `parents`: rows against each other, with a verdict for each;
- `exporting`, `writers`: one for each format; `losses`: what each format cannot keep, as data;
- `rules`, `phrases`, `phrase_writing`, `calendar_rules`: recurrence as other programs write it;
- `errors`, `limits`, `files`, `archives`, `formulas`: what protects from a file.
"""
