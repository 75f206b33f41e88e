"""Plans: what a request would change, kept for a while, and applied once if that still holds.

- `planning`: the work is done in a savepoint, read from the ledger, and taken back;
- `models`, `repository`: the tables; `schemas`: a plan on the wire;
- `holding`: what makes a plan stale; `service`: applying it through the ledger.
"""
