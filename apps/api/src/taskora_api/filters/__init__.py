"""Which tasks a list or a saved view holds, and in which order: a language, and two evaluators.

The package knows no HTTP and no clock, and sends nothing to a database: the tables, the day and
the names of a person's projects come in, and conditions go out. docs/filters.md
has every term; `tests/filters` holds that document against this code.

- `vocabulary`: fields, flags, levels, and how each is asked for; `errors`: one type, stable codes;
- `nodes`: the filter as an immutable tree; `grammar`, `reading`, `limits`, `building`, `values`:
  from text to it; `writing`: back to its canonical text;
- `context`, `days`: whose day it is, and what names stand for;
- `columns`, `relations`, `compiling`, `text_matching`: the tree as a condition of SQL;
- `slips`, `terms`: what a text is found by, with a slip or without, and what an index has of it;
- `matching`: the same tree on one task, in Python;
- `sorting`, `sort_keys`, `keyset`, `ranges`: orders that are total, and what comes after a place
  in one.
"""
