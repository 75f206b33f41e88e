"""Pins what the service and its developers install: `python tools/lock.py`.

The locks hold for every platform and Python from 3.11 on, carry hashes, and name no registry.
"""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
OLDEST_PYTHON = "3.11"
# What packages declare and the service never calls; of these, schemathesis imports `requests`.
EXCLUDED = "requirements-excluded.txt"
EXCLUDED_BY_TESTS = "requirements-dev-excluded.txt"


def lock(name: str, *constraints: str, excluded: str = EXCLUDED) -> None:
    """Compile one lock; what is pinned already stays unless its source asks for another."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
        *("--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"),
        *("--python-version", OLDEST_PYTHON, *constraints),
        *("--excludes", excluded),
        *(f"{name}.in", "--output-file", f"{name}.lock"),
    ]
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    lock("requirements")
    lock("requirements-dev", "--constraints", "requirements.lock", excluded=EXCLUDED_BY_TESTS)
    lock("tests/clients/python-1")
    lock("tests/clients/caldav")
