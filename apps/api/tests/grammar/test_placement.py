"""Lists of words build on lists before them."""

import pytest

from taskora_api.grammar.placement import Placement
from taskora_api.grammar.rules import GrammarDataError


def test_a_list_takes_another_one_in_and_leaves_words_out() -> None:
    lists = Placement({"a": ["x", "y", "-", "@"], "b": ["@a", "-y", "z"]})
    assert lists["b"] == {"x", "z", "-", "@"}
    assert lists["none"] == frozenset()
    assert lists.any_of(("a", "b")) == {"x", "y", "z", "-", "@"}


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(GrammarDataError, match="@b is not before it"):
        Placement({"a": ["@b"], "b": ["x"]})
