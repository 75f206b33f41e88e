"""Says where a phrase may begin and end: "monday.com", "1.2" and "archive-2026-09-23" hold none."""

from collections.abc import Sequence

from taskora_api.grammar.sentence import Sentence


def begins_cleanly(line: Sentence, at: int) -> bool:
    """Say whether a token begins a word and is no later part of a name, a path or a number."""
    return not line.touches(at) or not _binds(line, at - 1, at - 2, "binding_marks")


def ends_cleanly(line: Sentence, at: int) -> bool:
    """Say whether the token before a place ends a word."""
    if not line.touches(at):
        return True
    if line.word(at) in {".", ":", ","} and line.touches(at + 1):
        # The full stop of a sentence is followed by nothing that it touches.
        is_name = line.word(at) == "." and line.is_word(at + 1)
        return not (line.is_number(at + 1) or is_name)
    return not _binds(line, at, at + 1, "binding_marks_after")


def _binds(line: Sentence, at: int, beyond: int, marks: str) -> bool:
    if not line.is_mark(at):
        return True
    if line.word(at) == "," and line.touches(max(at, beyond)) and line.is_number(beyond):
        return True
    return line.is_in(at, marks)


def quoted_tokens(line: Sentence) -> Sequence[bool]:
    """Say of each token whether it is between quotation marks, which keep words together."""
    quoted = [False] * len(line)
    following = _following_closings(line)
    at = 0
    while at < len(line):
        end = _closing(line, at, following)
        if end is None:
            at += 1
            continue
        quoted[at : end + 1] = [True] * (end + 1 - at)
        at = end + 1
    return quoted


_CLOSINGS = {'"': "double", "\u201c": "double", "\u201d": "double", "\u201e": "double"}
_CLOSINGS |= {"\u00ab": "angle", "'": "single"}


def _following_closings(line: Sentence) -> dict[str, list[int | None]]:
    """Say for each place where the next mark of a kind is after it."""
    kinds = {"double": '"\u201c\u201d', "angle": "\u00bb", "single": "'"}
    found: dict[str, list[int | None]] = {}
    for kind, marks in kinds.items():
        places: list[int | None] = [None] * len(line)
        following: int | None = None
        for at in range(len(line) - 1, -1, -1):
            places[at] = following
            if line.words[at] in marks:
                following = at
        found[kind] = places
    return found


def _closing(line: Sentence, at: int, following: dict[str, list[int | None]]) -> int | None:
    kind = _CLOSINGS.get(line.words[at])
    if kind is None:
        return None
    end = following[kind][at]
    if kind == "single" and end is not None:
        # A single mark is an apostrophe as well, so it must stand around words.
        is_inside = line.touches(at) and not line.is_mark(at - 1)
        is_within = line.touches(end + 1) and not line.is_mark(end + 1)
        return None if is_inside or is_within or end == at + 1 else end
    return end
