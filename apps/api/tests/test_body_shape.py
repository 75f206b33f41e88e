"""What is too much of a JSON text is found before anything parses it."""

import json
from codecs import BOM_UTF8

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.http.body_shape import DEPTH_MAX, ITEMS_MAX, Excess, excess_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("body", "excess"),
    [
        (b"[" * DEPTH_MAX + b"]" * DEPTH_MAX, None),
        (b"[" * (DEPTH_MAX + 1), Excess.DEPTH),
        (b" \n" + b"[" * 100_000, Excess.DEPTH),
        (b'{"a":' * 100_000, Excess.DEPTH),
        (b"[" + b"[]," * 1000 + b"[]]", None),
        (b"[" + b"0," * (ITEMS_MAX - 1) + b"0]", None),
        (b"[" + b"0," * ITEMS_MAX + b"0]", Excess.ITEMS),
        (b"{" + b'"a":0,' * ITEMS_MAX + b"}", Excess.ITEMS),
        (b'{"notes": "' + b"[{," * ITEMS_MAX + b'"}', None),
        (b'{"notes": "\\"' + b"[" * 200 + b'\\\\"}', None),
        (b'{"notes": "\\\\"' + b"[" * 200, Excess.DEPTH),
        (b'{"not ended ' + b"[" * 200, None),
        (BOM_UTF8 + b"[" * (DEPTH_MAX + 1), Excess.DEPTH),
        (BOM_UTF8 + b" [" + b"0," * ITEMS_MAX + b"0]", Excess.ITEMS),
        (BOM_UTF8 + b"[" * DEPTH_MAX, None),
        (b"BEGIN:VCALENDAR" + b"[" * 200, None),
        (b"", None),
    ],
    ids=lambda each: "" if isinstance(each, bytes) else str(each),
)
def test_signs_within_texts_do_not_count(body: bytes, excess: Excess | None) -> None:
    assert excess_of(body) is excess


@given(JSON)
def test_what_is_neither_deep_nor_long_passes_however_it_is_written(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert excess_of(text.encode()) is None
