"""What is left of a line around the parts with a meaning."""

from collections.abc import Iterable, Sequence

from taskora_api.grammar.data_files import SPACE_CHARACTERS

JOINTS = ",;:-\u2013\u2014\u060c\u061b"
ENDINGS = ".!?\u061f\u06d4\u0964"
_SEPARATORS = JOINTS + ENDINGS + "|/\\<>=~@*+\u2192\u2022\u00b7"
_OPENINGS = "([{"
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'

Span = tuple[int, int]


def split_words(text: str) -> list[str]:
    """Split a text at white space, as the grammar knows it."""
    words: list[str] = []
    begin: int | None = None
    for place, letter in enumerate(text):
        if letter in SPACE_CHARACTERS:
            if begin is not None:
                words.append(text[begin:place])
            begin = None
        elif begin is None:
            begin = place
    return [*words, text[begin:]] if begin is not None else words


def title_around(text: str, start: int, end: int, claims: Sequence[Span]) -> str:
    """Join what is around the claims, without marks that only stood between: "milk | tomorrow"."""
    pieces: list[list[str]] = []
    at = start
    for begin, stop in [*claims, (end, end)]:
        pieces.append(split_words(text[at:begin]))
        at = max(at, stop)
    for number, words in enumerate(pieces):
        if number < len(pieces) - 1:
            _drop_separators(words, -1)
        if number > 0:
            _drop_separators(words, 0)
    return joined(" ".join(words) for words in pieces)


def _drop_separators(words: list[str], at: int) -> None:
    while words and not words[at].strip(_SEPARATORS):
        words.pop(at)


def joined(pieces: Iterable[str]) -> str:
    """Join pieces, without the marks at their ends."""
    kept = []
    for piece in pieces:
        stripped = _stripped(piece, JOINTS)
        # What is left of a sentence after its date is the full stop.
        if _stripped(stripped, JOINTS + ENDINGS):
            kept.append(stripped)
    return _without_gaps(_stripped(" ".join(kept), JOINTS))


def whole_title(text: str) -> str:
    """Return the words of a text in which nothing is claimed."""
    words = " ".join(split_words(text))
    return _stripped(words, JOINTS) or words


def _stripped(text: str, marks: str) -> str:
    return text.strip(" " + marks)


def _without_gaps(text: str) -> str:
    """Close the gap after a bracket whose first words are gone."""
    for opening in _OPENINGS:
        text = text.replace(f"{opening} ", opening)
    return text


def without_quotes(text: str) -> str:
    """Quotation marks around a whole text only say that it is one."""
    inner = text[1:-1]
    is_quoted = bool(inner) and text[0] in QUOTES and text[-1] in QUOTES
    stripped = inner.strip(" ")
    return stripped if is_quoted and stripped and not set(inner) & set(QUOTES) else text
