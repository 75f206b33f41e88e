"""Faults that nobody can notice, each with the reason.

A name that no living mutant has is refused.
"""

EQUIVALENT: dict[str, str] = {}
