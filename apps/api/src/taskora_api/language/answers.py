"""Reads an answer to a question: yes or no, in the words that people use for it."""

import re
from dataclasses import dataclass
from typing import Literal

AnsweredVerb = Literal["complete", "reopen", "delete", "rename", "move", "add", "undo"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_POSITIVE = _words(
    "y yes yep yeah yup ya yess sure ok okay okey absolutely definitely certainly correct "
    "right exactly confirm confirmed agreed fine indeed alright affirmative aye"
)
_NEGATIVE = _words(
    "n no nope nah not never dont cancel stop none neither nothing abort leave keep wait wrong "
    "negative"
)
_FILLER = _words(
    "please thanks thank you hmm hm um uh oh well actually then now just it them that "
    "those these this all of the one ones both everything me i as is they are so alone be "
    "to a and but hey sorry yet tasks task my we let lets would d like want think guess "
    "mean really there on hold for s too still yourself way rather prefer ill better"
)
_VERBS: dict[str, AnsweredVerb] = {
    "delete": "delete",
    "remove": "delete",
    "erase": "delete",
    "complete": "complete",
    "finish": "complete",
    "mark": "complete",
    "tick": "complete",
    "reopen": "reopen",
    "rename": "rename",
    "change": "rename",
    "move": "move",
    "reschedule": "move",
    "postpone": "move",
    "add": "add",
    "undo": "undo",
}
_WITH_A_VERB = frozenset(["do", "done", "off", "go", "ahead"])
# Idioms whose words would say something else.
_IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"\bwhy\s+not\b", " yes "),
        (r"\bno\s+(?:problem|worries)\b", " "),
        (r"\bdon['\u2019]?t\b", " not "),
        (r"\bnever\s*mind\b", " no "),
        (r"\bhold\s+on\b", " no "),
        (r"\bforget\s+(?:about\s+)?(?:it|that|them)\b", " no "),
        (r"\b(?:i['\u2019]?d\s+)?rather\s+not\b", " no "),
        (r"\bon\s+second\s+thoughts?\b", " "),
        (r"\bi(?:['\u2019]ve)?\s+changed\s+my\s+mind\b", " no "),
        (r"\b(?:please\s+)?do\s+not\b", " not "),
        (
            r"\b(?:go\s+ahead|go\s+for\s+it|of\s+course|sounds\s+(?:good|right|great)|looks\s+good|"
            r"by\s+all\s+means|make\s+it\s+so|that\s+one|please\s+do|do\s+(?:it|that|so|them|all))\b",
            " yes ",
        ),
    )
)
_STATES = re.compile(r"\b(?:is|are|as|was|were)\s+(?:still\s+)?not\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_APOSTROPHE = re.compile(r"['\u2019]")
WORDS_MAX = 12
# "cancel all tasks" wants something; "cancel that" answers.
_OBJECTS = frozenset(["all", "everything", "task", "tasks", "my", "both", "those", "these", "them"])


@dataclass(frozen=True)
class Answer:
    """Whether it agrees, and with which actions where it names any."""

    agrees: bool
    verbs: frozenset[AnsweredVerb] = frozenset()


def read_answer(text: str) -> Answer | None:
    """Read an answer; None when any word of it could be something else.

    A "no" anywhere wins: "yes please do not" is no.
    """
    words = _WORD.findall(_APOSTROPHE.sub(" ", text.casefold()))
    if not words or len(words) > WORDS_MAX or words[0] in _VERBS or _STATES.search(text):
        return None
    if "cancel" in words and _OBJECTS & set(words):
        return None
    said = text.casefold()
    for pattern, meaning in _IDIOMS:
        said = pattern.sub(meaning, said)
    words = _WORD.findall(_APOSTROPHE.sub(" ", said))
    verbs = frozenset(_VERBS[word] for word in words if word in _VERBS)
    known = _POSITIVE | _NEGATIVE | _FILLER | _VERBS.keys() | _WITH_A_VERB
    if not set(words) <= known or not _is_plain(text):
        return None
    if _NEGATIVE & set(words):
        return Answer(agrees=False, verbs=verbs)
    if _POSITIVE & set(words) or said.strip(" .!") == "please":
        return Answer(agrees=True, verbs=verbs)
    return None


def _is_plain(text: str) -> bool:
    """A question mark or a number makes it no plain yes or no."""
    return "?" not in text and not any(character.isdecimal() for character in text)
