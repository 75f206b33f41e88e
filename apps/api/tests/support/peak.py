"""How much memory a piece of work takes at most, where the system says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PEAK = Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


@dataclass
class Peak:
    """By how many MiB the process grew at most; None where the system does not say."""

    mebibytes: float | None = None


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """Measure what is done within, other work of the process included."""
    peak = Peak()
    try:
        _PEAK.write_text(_RESET_PEAK, encoding="ascii")
    except OSError:
        yield peak
        return
    before = _kibibytes("VmRSS")
    yield peak
    peak.mebibytes = (_kibibytes("VmHWM") - before) / 1024


def _kibibytes(name: str) -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
