"""Tags that stand in a title as `@label`, as Todoist writes them."""

import re
from collections.abc import Iterable

from taskora_api.text import is_visible

_LABEL = re.compile(r"(?<!\S)@([^\s@]\S*)")


def split_labels(content: str) -> tuple[str, list[str]]:
    """Part a title from its labels; a title of nothing but labels stays one, and has none."""
    labels: list[str] = []

    def take(found: re.Match[str]) -> str:
        if not is_visible(found[1]):
            return found[0]
        labels.append(found[1])
        return ""

    title = " ".join(_LABEL.sub(take, content).split())
    return (title, labels) if is_visible(title) else (" ".join(labels) or title, [])


def with_labels(title: str, tags: Iterable[str]) -> str:
    """Write tags behind a title; they have to be as `as_label` makes them."""
    return " ".join([title, *(f"@{tag}" for tag in tags)])


def as_label(tag: str) -> str:
    """Make a tag into a label, which has no spaces and does not begin with @."""
    return re.sub(r"\s+", "_", tag.lstrip("@").strip())
