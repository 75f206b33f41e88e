"""What servers take of memory: at rest, under load, and by how much that grows."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from bench.servers import Server

SECONDS_PER_HOUR = 3600
# A server imports what it has put off once it has answered that it is ready.
REST_SECONDS, REST_TIMEOUT_SECONDS = 3.0, 30.0
_PAUSE_SECONDS = 0.25


@dataclass(frozen=True)
class Sample:
    """What was resident of a server, some seconds after its load began."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Memory:
    """What a server had before and after the cases, in MB; and its slope, where it was soaked."""

    server: str
    at_rest: float
    after: float
    slope_per_hour: float | None = None


def megabytes_of(server: Server) -> float:
    """Return what is resident of a server."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def rest(server: Server) -> float:
    """Wait until a server takes no more memory, and return what it has."""
    last, since = megabytes_of(server), time.monotonic()
    started = since
    while time.monotonic() - since < REST_SECONDS:
        time.sleep(_PAUSE_SECONDS)
        now = megabytes_of(server)
        if now != last and time.monotonic() - started < REST_TIMEOUT_SECONDS:
            last, since = now, time.monotonic()
    return last


def slope_per_hour(samples: Sequence[Sample]) -> float:
    """Return by how many MB an hour the second half of the samples grows.

    Raises:
        ValueError: there are fewer than four samples.
    """
    half = samples[len(samples) // 2 :]
    if len(half) < 2:
        raise ValueError("too few samples for a slope")
    line = linear_regression([each.seconds for each in half], [each.megabytes for each in half])
    return line.slope * SECONDS_PER_HOUR


def memory_table(memories: Sequence[Memory], earlier: Sequence[str]) -> str:
    """Write a table in Markdown, with the ratios at rest to earlier builds."""
    by_name: Mapping[str, Memory] = {each.server: each for each in memories}
    heads = ["server", "MB at rest", "MB after", "MB/h", *(f"/ {name}" for name in earlier)]
    lines = [heads, ["---"] * len(heads)]
    for each in memories:
        ratios = [f"{each.at_rest / by_name[name].at_rest:.2f}" for name in earlier]
        slope = "" if each.slope_per_hour is None else f"{each.slope_per_hour:.2f}"
        lines.append([each.server, f"{each.at_rest:.0f}", f"{each.after:.0f}", slope, *ratios])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
