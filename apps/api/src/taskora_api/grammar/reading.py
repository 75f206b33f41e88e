"""What is known of a line while its parts are claimed."""

from dataclasses import dataclass, field
from typing import Any

from taskora_api.grammar.claims import Claim
from taskora_api.grammar.context import Context
from taskora_api.grammar.sentence import Sentence


@dataclass(slots=True)
class Reading:
    """The claims of a line, the fields of a task that they say, and which tokens are free yet."""

    line: Sentence
    context: Context
    joints: frozenset[str]
    free: list[bool]
    is_command: bool = False
    part: str | None = None
    claims: list[Claim] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Keep a claim; no other one takes its tokens."""
        self.claims.append(claim)
        self.free[claim.first : claim.end] = [False] * (claim.end - claim.first)
        self.line.claimed.update(range(claim.first, claim.end))

    def wants(self, kind: str) -> bool:
        """Say whether claims of a kind are wanted."""
        return self.context.wants(kind)
