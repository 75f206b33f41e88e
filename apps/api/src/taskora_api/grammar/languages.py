"""A language as the engine reads it: its words, its rules and where phrases may stand."""

from dataclasses import dataclass
from functools import cache

from taskora_api.grammar.data_files import read_data
from taskora_api.grammar.lexicon import Lexicon
from taskora_api.grammar.placement import Placement
from taskora_api.grammar.rules import Rules


@dataclass(frozen=True, slots=True)
class Language:
    """What the data of a language and those of all languages say together."""

    code: str
    lexicon: Lexicon
    rules: Rules
    placement: Placement
    # Whether a phrase that says when may stand before any word, as where the verb is last.
    is_free: bool = False


@cache
def load_language(code: str) -> Language:
    """Load a language by its code, such as `en`; it is made ready once."""
    core, own = read_data("core"), read_data(code)
    lexicon = Lexicon(core["lexicon"] | own["lexicon"])
    rules = Rules(core["rules"] | own["rules"], lexicon.classes)
    placement = Placement(core["placement"] | own["placement"])
    return Language(code, lexicon, rules, placement, own.get("order") == "free")
