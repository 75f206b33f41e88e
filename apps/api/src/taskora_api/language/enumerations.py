"""Separates a list of tasks from a list within one task: "lunch with Tom, Dick and Harry"."""

from collections.abc import Sequence

from taskora_api.grammar.languages import load_language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise
from taskora_api.language.dates import LANGUAGE
from taskora_api.language.quick_add import QuickAdd

# What follows them is a person or a thing, of which there can be several.
_GOVERNING = {"with", "for", "from", "to", "between", "among", "about", "of", "without", "at", "in"}
_NAME_WORDS_MAX = 2
_OBJECT_WORDS_MAX = 3


def is_enumeration(parts: Sequence[QuickAdd]) -> bool:
    """Say whether the parts after the first only go on with what it speaks of.

    They do after a verb or a preposition, when none of them has a verb or a date of its own. A
    date of the last part is the date of it all.
    """
    if len(parts) <= 1:
        return False
    first, *others = [_sentence(part.title) for part in parts]
    if any(part.due_on is not None for part in parts[:-1]) or any(map(_is_action, others)):
        return False
    return _is_action(first) or (
        _ends_with_governed(first) and all(_is_name(other) for other in others)
    )


def _sentence(text: str) -> Sentence:
    return Sentence(text, tokenise(text), load_language(LANGUAGE))


def _is_action(line: Sentence) -> bool:
    """Say whether a part begins with a verb: one that is known, or one before "the" or "it"."""
    if not line.is_word(0) or line.is_in(0, "function_words"):
        return False
    if len(line.tokens) == 1:
        # "water" and "book" are things as well.
        return False
    is_object = line.is_in(1, "determiners") or line.is_in(1, "object_pronouns")
    return line.is_in(0, "task_verbs") or is_object


def _ends_with_governed(line: Sentence) -> bool:
    places = [at for at in range(1, len(line.tokens)) if line.word(at) in _GOVERNING]
    return bool(places) and 0 < len(line.tokens) - 1 - places[-1] <= _OBJECT_WORDS_MAX


def _is_name(line: Sentence) -> bool:
    return 0 < len(line.tokens) <= _NAME_WORDS_MAX
