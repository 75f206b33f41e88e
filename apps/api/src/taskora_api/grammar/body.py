"""The part of a line between the words that say "add" and those that say "please"."""

from collections.abc import Sequence
from dataclasses import dataclass

from taskora_api.grammar.languages import Language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import Token

# No phrase of courtesy, and no name of a list, has more tokens.
PHRASE_TOKENS_MAX = 8
JOINT_MARKS = frozenset(",;:-\u2013\u2014")
_ENDING_MARKS = frozenset(".!?")
_QUOTES = frozenset('"\u201c')


@dataclass(frozen=True, slots=True)
class Body:
    """What there is to do, as a sentence of its own, and the parts that only say "add"."""

    line: Sentence
    commands: tuple[tuple[int, int], ...]
    is_reminder: bool = False


def find_body(text: str, tokens: Sequence[Token], language: Language) -> Body:
    """Leave out what is no part of the task."""
    line = Sentence(text, tokens, language)
    command = _command(line)
    if command is None:
        return Body(line, ())
    first, is_reminder = command
    end, courtesy = _courtesy(line, first)
    spans = [(tokens[0].start, tokens[first - 1].end)]
    spans += [courtesy] if courtesy else []
    inner = [tokens[first]._replace(is_glued=False), *tokens[first + 1 : end]]
    return Body(Sentence(text, inner, language), tuple(spans), is_reminder)


def _command(line: Sentence) -> tuple[int, bool] | None:
    """Find where the words that only say "add" end; none when there is nothing else."""
    found = line.all("command", 0)
    for end in sorted(found, reverse=True):
        is_apart = not line.touches(end) or line.word(end) in _QUOTES
        is_all = all(word in JOINT_MARKS for word in line.words[end:])
        if is_apart and not is_all and not line.begins("no_command", end):
            return end, bool(found[end])
    return None


def _courtesy(line: Sentence, first: int) -> tuple[int, tuple[int, int] | None]:
    """Find where the task ends, and the words after it that say "please" or name a list."""
    length = len(line)
    while length > first and line.word(length - 1) in _ENDING_MARKS:
        length -= 1
    end = _before(line, "courtesy", first, length)
    while end < length and end > first and line.word(end - 1) == ",":
        end -= 1
    end = _before(line, "my_list", first, end)
    if all(word in JOINT_MARKS for word in line.words[first:end]):
        return len(line), None
    # The dot after a figure is a part of it: "24.12.".
    end += line.is_number(end - 1) and line.word(end) == "."
    rest = [at for at in range(end, len(line)) if line.word(at) not in _ENDING_MARKS | JOINT_MARKS]
    if not rest:
        return end, None
    return end, (line.tokens[rest[0]].start, line.tokens[rest[-1]].end)


def _before(line: Sentence, name: str, first: int, end: int) -> int:
    """Find where a phrase begins that ends at a place; the place itself if there is none."""
    starts = range(max(first + 1, end - PHRASE_TOKENS_MAX), end)
    return next((at for at in starts if end in line.all(name, at)), end)


def list_before(line: Sentence, at: int) -> int:
    """Find where the words begin that only say where it is added, before a date: "to my list"."""
    end = at
    while end > 1 and line.word(end - 1) == ",":
        end -= 1
    start = _before(line, "my_list", 0, end)
    return start if start < end else at
