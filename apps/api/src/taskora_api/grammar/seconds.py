"""What may follow what many phrases begin with: "the", "in", and numbers.

A phrase is not read where the token after such a token cannot go on with it, which is nearly
everywhere that one stands.
"""

from collections.abc import Mapping

from taskora_api.grammar.items import Node

# For a key, what the token after it can be; one that may be a phrase by itself is not here.
Seconds = Mapping[str, frozenset[str]]


class SecondTokens:
    """Finds the second tokens of the phrases of each nonterminal."""

    def __init__(
        self, trees: Mapping[str, Node], firsts: Mapping[str, frozenset[str]], keys: set[str]
    ) -> None:
        """Take the trees of the rules, what each begins with, and the keys that matter."""
        self._trees = trees
        self._firsts = firsts
        self._known: dict[tuple[str, str], tuple[frozenset[str], bool]] = {}
        self.of: Mapping[str, Seconds] = {
            name: self._seconds(name, firsts[name] & keys) for name in trees
        }

    def _seconds(self, name: str, words: frozenset[str]) -> Seconds:
        found = {word: self._after(name, word) for word in words}
        return {word: following for word, (following, is_end) in found.items() if not is_end}

    def _after(self, name: str, word: str) -> tuple[frozenset[str], bool]:
        """Find what may follow a word that a phrase begins with, and whether it may end there."""
        known = self._known.get((name, word))
        if known is None:
            known = self._known[name, word] = self._searched(name, word)
        return known

    def _searched(self, name: str, word: str) -> tuple[frozenset[str], bool]:
        following: set[str] = set()
        is_end = False
        for item, node in self._trees[name].edges:
            ends_here = item.kind != "rule" and item.key == word
            if item.kind == "rule" and word in self._firsts[item.name]:
                inner, ends_here = self._after(item.name, word)
                following |= inner
            if ends_here:
                following |= node.starts.keys()
                is_end = is_end or node.production is not None
        return frozenset(following), is_end
