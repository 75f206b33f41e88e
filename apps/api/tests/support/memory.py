"""What a process takes of memory, as it would in an image."""

import compileall
import re
from importlib.util import find_spec
from pathlib import Path

from support.process import Service

# What an API may have at rest, and after people, the assistant and programs of MCP have used it.
MEMORY_MEGABYTES_MAX = 190
# The parsers of calendars, and what they read, come on top for the first calendar program.
CALENDARS_MEGABYTES_MAX = 215


def compile_packages(*names: str) -> None:
    """As in the image: a process that compiles what it imports takes memory for that, too."""
    for name in names:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert compileall.compile_dir(Path(spec.origin).parent, quiet=2)


def megabytes_of(service: Service) -> int:
    """Return what is resident of a process."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024 // 1_000_000
