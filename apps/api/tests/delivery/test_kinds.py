"""What each kind of channel sends: to browsers, by mail, by ntfy and to webhooks."""

import json

from support.browsers import Browser, claims_of
from support.reminding import Reminding, somebody
from taskora_api.delivery.messages import ChannelKind
from taskora_api.delivery.webhook import signature_of

DUE = {"dueOn": "2027-01-15", "dueTime": "13:00", "dueZone": "Europe/Berlin"}


async def _send(reminding: Reminding, title: str = "call mum") -> None:
    task = await reminding.task(title, **DUE)
    await reminding.remind(task, minutesBefore=0)
    await reminding.step()


async def test_a_webhook_gets_signed_json(reminding: Reminding) -> None:
    _, secret = await reminding.webhook("/hook?x=1")
    await _send(reminding)
    (received,) = reminding.receiver.requests
    content = json.loads(received.body)
    headers = received.headers
    assert received.path == "/hook?x=1"
    assert (content["type"], content["data"]["title"]) == ("taskora.reminder", "call mum")
    assert content["data"]["dueOn"] == "2027-01-15"
    assert content["timestamp"] == content["data"]["remindAt"] == "2027-01-15T12:00:00+00:00"
    stamp = int(headers["webhook-timestamp"])
    signature = signature_of(secret, headers["webhook-id"], stamp, received.body)
    assert headers["webhook-signature"] == signature


async def test_a_browser_gets_what_only_it_can_read(reminding: Reminding) -> None:
    browser = Browser()
    url = f"{reminding.receiver.url}/push/1"
    await reminding.add_channel(ChannelKind.PUSH, url, browser.keys)
    await _send(reminding, "t" * 1000)
    (received,) = reminding.receiver.requests
    content = browser.read(received.body)
    assert content["title"] == "t" * 200
    assert received.headers["content-encoding"] == "aes128gcm"
    assert received.headers["topic"] == content["id"].replace("-", "")
    assert received.headers["ttl"] == "86400"
    claims = claims_of(received.headers["authorization"])
    assert (claims["aud"], claims["key"]) == (reminding.receiver.url, reminding.senders.push_key)


async def test_a_browser_that_is_gone_is_forgotten_with_all_that_waits(
    reminding: Reminding,
) -> None:
    for status in (404, 410):
        url = f"{reminding.receiver.url}/push/{status}"
        channel = await reminding.add_channel(ChannelKind.PUSH, url, Browser().keys)
        assert channel.id in {
            each.id for each in (await reminding.channels.list_channels(reminding.person)).items
        }
        reminding.receiver.answers = [(status, {})]
        await _send(reminding)
        assert (await reminding.channels.list_channels(reminding.person)).items == []
        await _send(reminding)
    assert len(reminding.receiver.requests) == 2


async def test_a_browser_belongs_to_who_signed_in_there_last(reminding: Reminding) -> None:
    """Nobody is shown the reminders of who used the browser before."""
    url, browser, other = f"{reminding.receiver.url}/push/1", Browser(), somebody()
    first = await reminding.add_channel(ChannelKind.PUSH, url, Browser().keys)
    again = await reminding.add_channel(ChannelKind.PUSH, url, browser.keys)
    assert again.id == first.id
    await reminding.add_channel(ChannelKind.PUSH, url, browser.keys, person=other)
    await _send(reminding)
    assert reminding.receiver.requests == []
    assert (await reminding.channels.list_channels(reminding.person)).items == []


async def test_ntfy_gets_a_topic_and_a_title(reminding: Reminding) -> None:
    await reminding.add_channel(ChannelKind.NTFY, f"{reminding.receiver.url}/base/my-topic")
    await _send(reminding)
    (received,) = reminding.receiver.requests
    assert received.path == "/base/"
    assert json.loads(received.body) == {
        "topic": "my-topic",
        "title": "call mum",
        "message": "Due 2027-01-15 at 13:00 (Europe/Berlin)",
    }
    assert received.headers["idempotency-key"]


async def _verified_mail(reminding: Reminding, address: str = "mum@example.org") -> None:
    channel = await reminding.add_channel(ChannelKind.MAIL, address)
    await reminding.step()
    (mail,) = reminding.mailbox.mails
    code = mail.get_content().split("code is ")[1][:8]
    await reminding.channels.verify(reminding.person, channel.id, code)
    reminding.mailbox.mails.clear()


async def test_mail_has_the_key_as_its_id(reminding: Reminding) -> None:
    await _verified_mail(reminding)
    await _send(reminding, "Grüße an Mama")
    (mail,) = reminding.mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("mum@example.org", "Grüße an Mama")
    assert mail["From"] == "Taskora <tasks@example.org>"
    assert mail["Message-ID"].endswith("@example.org>")
    assert "Due 2027-01-15 at 13:00 (Europe/Berlin)" in mail.get_content()


async def test_a_mail_that_is_refused_for_good_is_given_up_and_another_comes_back(
    reminding: Reminding,
) -> None:
    await _verified_mail(reminding)
    (channel,) = (await reminding.channels.list_channels(reminding.person)).items
    for code in (550, 451):
        reminding.mailbox.refusal = code
        await _send(reminding)
    _, *states = sorted(await reminding.deliveries(channel), key=lambda each: str(each[2]))
    assert [("waiting", 1, "smtp_451"), ("dead", 1, "smtp_550")] == states


async def test_each_channel_gets_it_with_a_key_of_its_own(reminding: Reminding) -> None:
    await reminding.webhook("/one")
    await reminding.webhook("/two")
    await _send(reminding)
    assert {each.path for each in reminding.receiver.requests} == {"/one", "/two"}
    assert len(set(reminding.receiver.keys("webhook-id"))) == 2
