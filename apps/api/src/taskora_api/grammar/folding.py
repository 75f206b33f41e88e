"""Folds a text into what the lexicons are written in, and knows where each character came from.

The fold is declared: each character becomes what data/fold.json says, whatever stands beside it and
whatever version of Unicode runs. A character that it does not name stays as it is.
"""

from dataclasses import dataclass

from taskora_api.grammar.data_files import FOLD


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places` has where each of its characters was typed."""

    text: str
    places: range | list[int]


def fold(text: str) -> Folded:
    """Fold a text; nothing that can be typed is refused."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = FOLD.get(letter, letter)
        letters.append(folded)
        places.extend([place] * len(folded))
    places.append(len(text))
    return Folded("".join(letters), places)
