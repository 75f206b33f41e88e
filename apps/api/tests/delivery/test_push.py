"""Web push: what is sent is what RFC 8291 has, and says who sends as RFC 8292 has it."""

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag

from support.browsers import Browser, claims_of, decrypt
from support.reminding import PUSH_KEY
from taskora_api.delivery.push import (
    Vapid,
    decode,
    encode,
    encrypt,
    is_subscription,
    private_key_of,
    public_point,
)

# RFC 8291, appendix A.
_PLAIN = b"When I grow up, I want to be a watermelon"
_SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
_RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
_SALT = "DGv6ra1nlYgDCS1FRnbzlw"
_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
_MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_is_made_byte_for_byte() -> None:
    receiver = public_point(private_key_of(_RECEIVER))
    made = encrypt(_PLAIN, receiver, decode(_AUTH), private_key_of(_SENDER), decode(_SALT))
    assert encode(made) == _MESSAGE


def test_a_browser_reads_it_and_no_other_does() -> None:
    browser, other = Browser(), Browser()
    keys = browser.keys
    body = encrypt(
        b"{}", decode(keys["p256dh"]), browser.secret, private_key_of(PUSH_KEY), bytes(16)
    )
    assert browser.read(body) == {}
    with pytest.raises(InvalidTag):
        decrypt(body, other.key, other.secret)


def test_the_sender_is_named_for_one_push_service() -> None:
    vapid = Vapid(private_key_of(PUSH_KEY), "mailto:admin@example.org")
    now = datetime(2027, 1, 15, 12, tzinfo=UTC)
    claims = claims_of(vapid.authorization("https://push.example:8443/send/secret?x=1", now))
    assert claims == {
        "aud": "https://push.example:8443",
        "exp": int(now.timestamp()) + 12 * 3600,
        "sub": "mailto:admin@example.org",
        "key": vapid.public_key,
    }


@pytest.mark.parametrize(
    ("key", "secret"),
    [("AAAA", _AUTH), (encode(b"\x04" + bytes(64)), _AUTH), ("!", _AUTH), (None, "AAAA")],
)
def test_keys_that_no_browser_has_are_none(key: str | None, secret: str) -> None:
    own = Browser().keys
    assert is_subscription(**{"public_key": own["p256dh"], "secret": own["auth"]})
    assert not is_subscription(own["p256dh"] if key is None else key, secret)
