"""What "5/12" is depends on where the writer is, and stays as it was where nobody says (A3)."""

from datetime import date

import pytest

from taskora_api.language.date_order import is_day_first
from taskora_api.language.dates import find_date, read_date
from taskora_api.language.items import parse_items
from taskora_api.language.quick_add import parse_quick_add

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        *(("en-US", False), ("en", False), ("en-PH", False), ("en-us", False), ("es-PR", False)),
        *(("en-GB", True), ("en-AU", True), ("en-CA", True), ("en-IE", True), ("en-001", True)),
        *(("de", True), ("de-AT", True), ("fr", True), ("fr-CA", False), ("es-419", True)),
        *(("ur-PK", True), ("hi-IN", True), ("ar-EG", True), ("sv-SE", True), ("pt-BR", True)),
        *(("ja-JP", False), ("ko", False), ("hu-HU", False), ("zh-Hans-CN", False)),
        *(("zh-Hant-HK", True), ("zh-Hant-TW", False), ("eu-ES", False), ("lt", False)),
        # An extension is no region.
        *(("en-u-ca-us", False), ("en-GB-u-rg-uszzzz", True), ("x-private", True)),
    ],
)
def test_a_locale_says_whether_the_day_is_first(locale: str, *, expected: bool) -> None:
    assert is_day_first(locale) is expected


@pytest.mark.parametrize(
    ("words", "month_first", "day_first", "unsaid"),
    [
        ("5/12", "2027-05-12", "2026-12-05", "2027-05-12"),
        ("3/4/2027", "2027-03-04", "2027-04-03", "2027-03-04"),
        ("3/4/27", "2027-03-04", "2027-04-03", "2027-03-04"),
        ("03-04-2027", "2027-03-04", "2027-04-03", None),
        # Where only one order is possible, it is that one.
        ("24/12", "2026-12-24", "2026-12-24", "2026-12-24"),
        ("12/24/2026", "2026-12-24", "2026-12-24", "2026-12-24"),
        ("24-12-2026", "2026-12-24", "2026-12-24", "2026-12-24"),
        ("13/13", None, None, None),
        # Dots are European, and the year is first everywhere.
        ("5.12.", "2026-12-05", "2026-12-05", "2026-12-05"),
        ("2027-03-04", "2027-03-04", "2027-03-04", "2027-03-04"),
        # The weekday must agree with the order.
        ("saturday 5/12", None, "2026-12-05", None),
        ("wednesday 5/12", "2027-05-12", None, "2027-05-12"),
    ],
)
def test_figures_are_read_in_the_order_of_the_writer(
    words: str, month_first: str | None, day_first: str | None, unsaid: str | None
) -> None:
    for order, expected in ((False, month_first), (True, day_first), (None, unsaid)):
        value = date.fromisoformat(expected) if expected else None
        assert read_date(words, TODAY, is_day_first=order) == value
        found = find_date(f"pay {words}", TODAY, is_day_first=order)
        assert (found.value if found else None) == value
        assert parse_quick_add(f"pay {words}", TODAY, is_day_first=order).due_on == value
        (item,) = parse_items(f"add pay {words}", TODAY, is_day_first=order)
        assert item.due_on == value
