"""Where the service lets itself be sent: the open internet, and what the configuration names."""

import socket
from collections.abc import AsyncIterator, Sequence

import pytest

from support.receivers import Receiver, running_receiver
from taskora_api.delivery import guard
from taskora_api.delivery.guard import (
    AddressRefusedError,
    Allowed,
    Guard,
    NameUnknownError,
    is_public,
)
from taskora_api.delivery.messages import Outcome
from taskora_api.delivery.transport import Answer, GuardedClient, is_usable

PUBLIC = ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8")
INSIDE = {
    "loopback": ("127.0.0.1", "127.255.0.1", "::1"),
    "private": ("10.0.0.1", "172.16.0.1", "192.168.1.1", "fd00::1", "fec0::1"),
    "link-local": ("169.254.0.1", "fe80::1", "fe80::1%eth0"),
    "metadata": ("169.254.169.254", "fd00:ec2::254", "100.100.100.200"),
    "carrier-grade NAT": ("100.64.0.1", "100.127.255.255"),
    "multicast": ("224.0.0.1", "239.1.1.1", "ff02::1", "ff0e::1"),
    "IPv4 in IPv6": ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    "of no host": ("0.0.0.1", "255.255.255.255", "::", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
}


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("kind", "address"), [(kind, each) for kind, found in INSIDE.items() for each in found]
)
def test_an_address_of_the_inside_may_not(kind: str, address: str) -> None:
    assert not is_public(address), kind


def _guard(*addresses: str, allowed: str = "") -> Guard:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return Guard(Allowed.parse(allowed.split(",")), resolve)


async def test_one_address_of_the_inside_among_others_is_enough_to_refuse() -> None:
    assert await _guard("8.8.8.8").addresses("a.example", 443) == ("8.8.8.8",)
    with pytest.raises(AddressRefusedError):
        await _guard("8.8.8.8", "10.0.0.1").addresses("a.example", 443)
    with pytest.raises(NameUnknownError):
        await _guard().addresses("a.example", 443)


@pytest.mark.parametrize("allowed", ["10.0.0.1", "10.0.0.0/8", "Ntfy.svc", " ntfy.svc , x"])
async def test_the_configuration_lets_through_what_it_names(allowed: str) -> None:
    assert await _guard("10.0.0.1", allowed=allowed).addresses("ntfy.svc", 80) == ("10.0.0.1",)


async def test_it_lets_through_nothing_else() -> None:
    for allowed in ("10.0.0.2", "ntfy", "svc", ""):
        with pytest.raises(AddressRefusedError):
            await _guard("10.0.0.1", allowed=allowed).addresses("ntfy.svc", 80)


async def test_what_the_resolver_says_is_all_checked() -> None:
    """However a number is written, it is the address that counts."""
    assert set(await guard.resolve("localhost", 80)) <= {"127.0.0.1", "::1"}
    with pytest.raises(AddressRefusedError):
        await Guard().addresses("localhost", 80)
    with pytest.raises(NameUnknownError):
        await Guard().addresses("no-such-name.invalid", 80)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/hosts", "gopher://a.example/", "ftp://a.example/", "//a.example/", "a"),
        *("http://user:secret@a.example/", "http://:80/", "http://a.example:99999/", "http://[::1"),
        "http://a.example/#part",
    ],
)
def test_an_address_names_a_host_by_http_and_nothing_besides(url: str) -> None:
    assert not is_usable(url)


def test_a_plain_address_is_usable() -> None:
    assert is_usable("https://a.example:8443/hook?x=1")


@pytest.fixture
async def opened() -> AsyncIterator[Receiver]:
    """Who stands behind a name, on this machine."""
    async with running_receiver() as receiver:
        yield receiver


async def test_the_checked_address_is_connected_to_and_the_name_is_asked_for_once(
    opened: Receiver,
) -> None:
    """A name that has another address a moment later leads nowhere else."""
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["203.0.113.1"]

    client = GuardedClient(Guard(Allowed.parse(["127.0.0.1"]), resolve))
    answer = await client.post(f"http://hooks.example:{opened.port}/a", {}, b"x")
    assert answer == Answer(200)
    assert asked == ["hooks.example"]
    assert opened.requests[0].headers["host"] == f"hooks.example:{opened.port}"
    await client.close()


async def test_nobody_connects_to_an_address_that_is_refused(opened: Receiver) -> None:
    client = GuardedClient(Guard())
    answer = await client.post(opened.url, {}, b"x")
    assert answer == Outcome("address_refused", is_final=True)
    assert opened.requests == []
    await client.close()


async def test_a_redirect_is_not_followed(opened: Receiver) -> None:
    opened.answers.append((302, {"Location": f"{opened.url}/elsewhere"}))
    client = GuardedClient(Guard(Allowed.parse(["127.0.0.0/8"])))
    answer = await client.post(opened.url, {}, b"x")
    assert isinstance(answer, Answer)
    assert answer.outcome() == Outcome("http_302", is_final=True)
    assert len(opened.requests) == 1
    await client.close()


async def test_a_connection_that_is_refused_is_an_outcome() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = GuardedClient(Guard(Allowed.parse(["127.0.0.1"])))
        answer = await client.post(f"http://127.0.0.1:{unused.getsockname()[1]}/", {}, b"x")
        assert answer == Outcome("connection_ConnectError")
        await client.close()
