"""Separates words that could name a task from questions and chatter."""

import re
from typing import Literal

_QUESTION = re.compile(
    r"(?:what|why|who|whom|whose|how|when|where|which|is|are|am|was|were|do|does|did|can|could|"
    r"should|would|will|shall|may|might|have\s+(?:i|you|we)|has)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# A question whose first word is a verb of a task too: "do the dishes", "will to sign".
_DUTY = re.compile(r"(?:do|have)\s+(?:the|my|a|an|some|more|\d+)\b", re.IGNORECASE)
_CHATTER = re.compile(
    r"(?:i|i['\u2019](?:m|ve|ll|d)|you|you['\u2019]re|your|we|they|he|she|it|it['\u2019]s|that|"
    r"that['\u2019]s|this|there|there['\u2019]s|if|because|but|so|lol|haha+|wow|hmm+|ugh|meh|yay|"
    r"damn|omg|bye|goodbye|good\s+night|welcome|sorry|really|seriously|interesting)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_FOR_WORDS = re.compile(
    r"(?:tell|say|sing|explain|describe|imagine|pretend|guess|ignore|repeat|summari[sz]e|"
    r"compute|calculate|give\s+me|write\s+me|play)\b.*"
    # A letter is translated as a task; words are where they are said, or into what.
    r"|translate\s+(?:(?:this|that|it)\b|[\"'\u201c\u2018]|the\s+(?:word|sentence|text)\b).*"
    r"|translate\s.+\s(?:in)?to\s+[a-z]+",
    re.IGNORECASE | re.DOTALL,
)
# What a verb does to a task that is named after it; a new title or a day is not yet said.
_VERB_ALONE: dict[str, Literal["complete", "delete", "reopen"]] = {
    "complete": "complete",
    "finish": "complete",
    "delete": "delete",
    "remove": "delete",
    "reopen": "reopen",
}
_COMMAND_ALONE = frozenset(["add", "create", "move", "rename", *_VERB_ALONE])
# Verbs that say nothing but a change to what is there, even without all that it takes.
_CHANGE_VERB = re.compile(
    r"(?:rename|retitle|reschedule|postpone|snooze|reopen|uncheck|untick|undo|undelete)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or (
        _QUESTION.fullmatch(text) is not None and _DUTY.match(text) is None
    )


def is_command_alone(text: str) -> bool:
    """Say whether a text is a verb of the assistant without its object."""
    return text.strip(" .!?:").casefold() in _COMMAND_ALONE


def verb_alone(text: str) -> Literal["complete", "delete", "reopen"] | None:
    """Return what a verb does that stands alone, and needs only a task."""
    return _VERB_ALONE.get(text.strip(" .!?:").casefold())


def half_said_change(text: str) -> str | None:
    """Return the verb of a change of which a part is missing: "rename milk"."""
    match = _CHANGE_VERB.match(text)
    return match[0].lower() if match is not None else None


def could_be_task(text: str) -> bool:
    """Say whether a text, which is no command, could be the words of a task."""
    return (
        _WORD.search(text) is not None
        and not is_question(text)
        and not is_command_alone(text)
        and half_said_change(text) is None
        and _CHATTER.fullmatch(text) is None
        and _ASKS_FOR_WORDS.fullmatch(text) is None
    )
