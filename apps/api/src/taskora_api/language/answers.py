"""Reads an answer to a question: yes or no, in the words that people use for it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

AnsweredVerb = Literal[
    "complete",
    "reopen",
    "delete",
    "rename",
    "move",
    "add",
    "undo",
    "change",
    "tag",
    "untag",
    "prioritise",
    "put",
    "repeat",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


_POSITIVE = _words(
    "y yes yep yeah yup ya yess sure ok okay okey absolutely definitely certainly correct "
    "right exactly confirm confirmed agreed fine indeed alright affirmative aye "
    # In the other languages that dates are read in.
    "sí si vale claro हाँ हां ہاں نعم"
)
_NEGATIVE = _words(
    "n no nope nah not never dont cancel stop none neither nothing abort leave keep wait wrong "
    "negative नहीं नही मत نہیں مت لا"
)
_FILLER = _words(
    "please thanks thank you hmm hm um uh oh well actually then now just it them that "
    "those these this all of the one ones both everything me i as is they are so alone be "
    "to a and but hey sorry yet tasks task my we let lets would d like want think guess "
    "mean really there on hold for s too still yourself way rather prefer ill better "
    "por favor जी جی"
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
    "change": "change",
    "set": "change",
    "tag": "tag",
    "untag": "untag",
    "prioritise": "prioritise",
    "prioritize": "prioritise",
    "put": "put",
    "repeat": "repeat",
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
# Signs that agree, or say nothing; any other could say more than the words.
_PLEASED = frozenset("\U0001f44d\U0001f44c\u2705\U0001f64f\U0001f642\U0001f60a")
_SELECTORS = "\ufe0e\ufe0f"
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_APOSTROPHE = re.compile(r"['\u2019]")
WORDS_MAX = 12
LENGTH_MAX = 200
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
    if len(text) > LENGTH_MAX or not _may_be_an_answer(text, _split(text.casefold())):
        return None
    said = text.casefold()
    for pattern, meaning in _IDIOMS:
        said = pattern.sub(meaning, said)
    words = _split(said)
    verbs = frozenset(_VERBS[word] for word in words if word in _VERBS)
    known = _POSITIVE | _NEGATIVE | _FILLER | _VERBS.keys() | _WITH_A_VERB
    if not set(words) <= known or not _is_plain(text):
        return None
    if _NEGATIVE & set(words):
        return Answer(agrees=False, verbs=verbs)
    if _POSITIVE & set(words) or said.strip(" .!") == "please":
        return Answer(agrees=True, verbs=verbs)
    return None


def _may_be_an_answer(text: str, words: list[str]) -> bool:
    if not words or len(words) > WORDS_MAX or words[0] in _VERBS or _STATES.search(text):
        return False
    return not ("cancel" in words and _OBJECTS & set(words))


def _split(text: str) -> list[str]:
    """Split into words of any script: what is not read is no word that may be left out."""
    spaced = (each if _is_of_word(each) else " " for each in _APOSTROPHE.sub(" ", text))
    return unicodedata.normalize("NFC", "".join(spaced)).split()


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" and character not in _SELECTORS


def _is_plain(text: str) -> bool:
    """A question mark, a number or a picture makes it no plain yes or no."""
    return all(_is_plain_sign(character) for character in text)


def _is_plain_sign(character: str) -> bool:
    kind = unicodedata.category(character)
    is_mark = kind[0] in "PZC" and character not in "?\u061f\uff1f"
    return is_mark or kind[0] in "LM" or character in _PLEASED or character in _SKIN_TONES
