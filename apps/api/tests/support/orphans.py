"""What a run that was killed leaves behind: it ends by itself, or with the next run."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKSPACE = Path(__file__).parents[4]
# Whoever begins a database for a run of this checkout first ends what is recorded here.
RECORDS = WORKSPACE / ".taskora" / "processes"
# For the beginning of a program: it ends with whoever has the other end of its standard input.
END_WITH_OWNER = """
import os, threading

def end_with_owner():
    os.read(0, 1)
    os._exit(1)

threading.Thread(target=end_with_owner, daemon=True).start()
"""


@contextmanager
def recorded(pid: int, folder: Path, records: Path = RECORDS) -> Iterator[None]:
    """Note a process, and the folder that it alone uses, for as long as the block runs.

    On systems without /proc nothing is noted: there a process is known by other times.
    """
    path = records / f"{pid}.json"
    if sys.platform == "linux":
        records.mkdir(parents=True, exist_ok=True)
        note = {"child": _identity(pid), "owner": _identity(os.getpid()), "folder": str(folder)}
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(note))
        draft.rename(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _identity(pid: int) -> dict[str, object]:
    """A number with the time at which its process began, for numbers are used again."""
    behind_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return {"pid": pid, "start": behind_name[19]}
