"""Attacks on tokens, named after them (A1); each gets the same 401."""

import base64
import hashlib
import hmac
import io
import json
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import httpx2
import jwt
import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support.issuer import Issuer, claims, public_jwk
from taskora_api.logging import configure_logging

TASKS = "/api/v1/tasks"
Forge = Callable[[Issuer], str]


def _encode(part: dict[str, Any] | bytes) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _hmac_token(issuer: Issuer, secret: bytes, algorithm: str = "HS256") -> str:
    header = {"alg": algorithm, "kid": issuer.current, "typ": "JWT"}
    signed = f"{_encode(header)}.{_encode(claims())}"
    signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encode(signature)}"


def _public(issuer: Issuer, encoding: Encoding, shape: PublicFormat) -> bytes:
    return issuer.keys[issuer.current].public_key().public_bytes(encoding, shape)


def _attackers_token(issuer: Issuer, **headers: Any) -> str:  # noqa: ANN401 - header values.
    return jwt.encode(
        claims(),
        Ed25519PrivateKey.generate(),
        algorithm="EdDSA",
        headers={"kid": issuer.current, **headers},
    )


def _with_payload(issuer: Issuer, **changed: Any) -> str:  # noqa: ANN401 - claims.
    head, _, signature = issuer.token().split(".")
    return f"{head}.{_encode(claims(**changed))}.{signature}"


def _in_seconds(seconds: int) -> int:
    """Seconds of the epoch, counted from when a token is made: the whole suite may take longer."""
    return int(time.time()) + seconds


ATTACKS: dict[str, Forge] = {
    "expired": lambda issuer: issuer.token(exp=_in_seconds(-600)),
    "not_yet_valid": lambda issuer: issuer.token(nbf=_in_seconds(600)),
    "issued_in_the_future": lambda issuer: issuer.token(iat=_in_seconds(600)),
    "without_exp": lambda issuer: issuer.token(exp=None),
    "without_sub": lambda issuer: issuer.token(sub=None),
    "without_aud": lambda issuer: issuer.token(aud=None),
    "without_iss": lambda issuer: issuer.token(iss=None),
    "exp_is_text": lambda issuer: issuer.token(exp="never"),
    "empty_sub": lambda issuer: issuer.token(sub=""),
    "sub_with_nul": lambda issuer: issuer.token(sub="a\x00b"),
    "sub_too_long": lambda issuer: issuer.token(sub="a" * 201),
    "alg_none": lambda issuer: (
        f"{_encode({'alg': 'none', 'kid': issuer.current})}.{_encode(claims())}."
    ),
    "alg_none_in_capitals": lambda issuer: (
        f"{_encode({'alg': 'NONE', 'kid': issuer.current})}.{_encode(claims())}."
    ),
    "hmac_with_public_pem": lambda issuer: _hmac_token(
        issuer, _public(issuer, Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ),
    "hmac_with_public_der": lambda issuer: _hmac_token(
        issuer, _public(issuer, Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ),
    "hmac_with_public_raw": lambda issuer: _hmac_token(
        issuer, _public(issuer, Encoding.Raw, PublicFormat.Raw)
    ),
    "hmac_with_public_jwk": lambda issuer: _hmac_token(
        issuer, json.dumps(public_jwk(issuer.current, issuer.keys[issuer.current])).encode()
    ),
    "hmac_that_claims_eddsa": lambda issuer: _hmac_token(
        issuer, _public(issuer, Encoding.Raw, PublicFormat.Raw), "EdDSA"
    ),
    "unknown_kid": lambda issuer: issuer.token(headers={"kid": "unknown"}),
    "kid_is_no_text": lambda issuer: (
        f"{_encode({'alg': 'EdDSA', 'kid': 5})}.{_encode(claims())}.{_encode(b'x' * 64)}"
    ),
    "key_in_header": lambda issuer: _attackers_token(
        issuer, jwk=public_jwk("mine", Ed25519PrivateKey.generate())
    ),
    "jku": lambda issuer: _attackers_token(issuer, jku="http://attacker.example/jwks"),
    "x5u": lambda issuer: _attackers_token(issuer, x5u="http://attacker.example/x5u"),
    "other_key_same_kid": _attackers_token,
    "changed_payload": lambda issuer: _with_payload(issuer, sub="victim"),
    "no_signature": lambda issuer: issuer.token().rsplit(".", 1)[0] + ".",
    "other_audience": lambda issuer: issuer.token(aud="taskora-refresh"),
    "other_issuer": lambda issuer: issuer.token(iss="https://attacker.example"),
    "not_a_token": lambda _issuer: "not-a-token",
    "three_empty_parts": lambda _issuer: "..",
    "very_long": lambda issuer: issuer.token(padding="x" * 5000),
    "not_ascii": lambda _issuer: "caf\u00e9.caf\u00e9.caf\u00e9",
}


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
async def test_a_forged_token_is_refused_with_the_same_answer(
    client: httpx2.AsyncClient, issuer: Issuer, attack: str
) -> None:
    token = ATTACKS[attack](issuer).encode()
    response = await client.get(TASKS, headers={b"Authorization": b"Bearer " + token})
    without = await client.get(TASKS)
    assert response.status_code == 401
    same = {k: v for k, v in without.json().items() if k != "requestId"}
    assert {k: v for k, v in response.json().items() if k != "requestId"} == same


async def test_a_good_token_is_accepted(client: httpx2.AsyncClient, issuer: Issuer) -> None:
    headers = {"Authorization": f"Bearer {issuer.token()}"}
    assert (await client.get(TASKS, headers=headers)).status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
async def test_a_good_token_under_another_scheme_is_refused(
    client: httpx2.AsyncClient, issuer: Issuer, scheme: str
) -> None:
    headers = {"Authorization": f"{scheme} {issuer.token()}".strip()}
    assert (await client.get(TASKS, headers=headers)).status_code == 401


@pytest.mark.parametrize("header", ["X-User-ID", "X-Forwarded-User", "X-Forwarded-For"])
async def test_a_forged_header_is_no_identity(
    client: httpx2.AsyncClient, issuer: Issuer, header: str
) -> None:
    owner = {"Authorization": f"Bearer {issuer.token('owner')}"}
    await client.post(TASKS, json={"title": "private"}, headers=owner)
    forged = {"Authorization": f"Bearer {issuer.token('attacker')}", header: "owner"}
    assert (await client.get(TASKS, headers=forged)).json()["items"] == []


@pytest.mark.parametrize("attack", ["expired", "other_audience", "jku", "not_a_token"])
async def test_a_refusal_is_logged_without_the_token(
    client: httpx2.AsyncClient, issuer: Issuer, attack: str
) -> None:
    token = ATTACKS[attack](issuer)
    output = io.StringIO()
    with redirect_stdout(output):
        configure_logging("info")
        structlog.configure(cache_logger_on_first_use=False)
        answer = await client.get(TASKS, headers={"Authorization": f"Bearer {token}"})
    configure_logging("warning")
    (line,) = (line for line in output.getvalue().splitlines() if "auth.refused" in line)
    assert "reason" in line
    assert answer.headers["x-request-id"] in line
    for part in token.split("."):
        assert part not in output.getvalue()
