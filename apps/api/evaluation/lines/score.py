"""Judges what a program found in a line, and adds up how often it was right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from evaluation.lines.corpus import Line, Said

Verdict = Literal["right", "also right", "missed", "wrong", "half-read", "false"]


@dataclass(frozen=True)
class Claim:
    """A part of a line that a program takes for a day."""

    start: int
    end: int
    on: str


def judge(line: Line, claims: Sequence[Claim]) -> list[Verdict]:
    """Judge a line.

    Of one that says one day there is one verdict: right when every day that was found is that day.
    Of any other there is a verdict for each day that is claimed: also right where it is one of
    those that are said there, half-read where a longer phrase says another day, and false where
    nothing says one.
    """
    if line.is_single:
        return [_of_single(line.said[0], claims)]
    return [_of_other(line, claim) for claim in claims]


def _of_single(said: Said, claims: Sequence[Claim]) -> Verdict:
    wrong = [claim for claim in claims if claim.on not in said.days]
    if not claims:
        return "missed"
    if not wrong:
        return "right"
    return "half-read" if any(_overlaps(said, claim) for claim in wrong) else "wrong"


def _of_other(line: Line, claim: Claim) -> Verdict:
    over = [said for said in line.said if _overlaps(said, claim)]
    if not over:
        return "false"
    return "also right" if any(claim.on in said.days for said in over) else "half-read"


def _overlaps(said: Said, claim: Claim) -> bool:
    return said.start < claim.end and claim.start < said.end


@dataclass
class Score:
    """What one program made of the lines of one corpus."""

    program: str
    corpus: str
    language: str
    counts: Counter[Verdict] = field(default_factory=Counter)
    dated: int = 0
    free: int = 0
    false_lines: int = 0
    faults: list[tuple[Verdict, str]] = field(default_factory=list)

    def add(self, line: Line, claims: Sequence[Claim]) -> None:
        """Count a line."""
        verdicts = judge(line, claims)
        self.dated += line.is_single
        self.free += not line.said
        self.false_lines += not line.said and "false" in verdicts
        for verdict in verdicts:
            self.counts[verdict] += 1
            if verdict not in {"right", "also right", "missed"}:
                self.faults.append((verdict, line.text))

    @property
    def precision(self) -> float:
        """How many of the days that were claimed are right; 1 where none was."""
        right = self.counts["right"] + self.counts["also right"]
        wrong = self.counts["wrong"] + self.counts["half-read"] + self.counts["false"]
        return right / (right + wrong) if right + wrong else 1.0

    @property
    def recall(self) -> float:
        """How many of the lines that say one day were read rightly."""
        return self.counts["right"] / self.dated if self.dated else 0.0
