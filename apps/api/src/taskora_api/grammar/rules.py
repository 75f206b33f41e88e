"""The rules of a grammar, made ready for the chart: a tree of items for each nonterminal.

An item is a class of the lexicon, another nonterminal, a range of numbers (`int[1..31]`; bounds of
two digits want two digits: `int[00..59]`) or a word (`'of`). `~` says that it touches the token
before it, `?` that it may be missing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import Any

from taskora_api.grammar.items import NUMBER, Item, Node, Production
from taskora_api.grammar.seconds import SecondTokens

_ITEM = re.compile(r"(~?)(?:'(\S+?)|([a-z]\w*)(?:\[(\d+)\.\.(\d+)\])?)(\??)")


class GrammarDataError(Exception):
    """The data of a grammar contradict themselves; the message says where."""


class Rules:
    """The trees of all nonterminals, and what each may begin with."""

    def __init__(
        self, rules: Mapping[str, Sequence[Sequence[Any]]], classes: frozenset[str]
    ) -> None:
        """Take the alternatives of each nonterminal: its items, and the template of its value.

        Raises:
            GrammarDataError: an item names nothing, or a nonterminal is a part of itself.
        """
        self._names = frozenset(rules)
        self._classes = classes
        self.trees = {name: self._tree(name, written) for name, written in rules.items()}
        self._check_ends()
        self.firsts = {name: frozenset(self._firsts(name)) for name in rules}
        # The words that stand in rules themselves, and in no class.
        self.words: set[str] = set()
        for root in self.trees.values():
            self._prepare(root)
        self.seconds = SecondTokens(self.trees, self.firsts, self.words | {NUMBER}).of

    def _tree(self, name: str, alternatives: Sequence[Sequence[Any]]) -> Node:
        root = Node()
        for order, (written, template) in enumerate(alternatives):
            items = [self._item(name, text) for text in written.split()]
            for chosen in product(
                *([True, False] if can_miss else [True] for _, can_miss in items)
            ):
                self._add(root, items, chosen, order, template)
        return root

    def _add(
        self,
        root: Node,
        items: Sequence[tuple[Item, bool]],
        chosen: Sequence[bool],
        order: int,
        template: Any,  # noqa: ANN401 - JSON.
    ) -> None:
        node, count, places = root, 0, list[int | None]()
        for (item, _), is_there in zip(items, chosen, strict=True):
            places.append(count if is_there else None)
            if is_there:
                node = _following(node, item)
                count += 1
        if count and node.production is None:
            node.production = Production(order, template, tuple(places))

    def _item(self, rule: str, text: str) -> tuple[Item, bool]:
        match = _ITEM.fullmatch(text)
        if match is None:
            raise GrammarDataError(f"rule {rule}: {text} is no item")
        glue, word, name, least, most, can_miss = match.groups()
        is_glued = bool(glue)
        if word is not None:
            item = Item("word", word, is_glued)
        elif least is not None:
            digits = len(least) if least.startswith("0") and len(least) > 1 else 0
            item = Item("number", NUMBER, is_glued, int(least), int(most), digits)
        elif name in self._classes:
            item = Item("class", name, is_glued)
        elif name in self._names:
            item = Item("rule", name, is_glued)
        else:
            raise GrammarDataError(f"rule {rule}: {name} is neither a class nor a rule")
        return item, bool(can_miss)

    def _check_ends(self) -> None:
        """A phrase has an end: no nonterminal is a part of itself, however far down."""
        parts = {name: set(_parts(tree)) for name, tree in self.trees.items()}
        try:
            TopologicalSorter(parts).prepare()
        except CycleError as error:
            raise GrammarDataError(f"a rule is a part of itself: {error.args[1]}") from error

    def _firsts(self, name: str) -> set[str]:
        found: set[str] = set()
        for item, _ in self.trees[name].edges:
            if item.kind == "rule":
                found |= self._firsts(item.name)
            else:
                found.add(item.key)
        return found

    def _prepare(self, node: Node) -> None:
        starts: dict[str, list[int]] = {}
        for number, (item, following) in enumerate(node.edges):
            keys = self.firsts[item.name] if item.kind == "rule" else (item.key,)
            for key in keys:
                starts.setdefault(key, []).append(number)
            if item.kind == "word":
                self.words.add(item.key)
            self._prepare(following)
        node.starts = {key: tuple(numbers) for key, numbers in starts.items()}


def _parts(node: Node) -> Iterator[str]:
    for item, following in node.edges:
        if item.kind == "rule":
            yield item.name
        yield from _parts(following)


def _following(node: Node, item: Item) -> Node:
    for known, child in node.edges:
        if known == item:
            return child
    child = Node()
    node.edges.append((item, child))
    return child
