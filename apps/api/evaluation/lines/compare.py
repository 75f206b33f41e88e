"""Reads every corpus by every program."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.lines.corpus import Corpus
from evaluation.lines.readers import OWN, PEERS, read_own, read_peers
from evaluation.lines.score import Score


def compare(corpora: Iterable[Corpus], peers: Path | None) -> list[Score]:
    """Score the grammar, and the programs of a folder beside it, on the same lines."""
    return [score for corpus in corpora for score in _of_corpus(corpus, peers)]


def _of_corpus(corpus: Corpus, peers: Path | None) -> list[Score]:
    own = Score(OWN, corpus.name, corpus.language)
    for line in corpus.lines:
        own.add(line, read_own(line, corpus.language))
    if peers is None:
        return [own]
    scores: dict[str, Score] = {}
    answers = read_peers(corpus.lines, corpus.language, peers)
    for line, answer in zip(corpus.lines, answers, strict=True):
        for name, claims in answer.items():
            known = scores.setdefault(name, Score(name, corpus.name, corpus.language))
            known.add(line, claims)
    return [own, *(scores[name] for name in PEERS if name in scores)]


def table_of(scores: list[Score]) -> str:
    """Write scores as a table of Markdown."""
    names = ("precision", "recall", "right", "missed", "wrong", "half-read", "false, of date-free")
    head = f"| language | lines | program | {' | '.join(names)} |\n"
    head += f"| --- | --- | --- |{' --: |' * len(names)}"
    return "\n".join([head, *map(_row, scores)])


def figures_of(scores: list[Score]) -> list[dict[str, Any]]:
    """Give scores for programs to read, with the lines that were not read rightly."""
    return [
        {
            "program": score.program,
            "language": score.language,
            "corpus": score.corpus,
            "precision": score.precision,
            "recall": score.recall,
            "counts": dict(score.counts),
            "dated": score.dated,
            "free": score.free,
            "falseLines": score.false_lines,
            "faults": score.faults,
        }
        for score in scores
    ]


def _row(score: Score) -> str:
    counts = score.counts
    cells = (
        score.language,
        score.corpus,
        score.program,
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        *(counts[kind] for kind in ("right", "missed", "wrong", "half-read")),
        f"{score.false_lines} of {score.free}",
    )
    return f"| {' | '.join(map(str, cells))} |"
