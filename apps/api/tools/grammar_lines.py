"""Writes what the grammar finds in each line of its input: `python tools/grammar_lines.py en`.

A line is `[text, context]` in JSON, and what is found in it is a line of JSON: what the line says,
the days that it speaks of, its tokens, and all readings at all places. libs/grammar compares it
with its own byte by byte. With `--times` only the line is read, and what is written is how many
nanoseconds that took.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from taskora_api.grammar.chart import Chart
from taskora_api.grammar.context import read_context
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.line import parse_line
from taskora_api.grammar.talk import find_days
from taskora_api.grammar.tokens import tokenise


def read_all(text: str, context: dict[str, Any], code: str) -> dict[str, Any]:
    """Find what a line says, its days and tokens, and all readings at all places."""
    language = load_language(code)
    chart = Chart(tokenise(text), language.lexicon, language.rules)
    readings = [
        [at, name, list(found.items())]
        for at in reversed(range(len(chart.tokens)))
        for name in language.rules.trees
        if (found := chart.read(name, at))
    ]
    return {
        "days": find_days(text, read_context(context), code),
        "line": parse_line(text, context, code),
        "readings": readings,
        "tokens": chart.tokens,
    }


def main() -> None:
    """Answer each line at once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("language")
    parser.add_argument("--times", action="store_true")
    given = parser.parse_args()
    load_language(given.language)
    read = parse_line if given.times else read_all
    for line in sys.stdin:
        text, context = json.loads(line)
        begin = time.perf_counter_ns()
        try:
            found = read(text, context, given.language)
        except Exception as error:
            # No line may raise, so the comparison shows it.
            found = {"raised": repr(error)}
        took = time.perf_counter_ns() - begin
        answer = took if given.times else json.dumps(found, sort_keys=True, separators=(",", ":"))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
