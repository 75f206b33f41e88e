"""The tables of docs/import-and-export.md, made of the data in the code.

`python -m support.exchange_table` writes them anew; a test compares.
"""

from collections.abc import Iterable
from pathlib import Path

from taskora_api.exchange.catalogue import ABOUT
from taskora_api.exchange.errors import FIXES, Code
from taskora_api.exchange.exporting import FORMATS
from taskora_api.exchange.reasons import SENTENCES, Reason

DOCUMENT = Path(__file__).parents[4] / "docs/import-and-export.md"
NOTHING = "nothing"


def tables() -> dict[str, str]:
    """Give the tables by the names that the document marks them with."""
    return {
        "sources": _table(("source", "file", "what comes in", "what is lost, and why"), _sources()),
        "formats": _table(("format", "what is lost", "why"), _formats()),
        "codes": _table(("code", "what to do"), ((f"`{code}`", FIXES[code]) for code in Code)),
        "reasons": _table(
            ("reason", "sentence"),
            ((f"`{reason}`", SENTENCES[reason].replace("{detail}", "…")) for reason in Reason),
        ),
    }


def marks(name: str) -> tuple[str, str]:
    """Give what stands before and behind a table."""
    return f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"


def _sources() -> Iterable[tuple[str, ...]]:
    for about in ABOUT.values():
        lost = "; ".join(f"{what}: {why}" for what, why in about.lost)
        yield about.name, about.file, about.comes_in, lost


def _formats() -> Iterable[tuple[str, ...]]:
    for source, each in FORMATS.items():
        name = f"{ABOUT[source].name} (.{each.extension})"
        if not each.losses:
            yield name, NOTHING, "it is our own"
        for loss in each.losses:
            yield name, loss.what, loss.why


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("-",) * len(head), *rows]
    written = (
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines
    )
    return "\n".join(["<!-- prettier-ignore -->", *written, "", ""])


def main() -> None:
    """Write the tables into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, table in tables().items():
        begin, end = marks(name)
        before, rest = text.split(begin)
        text = before + begin + table + end + rest.split(end, 1)[1]
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
