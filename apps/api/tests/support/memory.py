"""What a process takes of memory, as it would in an image."""

import compileall
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from support.locked import modules_of_image
from support.process import Service

_CHART = Path(__file__).parents[2] / "chart" / "values.yaml"


def _requested_megabytes() -> int:
    """Return what the chart requests for a pod, in units of 1,000,000 bytes."""
    found = re.search(r"requests: \{ cpu: \w+, memory: (\d+)Mi \}", _CHART.read_text())
    assert found is not None
    return int(found[1]) * 1024 * 1024 // 1_000_000


# What an API may have at rest, and after people, the assistant and programs of MCP have used it:
# a node that runs out of memory evicts pods that use more than they request.
MEMORY_MEGABYTES_MAX = _requested_megabytes()
# The parsers of calendars, and what they read, come on top for the first calendar program.
CALENDARS_MEGABYTES_MAX = 215


@cache
def compile_packages() -> None:
    """As in the image: a process that compiles what it imports takes memory for that, too."""
    for name in (*modules_of_image(), "taskora_api"):
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            # Without processes: most of it was compiled before, and to begin them takes longer.
            assert compileall.compile_dir(folder, quiet=2)


def megabytes_of(service: Service) -> int:
    """Return what is resident of a process."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024 // 1_000_000
