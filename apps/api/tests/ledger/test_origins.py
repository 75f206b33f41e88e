"""What the ledger keeps of what a tool was asked to do: no secret, nothing long, JSON as stored."""

from typing import Any
from uuid import UUID

import pytest
from pydantic_core import to_json

from taskora_api.ledger.entries import Actor, Origin
from taskora_api.ledger.origins import ARGUMENTS_LENGTH_MAX, origin_of

ID = UUID("5d0e8a0e-0000-8000-8000-000000000001")


def _kept(arguments: dict[str, Any]) -> dict[str, Any] | None:
    return origin_of(Actor.MCP, "tool", arguments).arguments


def test_who_asked_for_what_is_kept() -> None:
    made = origin_of(Actor.MCP, "createTask", {"title": "milk", "id": ID})
    assert made == Origin(Actor.MCP, "createTask", {"title": "milk", "id": str(ID)})


@pytest.mark.parametrize("name", ["secret", "token", "password"])
def test_secrets_are_never_written_down(name: str) -> None:
    assert _kept({name: "opens", "kind": "mail"}) == {"kind": "mail"}


def test_arguments_are_kept_up_to_a_length_and_then_by_their_names_alone() -> None:
    """docs/ledger.md: of more than 2,048 bytes of JSON."""
    frame = len(to_json({"a": ""}))
    longest = {"a": "x" * (ARGUMENTS_LENGTH_MAX - frame)}
    assert ARGUMENTS_LENGTH_MAX == 2048
    assert _kept(longest) == longest
    assert _kept({"b": 1, "a": longest["a"] + "x"}) == {"omitted": ["a", "b"]}


def test_of_very_many_names_the_first_are_kept() -> None:
    many = {f"{number:04}": "x" * 100 for number in range(100)}
    assert _kept(many) == {"omitted": [f"{number:04}" for number in range(20)]}


def test_a_fraction_is_kept_as_a_text_at_any_depth() -> None:
    """PostgreSQL writes one otherwise, and the chain covers its letters."""
    assert _kept({"a": 1.50, "b": [{"c": 1e20}], "d": 2, "e": True}) == {
        "a": "1.5",
        "b": [{"c": "1e+20"}],
        "d": 2,
        "e": True,
    }


def test_what_cannot_be_stored_is_left_out() -> None:
    assert _kept({"a": "x\0y"}) == {"a": "xy"}
