"""A language as the engine reads it: its words, its rules and where phrases may stand."""

from dataclasses import dataclass
from functools import cache

from taskora_api.grammar.data_files import read_data
from taskora_api.grammar.items import word_key
from taskora_api.grammar.lexicon import Lexicon
from taskora_api.grammar.placement import Placement
from taskora_api.grammar.rules import Rules

LANGUAGES = frozenset({"ar", "en", "es", "hi", "ur"})
# Of whom nobody said what they speak, and whoever speaks a language that has no data.
MAIN_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """What the data of a language and those of all languages say together."""

    code: str
    lexicon: Lexicon
    rules: Rules
    placement: Placement
    # Whether a phrase that says when may stand before any word, as where the verb is last.
    is_free: bool = False

    def knows(self, word: str) -> bool:
        """Say whether a folded word begins a phrase, or stands in a rule."""
        return self.lexicon.knows(word) or word_key(word) in self.rules.words


def language_of(locale: str | None) -> str:
    """Choose the language of a BCP 47 tag: "es-MX" is Spanish; one without data is English.

    "hi-Latn" is Hindi in letters that its data do not have.
    """
    language, *subtags = (locale or "").lower().split("-")
    is_in_own_letters = language == "es" or "latn" not in subtags
    return language if language in LANGUAGES and is_in_own_letters else MAIN_LANGUAGE


@cache
def load_language(code: str) -> Language:
    """Load a language by its code, such as `en`; it is made ready when it is first asked for."""
    core, own = read_data("core"), read_data(code)
    lexicon = Lexicon(core["lexicon"] | own["lexicon"])
    rules = Rules(core["rules"] | own["rules"], lexicon.classes)
    placement = Placement(core["placement"] | own["placement"])
    return Language(code, lexicon, rules, placement, own.get("order") == "free")
