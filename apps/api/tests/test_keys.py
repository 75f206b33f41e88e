"""Keys and the memory of verified tokens: rotation, outages, and what is not remembered."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from support.issuer import AUDIENCE, ISSUER, Issuer, running_issuer
from taskora_api.auth import keys, tokens
from taskora_api.auth.caller import Caller
from taskora_api.auth.keys import KeySet
from taskora_api.auth.tokens import TokenVerifier
from taskora_api.errors import KeysUnavailableError, UnauthenticatedError


class Clock:
    """A clock that is set by hand, for the time of day and for durations alike."""

    def __init__(self, now: float) -> None:
        """Begin at a time."""
        self.now = now

    def time(self) -> float:
        """Return the time of day."""
        return self.now

    def monotonic(self) -> float:
        """Return a time to measure durations with."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def own_issuer() -> Iterator[Issuer]:
    """An issuer that only one test uses."""
    with running_issuer() as running:
        yield running


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the verifier, set to the time at which the tokens are signed."""
    running = Clock(time.time())
    monkeypatch.setattr(keys, "time", running)
    monkeypatch.setattr(tokens, "time", running)
    return running


@pytest.fixture
async def verifier(own_issuer: Issuer, clock: Clock) -> AsyncIterator[TokenVerifier]:
    """A verifier that has seen nothing yet, and lives by the clock that is set by hand."""
    async with httpx2.AsyncClient(trust_env=False) as client:
        yield TokenVerifier(KeySet(own_issuer.url, client, clock.sleep), ISSUER, AUDIENCE)


async def test_keys_are_fetched_once_for_many_tokens(
    verifier: TokenVerifier, own_issuer: Issuer
) -> None:
    for number in range(5):
        caller = await verifier.verify(own_issuer.token(f"person-{number}"))
        assert caller.id == f"person-{number}"
    assert own_issuer.requests == 1


async def test_a_rotated_key_is_accepted_at_once_and_the_old_one_still_is(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    old = own_issuer.token("before")
    await verifier.verify(old)
    clock.now += keys.REFETCH_PAUSE_SECONDS
    own_issuer.rotate()
    assert (await verifier.verify(own_issuer.token("after"))).id == "after"
    assert (await verifier.verify(old)).id == "before"


async def test_made_up_key_ids_do_not_flood_the_issuer(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    await verifier.verify(own_issuer.token())
    clock.now += keys.REFETCH_PAUSE_SECONDS
    began, fetched = clock.now, own_issuer.requests
    for number in range(30):
        with pytest.raises(UnauthenticatedError):
            await verifier.verify(own_issuer.token(headers={"kid": f"made-up-{number}"}))
    seconds = (clock.now - began) / keys.FLOOD_PAUSE_SECONDS
    assert own_issuer.requests - fetched <= keys.UNKNOWN_IDS_MAX * 3 + seconds


async def test_a_flood_of_made_up_key_ids_is_refused_by_one_fetch_and_hides_no_new_key(
    verifier: TokenVerifier, own_issuer: Issuer
) -> None:
    await verifier.verify(own_issuer.token())
    made_up = [own_issuer.token(headers={"kid": f"made-up-{n}"}) for n in range(2000)]
    before = own_issuer.requests
    refused = asyncio.gather(*(verifier.verify(token) for token in made_up), return_exceptions=True)
    await asyncio.sleep(0)
    own_issuer.rotate()
    assert (await verifier.verify(own_issuer.token("after"))).id == "after"
    assert {type(error) for error in await refused} == {UnauthenticatedError}
    assert own_issuer.requests - before <= keys.UNKNOWN_IDS_MAX + 2


async def test_while_the_issuer_does_not_answer_a_made_up_id_may_be_a_new_one(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    await verifier.verify(own_issuer.token())
    own_issuer.is_down = True
    made_up = own_issuer.token(headers={"kid": "made-up"})
    began = clock.now
    for _ in range(50):
        with pytest.raises(KeysUnavailableError):
            await verifier.verify(made_up)
    assert own_issuer.requests == 2
    assert clock.now == began, "nobody waits for an issuer that does not answer"
    own_issuer.is_down = False
    clock.now += keys.REFETCH_PAUSE_SECONDS
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(made_up)


@pytest.mark.parametrize("ahead", [-9, -1, 0, 1, 9])
async def test_a_front_end_whose_clock_is_a_little_off_signs_nobody_out(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock, ahead: int
) -> None:
    there = int(clock.now) + ahead
    token = own_issuer.token("person", iat=there, nbf=there, exp=there + 300)
    assert (await verifier.verify(token)).id == "person"


@pytest.mark.parametrize(
    "claims", [{"iat": 30}, {"nbf": 30}, {"exp": -30}], ids=["iat", "nbf", "exp"]
)
async def test_a_token_beyond_the_leeway_is_refused(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock, claims: dict[str, int]
) -> None:
    off = {name: int(clock.now) + seconds for name, seconds in claims.items()}
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(own_issuer.token("person", **off))


async def test_a_made_up_key_id_is_refused_and_does_not_delay_a_new_key(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    assert clock.now > 0
    await verifier.verify(own_issuer.token())
    for _ in range(50):
        with pytest.raises(UnauthenticatedError):
            await verifier.verify(own_issuer.token(headers={"kid": "made-up"}))
    own_issuer.rotate()
    assert (await verifier.verify(own_issuer.token("after"))).id == "after"
    assert own_issuer.requests == 3


async def test_a_new_key_that_cannot_be_fetched_refuses_nobody(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    await verifier.verify(own_issuer.token())
    own_issuer.is_down = True
    own_issuer.rotate()
    for _ in range(3):
        with pytest.raises(KeysUnavailableError):
            await verifier.verify(own_issuer.token("after"))
    own_issuer.is_down = False
    clock.now += keys.REFETCH_PAUSE_SECONDS
    assert (await verifier.verify(own_issuer.token("after"))).id == "after"


async def test_an_outage_of_the_issuer_does_not_refuse_those_whose_key_is_known(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    await verifier.verify(own_issuer.token())
    own_issuer.is_down = True
    clock.now += keys.REFRESH_SECONDS + 1
    token = own_issuer.token("later", exp=int(clock.now) + 60)
    assert (await verifier.verify(token)).id == "later"
    assert own_issuer.requests == 2


async def test_before_the_issuer_has_answered_nobody_is_refused_but_all_must_wait(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    own_issuer.is_down = True
    for _ in range(5):
        with pytest.raises(KeysUnavailableError):
            await verifier.verify(own_issuer.token())
    assert own_issuer.requests == 1
    own_issuer.is_down = False
    clock.now += keys.FIRST_FETCH_PAUSE_SECONDS
    assert (await verifier.verify(own_issuer.token("now"))).id == "now"


async def test_a_verified_token_is_remembered_for_a_minute_and_no_longer(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = own_issuer.token()
    await verifier.verify(token)
    checks = 0
    check = TokenVerifier._check

    async def counted(self: TokenVerifier, checked: str) -> tuple[Caller, float]:
        nonlocal checks
        checks += 1
        return await check(self, checked)

    monkeypatch.setattr(TokenVerifier, "_check", counted)
    clock.now += tokens.CACHE_SECONDS_MAX - 1
    await verifier.verify(token)
    assert checks == 0
    clock.now += 2
    await verifier.verify(token)
    assert checks == 1


async def test_a_remembered_token_is_forgotten_when_it_expires(
    verifier: TokenVerifier, own_issuer: Issuer, clock: Clock
) -> None:
    token = own_issuer.token(exp=int(clock.now) + 2)
    await verifier.verify(token)
    clock.now += 3 + tokens.LEEWAY_SECONDS
    known = verifier._verified
    assert all(entry.good_until <= clock.now for entry in known.values())


async def test_the_memory_of_tokens_has_an_end(
    verifier: TokenVerifier, own_issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "CACHE_ENTRIES_MAX", 3)
    for number in range(10):
        await verifier.verify(own_issuer.token(f"person-{number}"))
    assert len(verifier._verified) == 3


@pytest.mark.parametrize(
    "published",
    [
        {},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "x"}]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "short", "kid": "x"}]},
        {"keys": [{"kty": "OKP", "crv": "X25519", "x": "a" * 43, "kid": "x"}]},
        {"keys": "none"},
        {"keys": [None]},
    ],
    ids=str,
)
async def test_a_set_without_a_usable_key_lets_nobody_in(
    verifier: TokenVerifier,
    own_issuer: Issuer,
    published: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own_issuer, "key_set", lambda: published)
    with pytest.raises(KeysUnavailableError):
        await verifier.verify(own_issuer.token(headers={"kid": "x"}))
