"""What golden files give; a test compares.

`python -m support.exchange_golden` writes it anew, and Prettier gives it its form.
"""

import json
from dataclasses import replace

from support.exchange import CONTEXT, DATA, golden
from taskora_api.exchange.assembling import Verdict
from taskora_api.exchange.codec import encode
from taskora_api.exchange.detecting import detect
from taskora_api.exchange.documents import Kind, Source
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.parts import parts_of

ZONE = "Europe/Berlin"


def given_by(source: Source) -> dict[str, object]:
    """Import the golden file of a source for a person in Berlin, with the source detected."""
    name, content = golden(source)
    context = replace(CONTEXT, zone=ZONE, filename=name)
    read = import_file(content, context)
    parts = parts_of(read.document)
    return {
        "detected": detect(name, content),
        "document": {kind: [encode(kind, each) for each in parts[kind]] for kind in Kind},
        "verdicts": list(map(_verdict, read.verdicts)),
    }


def _verdict(verdict: Verdict) -> str:
    remarks = "".join(f"; {each.reason}: {each.sentence}" for each in verdict.remarks)
    shown = f"{verdict.place}: {verdict.kind} {verdict.title!r}: {verdict.action} {verdict.reason}"
    return f"{shown} ({verdict.sentence}){remarks}"


def main() -> None:
    """Write what all golden files give."""
    for source in Source:
        text = json.dumps(given_by(source), indent=2, ensure_ascii=False)
        (DATA / source / "expected.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
