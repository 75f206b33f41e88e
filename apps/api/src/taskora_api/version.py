"""The version of the API, as its project file has it."""

import tomllib
from pathlib import Path

# In the image, too: its build writes there what of the file says who this is.
PROJECT_FILE = Path(__file__).parents[2] / "pyproject.toml"


def _read_version(path: Path) -> str:
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return str(project["version"])


VERSION = _read_version(PROJECT_FILE)
