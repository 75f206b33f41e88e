"""From a line to a title and a date (A3)."""

from datetime import date

import pytest

from taskora_api.language.items import parse_items
from taskora_api.language.quick_add import parse_quick_add

SATURDAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "title", "due_on"),
    [
        ("buy milk", "buy milk", None),
        ("add buy milk tomorrow", "buy milk", TOMORROW),
        ("tomorrow: call mom", "call mom", TOMORROW),
        ("call mom, tomorrow.", "call mom", TOMORROW),
        ("Add a task to buy milk on friday", "buy milk", FRIDAY),
        ("add a new task called Write report by friday", "Write report", FRIDAY),
        ("add a task for tomorrow: call mom", "call mom", TOMORROW),
        ("create a task pay bills", "pay bills", None),
        ("new task: water plants tomorrow", "water plants", TOMORROW),
        ("remind me to call mom tomorrow at 5pm", "call mom at 5pm", TOMORROW),
        ("remember to breathe", "breathe", None),
        ("don't forget to breathe", "breathe", None),
        ("i need to buy milk", "buy milk", None),
        ("can you please add milk", "milk", None),
        ("add milk to my list please", "milk", None),
        ("add to my list: milk", "milk", None),
        ("todo: milk", "milk", None),
        ('add "call mom tomorrow"', "call mom tomorrow", None),
        ("submit report by friday to Alice", "submit report to Alice", FRIDAY),
        ("meet bob friday at 17:00", "meet bob at 17:00", FRIDAY),
        ("plan today what to do tomorrow", "plan today what to do", TOMORROW),
        ("  spaces   inside\tare one ", "spaces inside are one", None),
        # There must be something to do on the date.
        ("tomorrow", "tomorrow", None),
        ("add tomorrow", "tomorrow", None),
        ("add", "add", None),
        ("---", "---", None),
        ("addition of numbers", "addition of numbers", None),
        ("make dinner", "make dinner", None),
    ],
)
def test_a_line_is_split_into_title_and_date(text: str, title: str, due_on: date | None) -> None:
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (title, due_on)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add milk", [("milk", None)]),
        ("add salt and pepper", [("salt and pepper", None)]),
        ("add milk, eggs", [("milk", None), ("eggs", None)]),
        ("add milk, eggs and bread", [("milk", None), ("eggs", None), ("bread", None)]),
        (
            "add milk, eggs, and salt and pepper",
            [("milk", None), ("eggs", None), ("salt and pepper", None)],
        ),
        # A date at the end or the beginning of a list is the date of them all.
        (
            "add milk, eggs and call mom tomorrow",
            [("milk", TOMORROW), ("eggs", TOMORROW), ("call mom", TOMORROW)],
        ),
        ("add tomorrow: milk, eggs", [("milk", TOMORROW), ("eggs", TOMORROW)]),
        ("add milk tomorrow, eggs", [("milk", TOMORROW), ("eggs", None)]),
        ("add milk tomorrow, eggs on friday", [("milk", TOMORROW), ("eggs", FRIDAY)]),
        ("add call mom, tomorrow", [("call mom", TOMORROW)]),
        ("add buy milk, the blue one", [("buy milk, the blue one", None)]),
        ('add "bread, butter", milk', [("bread, butter", None), ("milk", None)]),
        ("add pay 1,000 euros", [("pay 1,000 euros", None)]),
        ("add party 24 December, 2027", [("party", date(2027, 12, 24))]),
        ("add milk\neggs", [("milk", None), ("eggs", None)]),
        ("add milk,, ,eggs,", [("milk", None), ("eggs", None)]),
    ],
)
def test_a_list_is_several_tasks(text: str, expected: list[tuple[str, date | None]]) -> None:
    assert [(item.title, item.due_on) for item in parse_items(text, SATURDAY)] == expected
