"""Finds the word that joins what a reminder is about: "remind me tomorrow at 5pm to call mom"."""

from collections.abc import Sequence

from taskora_api.grammar.claims import Claim
from taskora_api.grammar.clocks import times_end
from taskora_api.grammar.sentence import Sentence


def find_joint(line: Sentence, claims: Sequence[Claim]) -> tuple[int, int] | None:
    """Find the "to" after the times and days at the beginning, which is a part of the command."""
    ends = {claim.first: claim.end for claim in claims}
    at = 0
    while True:
        after = max(times_end(line, at), ends.get(at, at))
        if after == at:
            break
        at = after
    if at == 0 or not line.is_in(at, "reminder_joints") or not line.word(at + 1):
        return None
    return line.tokens[at].start, line.tokens[at].end
