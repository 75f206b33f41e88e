"""What the rules of a grammar are made of: items, and trees of them."""

from dataclasses import dataclass, field
from typing import Any, Literal

# What a token is that is a number; no class has this name.
NUMBER = "int"


@dataclass(frozen=True, slots=True)
class Item:
    """What a rule expects at a place."""

    kind: Literal["word", "class", "number", "rule"]
    name: str
    is_glued: bool
    least: int = 0
    most: int = 0
    digits: int = 0

    @property
    def key(self) -> str:
        """What a token is that it may begin with, if it is no rule."""
        return word_key(self.name) if self.kind == "word" else self.name


def word_key(word: str) -> str:
    """Write a word apart from the classes and from numbers."""
    return f"'{word}"


@dataclass(slots=True)
class Production:
    """What a sequence of items means; the lower of two orders wins where both end at a place."""

    order: int
    template: Any
    # For each item that was written, where its value is; None where it is left out.
    places: tuple[int | None, ...]


@dataclass(slots=True)
class Node:
    """What may follow the items that led here, and what they mean if nothing does."""

    edges: list[tuple[Item, "Node"]] = field(default_factory=list)
    production: Production | None = None
    # For each thing that a token can be, the edges that it may begin.
    starts: dict[str, tuple[int, ...]] = field(default_factory=dict)
