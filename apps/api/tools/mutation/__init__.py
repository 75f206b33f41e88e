"""Mutation testing: small faults are put into a room, and the tests of the room ought to notice.

`nx run api:mutation` runs it; docs/recurrence.md and docs/ledger.md have the scores.

- `rooms`: which modules are tested by which tests; `equivalent`: faults that change nothing;
- `faults`: what is put into a module, and the rule by which something is left out; `mutants`: a
  module with one fault;
- `baseline`: how long each test takes and which lines it runs; `session`: tests that are collected
  once; `trial`: a process for one mutant; `afresh`: a mutant of what runs on import;
- `results`: what is known already; `report`: the score, as JSON, Markdown and in documents.
"""
