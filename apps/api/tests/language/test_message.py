"""From what a person says to what they want (A3)."""

from datetime import date

import pytest

from taskora_api.language.intents import (
    AddTasks,
    AddThenChange,
    CompleteTasks,
    DeleteTasks,
    Intent,
    ListTasks,
    MoveTasks,
    Perhaps,
    PickPlaces,
    Redo,
    Remark,
    RenameTask,
    Statement,
    Undo,
    Unknown,
)
from taskora_api.language.items import NewItem
from taskora_api.language.message import parse_message

TODAY = date(2026, 11, 21)
YESTERDAY = date(2026, 11, 20)
TOMORROW = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("add buy milk tomorrow", AddTasks((NewItem("buy milk", TOMORROW),))),
        ("hey, add buy milk please", AddTasks((NewItem("buy milk", None),))),
        ("Remind me to call mom on friday.", AddTasks((NewItem("call mom", FRIDAY),))),
        ("add buy bread\ntomorrow", AddTasks((NewItem("buy bread", TOMORROW),))),
        ("add buy bread tomorrow please?", AddTasks((NewItem("buy bread", TOMORROW),))),
        ("tell me a joke", Unknown("tell me a joke")),
        ("tell me my tasks", ListTasks("open")),
        ("what was due yesterday?", ListTasks("open", YESTERDAY, YESTERDAY)),
        ("what have I got on friday", ListTasks("open", FRIDAY, FRIDAY)),
        ("list", ListTasks("open")),
        ("show me my tasks", ListTasks("open")),
        ("what are my tasks?", ListTasks("open")),
        ("my tasks", ListTasks("open")),
        ("what's left?", ListTasks("open")),
        ("list all", ListTasks("all")),
        ("show everything", ListTasks("all")),
        ("show done tasks", ListTasks("done")),
        ("completed tasks", ListTasks("done")),
        ("what have I completed?", ListTasks("done")),
        ("what's due today?", ListTasks("open", TODAY, TODAY)),
        ("today", ListTasks("open", TODAY, TODAY)),
        ("what do I have to do tomorrow", ListTasks("open", TOMORROW, TOMORROW)),
        ("do i have anything for tomorrow?", ListTasks("open", TOMORROW, TOMORROW)),
        ("what is overdue?", ListTasks("open", None, YESTERDAY)),
        ("overdue", ListTasks("open", None, YESTERDAY)),
        ("tasks for this week", ListTasks("open", MONDAY, SUNDAY)),
        ("show this month", ListTasks("open", date(2026, 11, 1), date(2026, 11, 30))),
        ("what's due by friday", ListTasks("open", None, FRIDAY)),
        ("show tasks about milk", ListTasks("open", about="milk")),
        ("show milk", ListTasks("open", about="milk")),
        ("complete buy milk", CompleteTasks("buy milk")),
        ("mark buy milk as done", CompleteTasks("buy milk")),
        ("buy milk is done", CompleteTasks("buy milk")),
        ("done with laundry", CompleteTasks("laundry")),
        ("check off 1 and 3", CompleteTasks("1 and 3")),
        ("check milk off", CompleteTasks("milk")),
        ("I've finished the report", CompleteTasks("the report")),
        ("complete it", CompleteTasks("it")),
        ("reopen milk", CompleteTasks("milk", completed=False)),
        ("mark milk as not done", CompleteTasks("milk", completed=False)),
        ("delete milk", DeleteTasks("milk")),
        ("could you remove the second one?", DeleteTasks("the second one")),
        ("cancel dentist", DeleteTasks("dentist")),
        ("delete all done tasks", DeleteTasks("all done tasks")),
        ("rename milk to oat milk", RenameTask((("milk", "oat milk"),))),
        ("rename milk -> oat milk", RenameTask((("milk", "oat milk"),))),
        ('change the title of milk to "oat milk"', RenameTask((("milk", "oat milk"),))),
        (
            "rename go to gym to swim",
            RenameTask((("go", "gym to swim"), ("go to gym", "swim"))),
        ),
        ("move dentist to friday", MoveTasks("dentist", FRIDAY)),
        ("move talk to bob to friday", MoveTasks("talk to bob", FRIDAY)),
        ("change milk to friday", MoveTasks("milk", FRIDAY)),
        ("set the due date of milk to friday", MoveTasks("milk", FRIDAY)),
        ("milk is due tomorrow", MoveTasks("milk", TOMORROW)),
        ("reschedule dentist tomorrow", MoveTasks("dentist", TOMORROW)),
        ("postpone dentist by 3 days", MoveTasks("dentist", None, 3)),
        ("postpone dentist a week", MoveTasks("dentist", None, 7)),
        ("remove the due date from milk", MoveTasks("milk", None)),
        ("yes", Remark.AGREE),
        ("Yes please!", Remark.AGREE),
        ("ok", Remark.AGREE),
        ("no", Remark.REFUSE),
        ("never mind", Remark.REFUSE),
        ("cancel", Remark.REFUSE),
        ("hello", Remark.GREET),
        ("thank you", Remark.THANK),
        ("help", Remark.HELP),
        ("???", Remark.HELP),
        ("what can you do?", Remark.HELP),
        ("2", PickPlaces((2,))),
        ("the second one", PickPlaces((2,))),
        ("1 and 3", PickPlaces((1, 3))),
        ("the first two", PickPlaces((1, 2))),
        ("the last one", PickPlaces((-1,))),
        ("buy milk", Statement("buy milk")),
        ("what is the meaning of life", Unknown("what is the meaning of life")),
    ],
)
def test_a_sentence_means_one_thing(text: str, wanted: object) -> None:
    assert parse_message(text, TODAY) == (wanted,)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("add milk; complete eggs", [AddTasks, CompleteTasks]),
        ("add milk and then show my list", [AddTasks, ListTasks]),
        ("complete milk. delete eggs", [CompleteTasks, DeleteTasks]),
        ("add milk. it must be fresh", [AddTasks]),
        ("add milk; eggs", [AddTasks]),
    ],
)
def test_a_message_is_several_wishes_only_when_each_part_is_one(
    text: str, kinds: list[type]
) -> None:
    assert [type(intent) for intent in parse_message(text, TODAY)] == kinds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("finish all tasks due today", CompleteTasks("all tasks due today")),
        ("I finished the report today", CompleteTasks("the report")),
        ("completed today", ListTasks("done", done_from=TODAY, done_to=TODAY)),
        ("move dentist to yesterday", MoveTasks("dentist", YESTERDAY)),
        ("clear all due dates", MoveTasks("everything", None)),
        ("i bought milk", CompleteTasks("buy milk")),
        ("undo the deletion", Undo()),
        ("restore the task I deleted", Undo()),
        ("I want milk back", Undo("milk")),
        ("that was wrong", Undo(is_complaint=True)),
        ("redo", Redo()),
        ("everything", ListTasks("all")),
        ("milk?", ListTasks("all", about="milk")),
        ("what haven't I done", ListTasks("open")),
        ("what's due before friday?", ListTasks("open", None, date(2026, 11, 26))),
        ("what is due after friday", ListTasks("open", date(2026, 11, 28))),
        ("tasks due between monday and friday", ListTasks("open", date(2026, 11, 23), FRIDAY)),
        (
            "what is due in december",
            ListTasks("open", date(2026, 12, 1), date(2026, 12, 31)),
        ),
        (
            "what did I finish in november",
            ListTasks("done", done_from=date(2026, 11, 1), done_to=date(2026, 11, 30)),
        ),
        (
            "what did I do on monday?",
            ListTasks("done", done_from=MONDAY, done_to=MONDAY),
        ),
        ("which tasks have no date?", ListTasks("open", undated=True)),
        ("when is lunch due", ListTasks("all", about="lunch")),
        ("we should buy bread", Statement("buy bread")),
        ("rename milk", Unknown("rename milk")),
        ("complete the \u017fecond one", CompleteTasks("the \u017fecond one")),
        ("postpone milk by \u017fix days", Unknown("postpone milk by \u017fix days")),
    ],
)
def test_questions_and_changes_are_read_to_the_day(text: str, wanted: object) -> None:
    assert parse_message(text, TODAY) == (wanted,)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("can I delete milk?", (Perhaps(DeleteTasks("milk")),)),
        ("shall we move lunch to friday?", (Perhaps(MoveTasks("lunch", FRIDAY)),)),
        ("could you delete milk?", (DeleteTasks("milk"),)),
        (
            "i want to delete milk",
            (AddThenChange(NewItem("delete milk", None), AddTasks(()), DeleteTasks("milk")),),
        ),
        ("i want to finish my novel", (Statement("finish my novel"),)),
        ("delete milk, no wait, eggs", (Unknown("delete milk, no wait, eggs"),)),
        ("add milk. actually don't", (Unknown("add milk. actually don't"),)),
        ('delete "milk, sorry"', (DeleteTasks('"milk, sorry"'),)),
        ('complete "milk; delete all"', (CompleteTasks('"milk; delete all"'),)),
        ("complete milk then delete eggs", (CompleteTasks("milk"), DeleteTasks("eggs"))),
        ("thanks! now delete milk", (DeleteTasks("milk"),)),
        (
            "complete milk, add tea and delete eggs",
            (
                CompleteTasks("milk"),
                AddThenChange(
                    NewItem("tea and delete eggs", None),
                    AddTasks((NewItem("tea", None),)),
                    DeleteTasks("eggs"),
                ),
            ),
        ),
        ("I should have deleted milk", (Statement("have deleted milk"),)),
    ],
)
def test_what_is_not_surely_a_wish_is_none(text: str, wanted: tuple[Intent, ...]) -> None:
    assert parse_message(text, TODAY) == wanted
