"""What an answer of the assistant is to a judge: a question, its buttons, and what it tells."""

import re

from support.chat import Answer

_ASKS = re.compile(r"\?(?:\s|$)|\bSay (?:yes|its number)\b")
_NUMBER = re.compile(r"\d+")


def asks(answer: Answer) -> bool:
    """Say whether an answer ends with a question to the person."""
    return bool(buttons(answer)) or _ASKS.search(answer.text) is not None


def buttons(answer: Answer) -> list[str]:
    """Return the answers that can be pressed; a change that needs a yes has buttons of its own."""
    offered = [chunk["data"]["options"] for chunk in answer.chunks if _has_options(chunk)]
    is_unconfirmed = any(output.get("outcome") == "unconfirmed" for output in answer.outputs)
    options = [str(option) for options in offered for option in options]
    return options or (["yes", "no"] if is_unconfirmed else [])


def _has_options(chunk: dict[str, object]) -> bool:
    return chunk["type"] == "data-candidates"


def tells_number(answer: Answer, number: int) -> bool:
    """Say whether an answer has a number in its text, or as many rows."""
    numbers = {int(found) for found in _NUMBER.findall(answer.text)}
    return number in numbers or (bool(answer.listed) and len(answer.listed) == number)


def tells_titles(answer: Answer, wanted: list[str], all_titles: list[str]) -> bool:
    """Say whether an answer names these tasks, in rows or in its text, and none else."""
    named = {title for title in all_titles if title in answer.listed or title in answer.text}
    return named == set(wanted)
