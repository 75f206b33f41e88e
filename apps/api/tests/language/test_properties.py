"""What holds for every text that a person can type (A3)."""

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from taskora_api.language.dates import read_date
from taskora_api.language.items import parse_items
from taskora_api.language.matching import match_titles
from taskora_api.language.message import parse_message
from taskora_api.language.quick_add import QuickAdd, parse_quick_add
from taskora_api.language.references import parse_reference

WORD = re.compile(r"\w+")
FUTURE = [
    *("today", "tonight", "tomorrow", "the day after tomorrow", "next week", "next month"),
    *("next year", "this weekend", "next weekend", "end of month", "end of the week", "in 3 days"),
    *("in a week", "two months from now", "24 December", "24.12.", "12/24", "on the 31st"),
    *("29 February", "monday", "on sun", "this friday", "next wednesday"),
]
PIECES = [
    *FUTURE,
    *("add", "delete", "complete", "rename", "move", "to", "the second one", "and", ",", ";", ":"),
    *("every", "due", "by", "all", "it", '"', "buy milk", "1", "2026-12-24", "99/99", "\n", "."),
    *("remind me", "at 5pm", "that", "(", ")", "last", "from", "or", "-", "set a reminder"),
]

days = st.dates(date(2020, 1, 1), date(2090, 12, 31))
sentences = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
texts = st.one_of(sentences, st.text(max_size=80), st.text("0123456789./- adinover", max_size=30))


def _spoken(text: str, parsed: QuickAdd) -> list[str]:
    """Return the words outside the spans."""
    kept = list(text)
    for span in parsed.spans:
        kept[span.start : span.end] = " " * (span.end - span.start)
    return WORD.findall("".join(kept))


@settings(max_examples=examples(400), deadline=None)
@given(texts, days)
def test_reading_never_fails(text: str, today: date) -> None:
    assert parse_message(text, today)
    assert parse_items(text, today)
    parse_reference(text, today)
    read_date(text, today)


@settings(max_examples=examples(400), deadline=None)
@given(texts, days)
def test_a_title_loses_no_word_and_makes_none_up(text: str, today: date) -> None:
    parsed = parse_quick_add(text, today)
    # The time of a reminder may come after what there is to do.
    assert sorted(WORD.findall(parsed.title)) == sorted(_spoken(text, parsed))


@settings(max_examples=examples(400), deadline=None)
@given(texts, days)
def test_spans_lie_in_the_text_in_order_and_apart(text: str, today: date) -> None:
    spans = parse_quick_add(text, today).spans
    ends = [0, *(position for span in spans for position in (span.start, span.end)), len(text)]
    assert ends == sorted(ends)
    assert all(span.start < span.end for span in spans)
    has_date = any(span.kind == "date" for span in spans)
    assert (parse_quick_add(text, today).due_on is not None) is has_date


@settings(max_examples=examples(400), deadline=None)
@given(texts, days)
def test_a_title_is_never_empty_where_the_text_is_not(text: str, today: date) -> None:
    assert bool(parse_quick_add(text, today).title) is bool(text.strip())


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(FUTURE), days)
def test_words_about_the_future_are_never_a_date_in_the_past(words: str, today: date) -> None:
    read = read_date(words, today)
    assert read is not None
    assert read >= today


@given(days)
def test_tomorrow_is_one_day_from_today(today: date) -> None:
    assert read_date("tomorrow", today) == today + timedelta(days=1)


@given(days, st.sampled_from(["monday", "tuesday", "friday", "sunday"]))
def test_a_weekday_is_that_weekday_within_a_week(today: date, weekday: str) -> None:
    read = read_date(weekday, today)
    assert read is not None
    assert 1 <= (read - today).days <= 7
    assert read.strftime("%A").lower() == weekday


@given(days, st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_every_way_to_write_a_full_date_means_the_same(today: date, day: date) -> None:
    spelled = f"{day.day} {day.strftime('%B')} {day.year}"
    ways = [day.isoformat(), f"{day.day}.{day.month}.{day.year}", spelled]
    ways.append(f"{day.month}/{day.day}/{day.year}")
    assert {read_date(way, today) for way in ways} == {day}


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=20))
def test_words_match_titles_that_exist_and_a_title_matches_itself(
    titles: list[str], words: str
) -> None:
    numbered = list(enumerate(titles))
    assert set(match_titles(words, numbered)) <= {number for number, _ in numbered}
    for number, title in numbered:
        if title.strip():
            assert number in match_titles(title, numbered)
