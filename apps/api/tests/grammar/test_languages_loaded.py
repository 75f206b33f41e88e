"""Which language a line is read in, and that no other one is loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import taskora_api.grammar
from taskora_api.grammar.languages import LANGUAGES, language_of

ROOM = Path(taskora_api.grammar.__file__).parent
READS_ENGLISH = """
from datetime import date
from taskora_api.grammar.languages import load_language
from taskora_api.language.quick_add import parse_quick_add
parse_quick_add("call mom tomorrow", date(2026, 11, 28))
print(load_language.cache_info().currsize)
"""


def test_each_language_has_data_and_all_data_a_language() -> None:
    assert {path.stem for path in (ROOM / "data").glob("??.json")} == LANGUAGES


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("es", "es"),
        ("es-419", "es"),
        ("ES-mx", "es"),
        ("es-Latn-MX", "es"),
        ("hi-IN", "hi"),
        ("hi-Latn-IN", "en"),
        ("ar-EG-u-nu-arab", "ar"),
        ("ur-Arab-PK", "ur"),
        ("en-IN", "en"),
        ("de-DE", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_locale_chooses_the_language(locale: str | None, code: str) -> None:
    assert language_of(locale) == code


def test_a_process_that_sees_english_alone_has_no_other_language_in_memory() -> None:
    source = str(ROOM.parents[1])
    program = f"import sys; sys.path.insert(0, {source!r})\n{READS_ENGLISH}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"
