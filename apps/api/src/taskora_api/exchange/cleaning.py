"""Text and ids of files as the data model takes them; what is valid already stays as it is."""

import hashlib
from collections.abc import Iterable

from taskora_api.exchange import limits
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.reasons import Reason
from taskora_api.text import is_visible, neutralised, storable


def text_of(value: object) -> str:
    """Give the text of a value of JSON; a number is written, anything else is no text."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def clean_text(remarks: Remarks, value: object) -> str:
    """Give a text of several lines without what cannot be stored, of any length."""
    given = text_of(value)
    kept: str = storable(given) if not given.isascii() or "\x00" in given else given
    if len(kept) != len(given):
        remarks.add(Reason.CHARACTERS_LEFT_OUT)
    return kept.strip()


def shortened(remarks: Remarks, text: str, limit: int = limits.NOTES_LENGTH_MAX) -> str:
    """Cut a text at its limit, and say so."""
    if len(text) <= limit:
        return text
    remarks.add(Reason.TEXT_SHORTENED)
    return text[:limit].rstrip()


def clean_line(remarks: Remarks, value: object) -> str:
    """Give a text of one line without hidden characters, or "" if nothing of it is seen."""
    line = neutralised(" ".join(clean_text(remarks, value).splitlines()))
    return line if is_visible(line) else ""


def clean_id(value: object) -> str | None:
    """Give an id; one that is long or has signs that are not printed becomes its hash."""
    text = text_of(value)
    if not text:
        return None
    if len(text) <= limits.ID_LENGTH_MAX and text.isprintable() and text == text.strip():
        return text
    return derived_id(text)


def derived_id(*parts: object) -> str:
    """Make an id of what a thing is and where it stands: the same for the same file."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]


class Numbered:
    """Makes ids for things without one; of several that are alike each gets another id."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def id_of(self, *parts: object) -> str:
        """Make the id of the next thing that is described by these parts."""
        first = derived_id(*parts)
        number = self._seen.get(first, 0)
        self._seen[first] = number + 1
        return first if number == 0 else derived_id(first, number)


def clean_tags(remarks: Remarks, values: Iterable[object]) -> tuple[str, ...]:
    """Give tags in order, no two equal but for case; those that are too long are left out."""
    by_name: dict[str, str] = {}
    for value in values:
        tag = clean_line(remarks, value)
        if len(tag) > limits.TAG_LENGTH_MAX:
            remarks.add(Reason.TAGS_LEFT_OUT, tag)
        elif tag:
            by_name.setdefault(tag.casefold(), tag)
    tags = [by_name[name] for name in sorted(by_name)]
    if len(tags) > limits.TAGS_MAX:
        remarks.add(Reason.TAGS_LEFT_OUT, ", ".join(tags[limits.TAGS_MAX :]))
    return tuple(tags[: limits.TAGS_MAX])
