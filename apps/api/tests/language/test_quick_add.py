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
        # Two days are none: it is planned on the one what is done on the other.
        ("plan today what to do tomorrow", "plan today what to do tomorrow", None),
        ("  spaces   inside\tare one ", "spaces inside are one", None),
        ("add milk to my shopping list", "milk", None),
        ("set a reminder to call mom on friday", "call mom", FRIDAY),
        ("remind me at 5pm to call mom", "call mom at 5pm", None),
        ("remind me tomorrow at 5pm to call mom", "call mom at 5pm", TOMORROW),
        ("remind me at noon that rent is due", "rent is due at noon", None),
        ("add friday to calendar", "friday to calendar", None),
        ("buy milk (tomorrow)", "buy milk", TOMORROW),
        ("buy milk (tomorrow at 5pm)", "buy milk (at 5pm)", TOMORROW),
        ("[tomorrow] buy milk", "buy milk", TOMORROW),
        ("add pay rent 24.12.", "pay rent", date(2026, 12, 24)),
        ("add pay rent on 24.12. please", "pay rent", date(2026, 12, 24)),
        ("add milk to my list tomorrow", "milk", TOMORROW),
        ("add milk to my list, by friday!", "milk", FRIDAY),
        ("add milk on our list", "milk", None),
        ("add milk into my shopping list please", "milk", None),
        ("milk to my list tomorrow", "milk to my list", TOMORROW),
        ("add a photo in the list", "a photo in the list", None),
        ("remind me in the evening to call mom", "call mom in the evening", None),
        ("remind me tomorrow in the morning at 8 to run", "run at 8", TOMORROW),
        ("call mom last thing tomorrow", "call mom", TOMORROW),
        ("last thing friday call mom", "call mom", FRIDAY),
        ("call mom tomorrow last thing", "call mom", TOMORROW),
        ("do the last thing tomorrow", "do the last thing tomorrow", None),
        ("Test due:tomorrow", "Test", TOMORROW),
        ("Test due: soon", "Test due: soon", None),
        ("Test by: tomorrow", "Test", TOMORROW),
        ("Test on:tomorrow", "Test", TOMORROW),
        ("Test (before: tomorrow)", "Test", TOMORROW),
        ("Test by: soon", "Test by: soon", None),
        ("call mom ‘on friday’", "call mom ‘on friday’", None),
        # There must be something to do on the date.
        ("tomorrow at 5pm", "tomorrow at 5pm", None),
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
        # The words that only say where it is added are no part of the last task.
        (
            "add eggs, bread and butter to my list",
            [("eggs", None), ("bread", None), ("butter", None)],
        ),
        ("add milk, eggs to the list please", [("milk", None), ("eggs", None)]),
        (
            "add milk, eggs and bread to my list tomorrow",
            [("milk", TOMORROW), ("eggs", TOMORROW), ("bread", TOMORROW)],
        ),
        # Nothing is lost at a joint.
        ("add salt and pepper, bread", [("salt and pepper", None), ("bread", None)]),
        ("add milk & eggs; bread", [("milk & eggs", None), ("bread", None)]),
        ("add buy milk, call mom", [("buy milk", None), ("call mom", None)]),
        (
            "add pay rent, water plants tomorrow",
            [("pay rent", TOMORROW), ("water plants", TOMORROW)],
        ),
        ("add vacuum, dust, mop", [("vacuum", None), ("dust", None), ("mop", None)]),
        ("add pizza (ham, cheese), cola", [("pizza (ham, cheese)", None), ("cola", None)]),
        # Two parts with a date each are two tasks.
        (
            "add pick up the suit on sunday and call grandma friday",
            [("pick up the suit", TOMORROW), ("call grandma", FRIDAY)],
        ),
        (
            "i need to pay rent tomorrow and tax on friday",
            [("pay rent", TOMORROW), ("tax", FRIDAY)],
        ),
    ],
)
def test_a_list_is_several_tasks(text: str, expected: list[tuple[str, date | None]]) -> None:
    assert [(item.title, item.due_on) for item in parse_items(text, SATURDAY)] == expected


@pytest.mark.parametrize(
    ("text", "title", "due_on"),
    [
        ("add lunch with Tom, Dick and Harry friday", "lunch with Tom, Dick and Harry", FRIDAY),
        ("add dinner with ana, ben & cleo", "dinner with ana, ben & cleo", None),
        ("add gifts for Ana, Ben and Cleo tomorrow", "gifts for Ana, Ben and Cleo", TOMORROW),
        ("add trip to Paris, France", "trip to Paris, France", None),
        ("add email Tom, Dick and Harry", "email Tom, Dick and Harry", None),
        ("add buy milk, eggs and bread", "buy milk, eggs and bread", None),
        ("add call mom, dad, and the dentist", "call mom, dad, and the dentist", None),
        (
            "add https://example.com/a,b;c read this tomorrow",
            "https://example.com/a,b;c read this",
            TOMORROW,
        ),
        ("add www.example.com/?q=a,b tomorrow", "www.example.com/?q=a,b", TOMORROW),
        ("add docs.example.com/a,b;c tomorrow", "docs.example.com/a,b;c", TOMORROW),
        ("add mailto:a@b.example,c@d.example write", "mailto:a@b.example,c@d.example write", None),
        ("add meeting notes: talk about a; b; c", "meeting notes: talk about a; b; c", None),
        ("add shopping: milk, eggs and bread", "shopping: milk, eggs and bread", None),
        ("todo: fix the bike, tomorow", "fix the bike", TOMORROW),
        ("add call Ana (mom, dad), tomorrow", "call Ana (mom, dad)", TOMORROW),
        ("add plan the wedding and the party", "plan the wedding and the party", None),
        ("add buy flowers tomorrow and a card", "buy flowers and a card", TOMORROW),
    ],
)
def test_a_list_within_one_task_is_one_task(text: str, title: str, due_on: date | None) -> None:
    assert [(item.title, item.due_on) for item in parse_items(text, SATURDAY)] == [(title, due_on)]
