"""Cells of a CSV that a spreadsheet would run as formulas, guarded by an apostrophe before them.

A cell that would be taken for a guarded one is guarded as well, so taking guards off gives back
exactly what was there.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that begins with =, +, -, @, a tab or a carriage return."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take the guard off, if there is one."""
    return cell[1:] if _GUARDED.match(cell) else cell
