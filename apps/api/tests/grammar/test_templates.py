"""Templates make the values of rules of the values of their items."""

import pytest

from taskora_api.grammar.templates import fill


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("$2", 7),
        ("word", "word"),
        (["$1", 3], [2, 3]),
        ({"k": "md", "m": "$1", "y": "$3"}, {"k": "md", "m": 2}),
        ({"$sum": ["$1", "$2", "$3"]}, 9),
        ({"$product": ["$1", 100]}, 200),
        ({"$with": [{"a": "$1"}, {"b": "$2"}, "$3"]}, {"a": 2, "b": 7}),
        ({"$list": [["$1"], "$2", "$3"]}, [2, 7]),
        ({"$sum": [{"$product": ["$1", 10]}, "$2"]}, 27),
    ],
)
def test_a_template_is_filled(template: object, expected: object) -> None:
    assert fill(template, [2, 7, None]) == expected
