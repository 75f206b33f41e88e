"""What a text asks for, and what is refused, with the place to underline."""

from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from taskora_api.filters.errors import FIXES, Code, FilterError
from taskora_api.filters.nodes import (
    And,
    Compare,
    Contains,
    Day,
    Equals,
    Everything,
    Filter,
    Has,
    Identity,
    Is,
    Not,
    OnDay,
    Or,
    Recurs,
    Refers,
    Shift,
    Similar,
    Tagged,
    Text,
    asks_for_trash,
)
from taskora_api.filters.reading import read_filter
from taskora_api.filters.vocabulary import (
    ME,
    Base,
    Comparison,
    Field,
    Flag,
    Frequency,
    Level,
    Unit,
)

DONE = Has(Field.COMPLETED)
TODAY = OnDay(Field.DUE, Comparison.EQUAL, Day(Base.TODAY))
IDENTITY = "0192a1b2-0000-7000-8000-00000000000f"


def _due(comparison: Comparison, base: Base | date, shift: Shift | None = None) -> Filter:
    return OnDay(Field.DUE, comparison, Day(base, shift))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        (" \n ", Everything()),
        ("milk", Text("milk")),
        ("buy milk", And((Text("buy"), Text("milk")))),
        ('"buy milk"', Text("buy milk")),
        ("“buy milk”", Text("buy milk")),
        (r'"say \"yes\" \\ no"', Text(r'say "yes" \ no')),
        ("it's", Text("it's")),
        ("e-mail", Text("e-mail")),
        ("milk!", Text("milk!")),
        ("a - b", And((Text("a"), Text("-"), Text("b")))),
        ("due", Text("due")),
        ("no", Text("no")),
        ("no milk", And((Text("no"), Text("milk")))),
        ("today's", Text("today's")),
        ("android", Text("android")),
        ("nothing", Text("nothing")),
        ("today", TODAY),
        ("Overdue", Is(Flag.OVERDUE)),
        ("tomorrow", _due(Comparison.EQUAL, Base.TOMORROW)),
        ("done", DONE),
        ("!done", Not(DONE)),
        ("not done", Not(DONE)),
        ("-done", Not(DONE)),
        ("!!done", DONE),
        ("is:open", Not(DONE)),
        ("is:done", DONE),
        ("is:recurring", Has(Field.RECURRENCE)),
        ("is:blocked,blocking", Or((Is(Flag.BLOCKED), Is(Flag.BLOCKING)))),
        ("is != open", DONE),
        ("no due", Not(Has(Field.DUE))),
        ("no DATE", Not(Has(Field.DUE))),
        ("no:due,label", Or((Not(Has(Field.DUE)), Not(Has(Field.TAG))))),
        ("has:notes", Has(Field.NOTES)),
        ("like:milk", Similar("milk")),
        ('like:"buy milk",bread', Or((Similar("buy milk"), Similar("bread")))),
        ("due:today", TODAY),
        ("due = today", TODAY),
        ("due<today", _due(Comparison.BEFORE, Base.TODAY)),
        ("due:<=2026-12-24", _due(Comparison.UNTIL, date(2026, 12, 24))),
        ("DUE >= Week+1W", _due(Comparison.SINCE, Base.WEEK, Shift(1, Unit.WEEK))),
        ("due < today+7d", _due(Comparison.BEFORE, Base.TODAY, Shift(7, Unit.DAY))),
        ("due < today + 7d", _due(Comparison.BEFORE, Base.TODAY, Shift(7, Unit.DAY))),
        ("due > today - 7d", _due(Comparison.AFTER, Base.TODAY, Shift(-7, Unit.DAY))),
        ("due > -7d", _due(Comparison.AFTER, Base.TODAY, Shift(-7, Unit.DAY))),
        ("due:today+0d", TODAY),
        ("due < today -milk", And((_due(Comparison.BEFORE, Base.TODAY), Not(Text("milk"))))),
        ("due != today", Not(TODAY)),
        (
            "created > -7d",
            OnDay(Field.CREATED, Comparison.AFTER, Day(Base.TODAY, Shift(-7, Unit.DAY))),
        ),
        (
            "done:month-1m",
            OnDay(Field.COMPLETED, Comparison.EQUAL, Day(Base.MONTH, Shift(-1, Unit.MONTH))),
        ),
        ("priority >= medium", Compare(Field.PRIORITY, Comparison.SINCE, Level.MEDIUM)),
        ("priority:HIGH", Compare(Field.PRIORITY, Comparison.EQUAL, Level.HIGH)),
        ("time < 9:30", Compare(Field.TIME, Comparison.BEFORE, time(9, 30))),
        ("duration <= 1h30m", Compare(Field.DURATION, Comparison.UNTIL, 90)),
        ("duration:45", Compare(Field.DURATION, Comparison.EQUAL, 45)),
        ("version > 3", Compare(Field.VERSION, Comparison.AFTER, 3)),
        ("position < a0V", Compare(Field.POSITION, Comparison.BEFORE, "a0V")),
        ("zone:Europe/Berlin", Equals(Field.ZONE, "Europe/Berlin")),
        ("title:milk", Contains(Field.TITLE, "milk")),
        ('title = "Buy milk"', Equals(Field.TITLE, "Buy milk")),
        ("tag:home", Tagged("home")),
        ("label:home,Work", Or((Tagged("home"), Tagged("Work")))),
        ("tag != home, Work", Not(Or((Tagged("home"), Tagged("Work"))))),
        ("tag:and", Tagged("and")),
        ('project:"Kitchen"', Refers(Field.PROJECT, "Kitchen")),
        ("assignee:me", Refers(Field.ASSIGNEE, ME)),
        ('assignee:"me"', Refers(Field.ASSIGNEE, "me")),
        ("project:me", Refers(Field.PROJECT, "me")),
        (f"parent:{IDENTITY}", Identity(Field.PARENT, UUID(IDENTITY))),
        ("recurrence:weekly", Recurs(Frequency.WEEKLY)),
        ("a & b | c", Or((And((Text("a"), Text("b"))), Text("c")))),
        ("a and b or not c", Or((And((Text("a"), Text("b"))), Not(Text("c"))))),
        ("a && (b || c)", And((Text("a"), Or((Text("b"), Text("c")))))),
        ("(a & b) & c", And((Text("a"), Text("b"), Text("c")))),
        ("!(a | b) c", And((Not(Or((Text("a"), Text("b")))), Text("c")))),
        ("!a b", And((Not(Text("a")), Text("b")))),
        ("((a))", Text("a")),
    ],
)
def test_a_text_asks_for_what_people_expect(text: str, tree: Filter) -> None:
    assert read_filter(text) == tree


def test_the_example_of_the_document_is_read_as_a_whole() -> None:
    assert read_filter("due < today+7d & priority >= medium & tag:home & !done") == And(
        (
            _due(Comparison.BEFORE, Base.TODAY, Shift(7, Unit.DAY)),
            Compare(Field.PRIORITY, Comparison.SINCE, Level.MEDIUM),
            Tagged("home"),
            Not(DONE),
        )
    )


@pytest.mark.parametrize(
    ("text", "code", "underlined", "expected"),
    [
        ('milk "buy', Code.QUOTE_OPEN, '"buy', None),
        ("milk “buy", Code.QUOTE_OPEN, "“buy", None),
        ("a & (b | c", Code.PARENTHESIS_OPEN, "(", ")"),
        ("a & (b | (c", Code.PARENTHESIS_OPEN, "(", ")"),
        ("a &", Code.INCOMPLETE, "", "a term such as due:today, tag:home or a text"),
        ("!", Code.INCOMPLETE, "", "a term such as due:today, tag:home or a text"),
        ("due <", Code.INCOMPLETE, "", "a day such as today, +7d, week or 2026-12-24"),
        ("tag:", Code.INCOMPLETE, "", "a value"),
        ("tag:home,", Code.INCOMPLETE, "", "a value"),
        ("()", Code.UNEXPECTED, ")", "a term such as due:today, tag:home or a text"),
        ("a)", Code.UNEXPECTED, ")", "&"),
        ("a | & b", Code.UNEXPECTED, "&", "a term such as due:today, tag:home or a text"),
        ("& a", Code.UNEXPECTED, "&", "a term such as due:today, tag:home or a text"),
        ("at 17:00", Code.UNEXPECTED, ":00", "&"),
        ("<3", Code.UNEXPECTED, "<", "a term such as due:today, tag:home or a text"),
        ("dew < today", Code.FIELD_UNKNOWN, "dew", "due"),
        ("http://x", Code.FIELD_UNKNOWN, "http", None),
        ("dueı:today", Code.FIELD_UNKNOWN, "dueı", "due"),
        ("tag > home", Code.COMPARISON, ">", ":"),
        ("is < done", Code.COMPARISON, "<", ":"),
        ("due < today,tomorrow", Code.COMPARISON, "<", None),
        ("is:happy", Code.VALUE, "happy", "open"),
        ('like:"-"', Code.VALUE, '"-"', "a word, or several in quotation marks"),
        ("has:title", Code.VALUE, "title", "notes"),
        ("due:someday", Code.VALUE, "someday", "a day such as today, +7d, week or 2026-12-24"),
        ("due:2026-02-30", Code.VALUE, "2026-02-30", None),
        ("due:1899-12-31", Code.VALUE, "1899-12-31", None),
        ("due < 7d", Code.VALUE, "7d", None),
        ("due < today + 7", Code.VALUE, "today + 7", None),
        ("due < today +milk", Code.VALUE, "today +milk", None),
        ("due < today+99999d", Code.VALUE, "today+99999d", None),
        ("due < 2026-12-24today", Code.VALUE, "2026-12-24today", None),
        ("due:ſunday", Code.VALUE, "ſunday", None),
        ("priority:urgent", Code.VALUE, "urgent", "none, low, medium or high"),
        ("time:25:00", Code.VALUE, "25:00", None),
        ("duration:1y", Code.VALUE, "1y", None),
        ("duration:525601", Code.VALUE, "525601", None),
        ("duration:²", Code.VALUE, "²", None),
        ("version:2147483648", Code.VALUE, "2147483648", None),
        ("parent:soup", Code.VALUE, "soup", None),
        ("recurrence:hourly", Code.VALUE, "hourly", None),
        ('""', Code.VALUE, '""', "a text"),
        ('tag:""', Code.VALUE, '""', "a tag"),
        ("milk \x00", Code.CHARACTER, "\x00", None),
        ("milk \ud800", Code.CHARACTER, "\ud800", None),
    ],
)
def test_what_is_no_filter_is_refused_with_its_place(
    text: str, code: Code, underlined: str, expected: str | None
) -> None:
    with pytest.raises(FilterError) as refused:
        read_filter(text)
    error = refused.value
    assert error.code is code
    assert text[error.place.start : error.place.end] == underlined
    if expected is not None:
        assert expected in error.expected
    assert str(error) == f"{code}: {error.what}. Do: {FIXES[code]}"


def _refused(text: str) -> Code:
    with pytest.raises(FilterError) as refused:
        read_filter(text)
    return refused.value.code


def test_a_text_has_a_thousand_characters_at_most() -> None:
    assert read_filter("a" * 1000) == Text("a" * 1000)
    assert _refused("a" * 1001) is Code.TOO_LONG
    assert _refused(" " * 1001) is Code.TOO_LONG


def test_what_has_a_longer_canonical_text_is_too_long() -> None:
    """It is what is saved, and it has a sign between terms."""
    fits = " ".join(["a" * 18] * 50)
    assert len(fits) == 949
    assert _refused(fits) is Code.TOO_LONG
    assert read_filter(fits[:800]) != Everything()


def test_there_are_fifty_terms_at_most() -> None:
    assert read_filter(" ".join(["a"] * 50)) != Everything()
    assert _refused(" ".join(["a"] * 51)) is Code.TOO_MANY_TERMS
    assert _refused("tag:" + ",".join(["a"] * 51)) is Code.TOO_MANY_TERMS
    assert _refused("due:" + ",".join(["today"] * 51)) is Code.TOO_MANY_TERMS


@pytest.mark.parametrize(
    ("level", "times"), [("(", 20), ("!", 20), ("-", 20), ("not ", 20), ("!(", 10)]
)
def test_it_is_nested_twenty_deep_at_most(level: str, times: int) -> None:
    def nested(times: int) -> str:
        return level * times + "a" + ")" * (level.count("(") * times)

    assert read_filter(nested(times)) != Everything()
    assert _refused(nested(times + 1)) is Code.TOO_DEEP
    assert _refused(level * (1000 // len(level))) is Code.TOO_DEEP


def test_what_stands_beside_each_other_is_not_nested() -> None:
    assert read_filter(" ".join(["!(a)"] * 30)) != Everything()
    assert read_filter(" ".join(["!tag != a"] * 30)) != Everything()


def test_the_opposite_of_a_value_is_a_level() -> None:
    assert read_filter("(" * 19 + "tag != a" + ")" * 19) != Everything()
    assert _refused("(" * 20 + "tag != a" + ")" * 20) is Code.TOO_DEEP


@pytest.mark.parametrize(
    ("text", "is_asked_for"),
    [("milk", False), ("is:trashed", True), ("a | !(deleted > -7d)", True), ("done", False)],
)
def test_a_filter_that_speaks_of_the_trash_is_known(text: str, *, is_asked_for: bool) -> None:
    assert asks_for_trash(read_filter(text)) is is_asked_for


_PIECES = st.sampled_from(
    [
        *("due", "tag", "priority", "done", "today", "no", "is", "has", "a", "milk", "me", "7d"),
        *("&", "|", "!", "-", "(", ")", ":", "=", "!=", "<", ">=", ",", '"', "“", "”", "\\"),
        *(" ", " ", " ", "+", "1", "2026-12-24", "and ", "or ", "not ", "ı", "ſ", "\n", "\x00"),
    ]
)


@settings(max_examples=examples(1500), deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        read_filter(text)
    except FilterError as error:
        place = error.place
    else:
        return
    assert 0 <= place.start <= place.end <= len(text)
