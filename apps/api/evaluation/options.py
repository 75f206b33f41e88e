"""What the programs of this room take, and the form of what they print."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORKSPACE = Path(__file__).parents[3]
DOCS = WORKSPACE / "docs"
_BEGIN, _END = "<!-- {}: measured -->", "<!-- {}: end -->"


@dataclass(frozen=True)
class Part:
    """A part of a report: its name, tables for people, and figures for programs."""

    name: str
    text: str
    figures: Any


def parser_of(name: str, about: str | None) -> argparse.ArgumentParser:
    """Make the parser of a program, with what all of them take."""
    parser = argparse.ArgumentParser(prog=f"npx nx run {name} --", description=about)
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    parser.add_argument("--document", action="store_true", help="write the tables into docs")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn")
    return parser


def server_url() -> str | None:
    """Return the server that databases are made on."""
    return os.environ.get("TASKORA_TEST_DATABASE_URL")


def specifications() -> str:
    """Return the folder of public specifications; empty where there is none."""
    return os.environ.get("RECOGNIZERS_SPECS", "")


def show(parts: Sequence[Part], options: argparse.Namespace, document: str, command: str) -> None:
    """Print a report, and write it into its document where that was asked for."""
    if options.json:
        print(json.dumps({part.name: part.figures for part in parts}, indent=2))
    else:
        print("\n\n".join(part.text for part in parts))
    if options.document:
        for part in parts:
            write_part(DOCS / document, part, command)


def write_part(path: Path, part: Part, command: str) -> None:
    """Put a part between its marks, with the commit and the command that it is of.

    Raises:
        ValueError: the document has no such marks.
    """
    begin, end = _BEGIN.format(part.name), _END.format(part.name)
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{path.name} has no marks of {part.name}")
    target, *given = command.split(" --")
    how = f" (`--{' --'.join(given)}`)" if given else ""
    measured = f"Measured at `{_commit()}` by `{target}`{how}."
    body = f"\n\n{measured}\n\n{part.text}\n\n"
    path.write_text(f"{before}{begin}{body}{end}{after}", encoding="utf-8")


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=WORKSPACE, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def refuse(why: str) -> int:
    """Say what failed and what to do, and return the exit code of it."""
    sys.stderr.write(f"{why}\n")
    return 2
