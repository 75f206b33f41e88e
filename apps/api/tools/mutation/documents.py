"""The score in the document of a room, between the marks that surround it."""

import subprocess

from mutation.report import Report
from mutation.rooms import PROJECT

_WORKSPACE = PROJECT.parents[1]


def write_score(report: Report, sample: int | None) -> None:
    """Write the table of a room, with the commit that it was measured at.

    Raises:
        ValueError: the document has no place for it.
    """
    begin, end = (f"<!-- mutants-of-{report.room.name}:{each} -->" for each in ("begin", "end"))
    path = _WORKSPACE / report.room.document
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        raise ValueError(f"{report.room.document} has no {begin} and {end}")
    commit = subprocess.run(
        ["git", "rev-parse", "--short=8", "HEAD"],  # noqa: S607 - git is where PATH has it.
        cwd=_WORKSPACE,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    part = "" if sample is None else f" (`--sample={sample}`)"
    measured = f"Measured at `{commit}` by `npx nx run api:mutation {report.room.name}`{part}."
    block = f"{begin}\n<!-- prettier-ignore -->\n{report.table()}\n{measured}\n\n{end}"
    path.write_text(before + block + after, encoding="utf-8")
