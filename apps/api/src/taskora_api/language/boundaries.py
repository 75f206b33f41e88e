"""Says where a date may begin and end: "monday.com", "1.2" and "archive-2026-09-23" hold none."""

import unicodedata

from taskora_api.language.tokens import Kind, Line

# Marks that make one name of what they touch.
_BINDING = set("/\\.-_:@#%+=&^|'~")
_BINDING_AFTER = _BINDING - {".", ":"}


def begins_cleanly(line: Line, at: int) -> bool:
    """Say whether a token begins a word and is no later part of a name, a path or a number."""
    return not line.touches(at) or not _binds(line, at - 1, at - 2, _BINDING)


def ends_cleanly(line: Line, at: int) -> bool:
    """Say whether the token before a place ends a word."""
    if not line.touches(at):
        return True
    if line.word(at) in {".", ":", ","} and line.touches(at + 1):
        # The full stop of a sentence is followed by nothing that it touches.
        is_joint = line.kind(at + 1) is Kind.NUMBER
        is_name = line.word(at) == "." and line.kind(at + 1) is Kind.WORD
        return not (is_joint or is_name)
    return not _binds(line, at, at + 1, _BINDING_AFTER)


def _binds(line: Line, at: int, beyond: int, marks: set[str]) -> bool:
    if line.kind(at) is not Kind.MARK:
        return True
    word = line.word(at)
    if word == "," and line.touches(max(at, beyond)) and line.kind(beyond) is Kind.NUMBER:
        return True
    return word[0] in marks or unicodedata.category(word[0]) == "Sc"
