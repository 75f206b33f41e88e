"""Reads what begins at each place of a line, every nonterminal at every place at most once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taskora_api.grammar.items import NUMBER, Item, Node, Production, word_key
from taskora_api.grammar.lexicon import Lexicon
from taskora_api.grammar.rules import Rules
from taskora_api.grammar.templates import fill
from taskora_api.grammar.tokens import Token

DIGITS_MAX = 4
_NOTHING: Mapping[int, Any] = {}
# The values of the items that led to a place, and what was read up to each place.
_Values = tuple[Any, ...]
_Ends = dict[int, tuple[Production, _Values]]


class Chart:
    """The readings of one line."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, rules: Rules) -> None:
        """Find the phrases at each place; nothing is read yet."""
        self.tokens = tokens
        self._rules = rules
        self._found = [list(lexicon.find(tokens, at)) for at in range(len(tokens))]
        self._firsts = [self._first(at) for at in range(len(tokens))]
        self._read: dict[tuple[str, int], Mapping[int, Any]] = {}

    def read(self, name: str, at: int) -> Mapping[int, Any]:
        """Read a nonterminal at a place: its values, by the places where they end.

        A language that has no rule of a name has no such phrase.
        """
        if not 0 <= at < len(self.tokens) or not self._firsts[at]:
            return _NOTHING
        firsts = self._rules.firsts.get(name)
        if firsts is None or firsts.isdisjoint(self._firsts[at]):
            return _NOTHING
        return self._rule(name, at)

    def has(self, at: int, name: str) -> bool:
        """Say whether a phrase of a class begins at a place."""
        return 0 <= at < len(self.tokens) and name in self._firsts[at]

    def _first(self, at: int) -> frozenset[str]:
        """Find what a token can be that any rule asks for."""
        token = self.tokens[at]
        first = {name for name, _, _ in self._found[at]}
        word = word_key(token.text)
        if word in self._rules.words:
            first.add(word)
        if token.kind == "number" and len(token.text) <= DIGITS_MAX:
            first.add(NUMBER)
        return frozenset(first)

    def _rule(self, name: str, at: int) -> Mapping[int, Any]:
        known = self._read.get((name, at))
        if known is None and not self._can_go_on(name, at):
            return _NOTHING
        if known is None:
            ends: _Ends = {}
            self._walk(self._rules.trees[name], at, (), ends)
            known = self._read[name, at] = {end: _value(*read) for end, read in ends.items()}
        return known

    def _can_go_on(self, name: str, at: int) -> bool:
        """Say whether the next token can follow one that is one thing alone: "the day"."""
        firsts = self._firsts[at]
        if len(firsts) != 1:
            return True
        (key,) = firsts
        seconds = self._rules.seconds[name].get(key)
        if seconds is None:
            return True
        return at + 1 < len(self.tokens) and not seconds.isdisjoint(self._firsts[at + 1])

    def _walk(self, node: Node, at: int, values: _Values, ends: _Ends) -> None:
        production = node.production
        if production is not None:
            best = ends.get(at)
            if best is None or production.order < best[0].order:
                ends[at] = production, values
        if node.starts and at < len(self.tokens):
            self._follow(node, at, values, ends)

    def _follow(self, node: Node, at: int, values: _Values, ends: _Ends) -> None:
        is_glued = self.tokens[at].is_glued
        for number in self._edges(node, at):
            item, following = node.edges[number]
            if item.is_glued and not is_glued:
                continue
            if item.kind == "word":
                self._walk(following, at + 1, (*values, None), ends)
            else:
                for end, value in self._matches(item, at):
                    self._walk(following, end, (*values, value), ends)

    def _edges(self, node: Node, at: int) -> Sequence[int]:
        """Find the edges that may begin at a place, each once and in order."""
        starts = node.starts
        numbers: Sequence[int] = ()
        for key in self._firsts[at]:
            found = starts.get(key)
            if found is not None:
                numbers = sorted({*numbers, *found}) if numbers else found
        return numbers

    def _matches(self, item: Item, at: int) -> Iterable[tuple[int, Any]]:
        if item.kind == "rule":
            return self._rule(item.name, at).items()
        if item.kind == "class":
            return [(end, value) for name, value, end in self._found[at] if name == item.name]
        token = self.tokens[at]
        return ((at + 1, int(token.text)),) if _is_within(token, item) else ()


def _value(production: Production, values: _Values) -> Any:  # noqa: ANN401 - JSON.
    own = [None if place is None else values[place] for place in production.places]
    return fill(production.template, own)


def _is_within(token: Token, item: Item) -> bool:
    if item.digits and len(token.text) != item.digits:
        return False
    return item.least <= int(token.text) <= item.most
