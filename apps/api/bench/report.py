"""From the figures of the rounds to medians, ratios and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# What this working copy has to reach of the baseline's throughput, and of the earlier build's.
WANTED = {"get": (0.60, 2.5), "list": (0.80, 2.5), "post": (0.60, None)}


@dataclass(frozen=True)
class Run:
    """One server under load for some seconds."""

    server: str
    case: str
    per_second: float
    # Processor time of the server for each request, and the share of a processor that it had.
    microseconds: float
    busy: float


@dataclass(frozen=True)
class Figure:
    """The medians of the rounds of a server and a case."""

    server: str
    case: str
    per_second: float
    microseconds: float
    busy: float
    # Medians of the ratios within each round: a slow minute of the machine is in both.
    ratios: dict[str, float]


def figures_of(runs: Sequence[Run]) -> list[Figure]:
    """Sum up the runs; those of a server and a case are in the order of the rounds."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.case, run.server), []).append(run)
    return [_figure(group, groups) for group in groups.values()]


def table_of(figures: Sequence[Figure]) -> str:
    """Write a table in Markdown."""
    others = list(dict.fromkeys(figure.server for figure in figures))
    heads = ["case", "server", "requests/s", "µs of processor", "busy", *(f"/ {o}" for o in others)]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for figure in figures:
        ratios = [f"{figure.ratios[other]:.2f}" for other in others]
        cells = [f"{figure.per_second:.0f}", f"{figure.microseconds:.0f}", f"{figure.busy:.2f}"]
        lines.append(_line([figure.case, figure.server, *cells, *ratios]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(group: Sequence[Run], groups: dict[tuple[str, str], list[Run]]) -> Figure:
    case, server = group[0].case, group[0].server
    ratios = {
        other: median(
            mine.per_second / its.per_second for mine, its in zip(group, theirs, strict=True)
        )
        for (of, other), theirs in groups.items()
        if of == case
    }
    return Figure(
        server,
        case,
        median(run.per_second for run in group),
        median(run.microseconds for run in group),
        median(run.busy for run in group),
        ratios,
    )
