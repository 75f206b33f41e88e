"""Makes the declared fold of the grammar of Unicode's tables: `python tools/fold.py`.

It is made once and kept: what a text means must not change with the Unicode of whoever reads it.
It is written for libs/grammar, in few bytes since browsers load it; `nx run grammar:copy-data`
copies it.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

DATA = Path(__file__).parents[3] / "libs" / "grammar" / "data" / "fold.json"
# Case folding keeps these from "i" and from each other, as in Turkish; no word of a lexicon does.
OWN = {
    "\u0131": "i",
    "\u0130": "i",
    # Apostrophes.
    **dict.fromkeys("\u2019\u02bc\u2018\uff07", "'"),
    # Marks of sentences, which stop there what ",", ";", "?" and "." stop here.
    "\u060c": ",",
    "\u061b": ";",
    "\u061f": "?",
    **dict.fromkeys("\u06d4\u0964", "."),
    # Letters that are written in more than one manner in Arabic, Persian and Urdu.
    **dict.fromkeys("\u0622\u0623\u0625\u0671", "\u0627"),
    **dict.fromkeys("\u0649\u06cc\u06d2\u0626", "\u064a"),
    **dict.fromkeys("\u0629\u06c1\u06c3\u06be\u06d5", "\u0647"),
    "\u06a9": "\u0643",
    "\u0624": "\u0648",
    # A line that makes a word longer, and the dot under a letter of Devanagari.
    "\u0640": "",
    "\u093c": "",
}
SPACE = {"Zs", "Zl", "Zp"}
CONTROLS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
# Syllables and ideographs are in no lexicon, and as many as all other letters.
_KEPT = (*range(0xAC00, 0xD7A4), *range(0xF900, 0xFB00), *range(0x3100, 0x3400))
_ASTRAL_KEPT = range(0x20000, 0x110000)
_KEPT_LETTERS = frozenset(_KEPT)
_SURROGATES = range(0xD800, 0xE000)
# Marks on letters of these; vowels of Devanagari are marks, too, and stay.
_DROPPED_MARKS = frozenset(
    (*range(0x0300, 0x0370), *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670)
)


def folded(letter: str) -> str:
    """Fold one character, whatever stands beside it."""
    if letter in OWN:
        return OWN[letter]
    category = unicodedata.category(letter)
    if ord(letter) in _DROPPED_MARKS or (category == "Cf" and letter not in CONTROLS):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category[0] != "L" or ord(letter) in _KEPT_LETTERS or ord(letter) in _ASTRAL_KEPT:
        # A circled or a Roman numeral is no number, and a picture no word.
        return letter
    parts = unicodedata.normalize("NFKD", letter).casefold()
    parts = unicodedata.normalize("NFKD", parts)
    kept = "".join(OWN.get(part, part) for part in parts if ord(part) not in _DROPPED_MARKS)
    return kept if kept and not any(part.isspace() for part in kept) else letter


def runs_of(letters: Iterable[str]) -> list[list[int]]:
    """Write letters as runs that are alike, `[after, count, step]`.

    `after` is how far the first one is behind the first one of the run before.
    """
    return [[after, count, step] for after, count, step, _ in moves_of({e: e for e in letters})]


def moves_of(table: Mapping[str, str]) -> list[list[int]]:
    """Write what single letters become, `[after, count, step, move]`.

    The first of a run becomes the letter that is `move` further on, and each letter after it the
    one that is `step` further. With a step of 0, letters that follow each other become the same.
    """
    left = {ord(letter): ord(to) for letter, to in table.items()}
    found: list[list[int]] = []
    before = 0
    for first in sorted(left):
        if first not in left:
            continue
        step = max((1, 2, 0), key=lambda step: _count(left, first, step))
        length, move = _count(left, first, step), left[first] - first
        found.append([first - before, length, step, move])
        for number in range(length):
            del left[first + number * (step or 1)]
        before = first
    return found


def _count(table: Mapping[int, int], first: int, step: int) -> int:
    """Count the letters of a run."""
    to = table[first]
    return next(n for n in count(1) if table.get(first + n * (step or 1)) != to + n * step)


def main() -> None:
    """Write the table, the characters of words in folded text, white space and capitals."""
    every = [chr(n) for n in range(sys.maxunicode + 1) if n not in _SURROGATES]
    table = {letter: folded(letter) for letter in every}
    changed = {letter: to for letter, to in table.items() if letter != to}
    others: dict[str, str] = {}
    for letter, to in changed.items():
        if len(to) != 1:
            others[to] = others.get(to, "") + letter
    content = {
        "unicode": unicodedata.unidata_version,
        "moves": moves_of({letter: to for letter, to in changed.items() if len(to) == 1}),
        "others": others,
        "letters": runs_of(e for e in every if table[e] == e and _is_of_words(e)),
        "spaces": runs_of(e for e in every if e in CONTROLS or unicodedata.category(e) in SPACE),
        "capitals": runs_of(e for e in every if unicodedata.category(e) in {"Lu", "Lt"}),
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items()]
    DATA.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _is_of_words(letter: str) -> bool:
    category = unicodedata.category(letter)
    return letter == "_" or category[0] in "LM" or category in {"Nl", "No"}


if __name__ == "__main__":
    main()
