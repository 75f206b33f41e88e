"""Channels: what may be one, whose it is, and that an address of mail is its owner's."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from support.browsers import Browser
from support.reminding import Reminding, somebody
from taskora_api.delivery.channels import CODE_TRIES_MAX, CODES_A_DAY_MAX, TESTS_AN_HOUR_MAX
from taskora_api.delivery.messages import ChannelKind
from taskora_api.delivery.schemas import CHANNELS_MAX
from taskora_api.delivery.senders import Senders
from taskora_api.errors import (
    ChannelUnverifiedError,
    InvalidFieldError,
    NotFoundError,
    TooManyDeliveriesError,
    TooManyError,
)
from taskora_api.settings import Settings

PATH = "/api/v1/channels"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """With every kind that needs no server of the installation's own."""
    return settings.model_copy(
        update={"delivery_webhooks": True, "delivery_ntfy": True, "delivery_allowed": "127.0.0.1"}
    )


async def _refused(reminding: Reminding, kind: ChannelKind, address: str, **more: Any) -> str:  # noqa: ANN401
    with pytest.raises(InvalidFieldError) as refusal:
        await reminding.add_channel(kind, address, **more)
    return f"{refusal.value.field} {refusal.value.kind}"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        *(
            (ChannelKind.WEBHOOK, each)
            for each in ("ftp://a.example/", "a", "http://u:p@a.example")
        ),
        *((ChannelKind.NTFY, each) for each in ("https://ntfy.sh", "https://ntfy.sh/a.b", "x")),
        *(
            (ChannelKind.MAIL, each)
            for each in ("a", "a@", "@b", "a@b\nBcc: c@d", "a b@c.d", "a@-")
        ),
        (ChannelKind.PUSH, "javascript:alert(1)"),
    ],
)
async def test_an_address_is_one_of_its_kind(
    reminding: Reminding, kind: ChannelKind, address: str
) -> None:
    keys = Browser().keys if kind is ChannelKind.PUSH else None
    assert await _refused(reminding, kind, address, keys=keys) == "address channel_address"


async def test_keys_are_those_of_a_browser_and_of_nothing_else(reminding: Reminding) -> None:
    keys = Browser().keys
    push, hook = "https://push.example/1", "https://hook.example/1"
    assert await _refused(reminding, ChannelKind.PUSH, push) == "keys channel_keys"
    assert await _refused(reminding, ChannelKind.WEBHOOK, hook, keys=keys) == "keys channel_keys"
    broken = keys | {"auth": "AAAA"}
    assert await _refused(reminding, ChannelKind.PUSH, push, keys=broken) == "keys channel_keys"


async def test_an_address_is_a_channel_of_a_person_once(reminding: Reminding) -> None:
    url = "https://hook.example/1"
    await reminding.add_channel(ChannelKind.WEBHOOK, url)
    assert await _refused(reminding, ChannelKind.WEBHOOK, url) == "address channel_known"
    await reminding.add_channel(ChannelKind.WEBHOOK, url, person=somebody())


async def test_what_is_not_configured_is_not_available(reminding: Reminding) -> None:
    reminding.channels._senders = Senders()
    found = await reminding.channels.list_channels(reminding.person)
    assert (found.available, found.push_key) == ([], None)
    url = "https://hook.example/1"
    assert await _refused(reminding, ChannelKind.WEBHOOK, url) == "kind channel_unavailable"


async def test_there_is_a_limit(reminding: Reminding) -> None:
    for number in range(CHANNELS_MAX):
        await reminding.add_channel(ChannelKind.WEBHOOK, f"https://hook.example/{number}")
    with pytest.raises(TooManyError):
        await reminding.add_channel(ChannelKind.WEBHOOK, "https://hook.example/more")


async def _code(reminding: Reminding) -> str:
    await reminding.step()
    return str(reminding.mailbox.mails[-1].get_content()).split("code is ")[1][:8]


async def test_an_address_of_mail_gets_nothing_but_a_code_until_it_is_verified(
    reminding: Reminding,
) -> None:
    channel = await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")
    code = await _code(reminding)
    task = await reminding.task()
    await reminding.remind(task, remindAt=reminding.clock.now.isoformat())
    await reminding.step()
    with pytest.raises(ChannelUnverifiedError):
        await reminding.channels.test(reminding.person, channel.id)
    assert len(reminding.mailbox.mails) == 1
    verified = await reminding.channels.verify(reminding.person, channel.id, code)
    assert verified.verified_at == reminding.clock.now
    await reminding.channels.test(reminding.person, channel.id)
    await reminding.step()
    assert [mail["Subject"] for mail in reminding.mailbox.mails][1:] == ["A test"]


async def _verify(reminding: Reminding, channel_id: UUID, code: str, person: str = "") -> bool:
    try:
        await reminding.channels.verify(person or reminding.person, channel_id, code)
    except (InvalidFieldError, NotFoundError):
        return False
    return True


async def test_a_code_is_guessed_no_more_than_five_times(reminding: Reminding) -> None:
    channel = await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")
    code = await _code(reminding)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(CODE_TRIES_MAX):
        assert not await _verify(reminding, channel.id, wrong)
    assert not await _verify(reminding, channel.id, code)


async def test_a_code_is_of_one_person_one_channel_and_one_hour(reminding: Reminding) -> None:
    channel = await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")
    code = await _code(reminding)
    other = await reminding.add_channel(ChannelKind.MAIL, "dad@example.org")
    assert not await _verify(reminding, other.id, code)
    assert not await _verify(reminding, channel.id, code, somebody())
    reminding.clock.now += timedelta(hours=1, seconds=1)
    assert not await _verify(reminding, channel.id, code)
    reminding.clock.now -= timedelta(seconds=1)
    assert await _verify(reminding, channel.id, code)
    assert await _verify(reminding, channel.id, code)


async def test_nobody_has_others_flooded_with_codes_or_tests(reminding: Reminding) -> None:
    """Also not by removing a channel and adding it again."""
    for _ in range(CODES_A_DAY_MAX):
        channel = await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")
        await reminding.channels.remove(reminding.person, channel.id)
    with pytest.raises(TooManyDeliveriesError):
        await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")
    hook, _ = await reminding.webhook()
    for _ in range(TESTS_AN_HOUR_MAX):
        await reminding.channels.test(reminding.person, hook.id)
    with pytest.raises(TooManyDeliveriesError):
        await reminding.channels.test(reminding.person, hook.id)
    reminding.clock.now += timedelta(days=1, seconds=1)
    await reminding.channels.test(reminding.person, hook.id)
    await reminding.add_channel(ChannelKind.MAIL, "mum@example.org")


async def test_what_waits_for_a_channel_goes_with_it(reminding: Reminding) -> None:
    hook, _ = await reminding.webhook()
    await reminding.channels.test(reminding.person, hook.id)
    await reminding.channels.remove(reminding.person, hook.id)
    assert await reminding.step() is None
    assert reminding.receiver.requests == []


async def test_a_secret_is_shown_once_and_an_endpoint_never(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    body = {"kind": "webhook", "name": "mine", "address": "https://hook.example/1"}
    keyed = signed_in | {"Idempotency-Key": uuid4().hex}
    made = await client.post(PATH, json=body, headers=keyed)
    again = await client.post(PATH, json=body, headers=keyed)
    assert made.status_code == again.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert again.json() == made.json() | {"secret": None}
    listed = await client.get(PATH, headers=signed_in)
    assert made.json()["secret"] not in listed.text
    assert listed.json()["available"] == ["ntfy", "webhook"]
    assert (await client.get("/api/v1/activity", headers=signed_in)).json()["items"] == []


async def test_a_test_is_sent_by_the_running_service_and_its_end_is_shown(
    client: httpx2.AsyncClient, signed_in: dict[str, str], reminding: Reminding
) -> None:
    body = {"kind": "webhook", "name": "mine", "address": reminding.receiver.url}
    channel = (await client.post(PATH, json=body, headers=signed_in)).json()
    path = f"{PATH}/{channel['id']}"
    answer = await client.post(f"{path}/test", headers=signed_in)
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    await reminding.receiver.reached.wait()
    reminding.receiver.opened.set()
    (received,) = reminding.receiver.requests
    assert received.headers["webhook-id"] == answer.json()["id"]


async def test_no_program_says_where_data_goes(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    body = {"name": "laptop", "scopes": ["tasks:read", "tasks:write", "chat"]}
    token = (await client.post("/api/v1/tokens", json=body, headers=signed_in)).json()["token"]
    program = {"Authorization": f"Bearer {token}"}
    new = {"kind": "webhook", "name": "mine", "address": "https://hook.example/1"}
    assert (await client.post(PATH, json=new, headers=program)).status_code == 403
    assert (await client.get(PATH, headers=program)).status_code == 403
