"""The words by which a language says where a phrase may stand, as lists that build on lists."""

from collections.abc import Iterable, Mapping, Sequence

from taskora_api.grammar.rules import GrammarDataError


class Placement:
    """The lists of a language; a list that it does not have is empty."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Take lists of words, in which `@other` is another list and `-word` is left out.

        Raises:
            GrammarDataError: a list names another one that is not before it.
        """
        self._lists: dict[str, frozenset[str]] = {}
        self._together: dict[tuple[str, ...], frozenset[str]] = {}
        for name, entries in lists.items():
            self._lists[name] = frozenset(self._words(name, entries))

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the words of a list."""
        return self._lists.get(name, frozenset())

    def any_of(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the words of several lists together."""
        known = self._together.get(names)
        if known is None:
            known = self._together[names] = frozenset().union(*(self[name] for name in names))
        return known

    def _words(self, name: str, entries: Iterable[str]) -> set[str]:
        words: set[str] = set()
        for entry in entries:
            if entry.startswith("@") and len(entry) > 1:
                if entry[1:] not in self._lists:
                    raise GrammarDataError(f"list {name}: {entry} is not before it")
                words |= self._lists[entry[1:]]
            elif entry.startswith("-") and len(entry) > 1:
                words.discard(entry[1:])
            else:
                words.add(entry)
        return words
