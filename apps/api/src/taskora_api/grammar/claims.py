"""A claim: tokens of a line with a meaning, and how they were read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taskora_api.grammar.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """Tokens with a meaning, what they mean as JSON, and what else they could mean."""

    kind: str
    first: int
    end: int
    reading: Any
    others: Sequence[Any] = ()

    def span(self, line: Sentence) -> tuple[int, int]:
        """Return where it is in the text."""
        return line.tokens[self.first].start, line.tokens[self.end - 1].end

    def overlaps(self, first: int, end: int) -> bool:
        """Say whether it shares a token with others."""
        return self.first < end and first < self.end

    def as_json(self, line: Sentence) -> dict[str, Any]:
        """Write it as JSON."""
        start, end = self.span(line)
        written = {"kind": self.kind, "start": start, "end": end, "reading": self.reading}
        return written | {"others": list(self.others)}


def words_of(line: Sentence, first: int, end: int) -> str:
    """Write the folded words of tokens, by which a choice between readings is remembered."""
    return " ".join(line.words[first:end])
