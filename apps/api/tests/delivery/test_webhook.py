"""Signatures of webhooks are those of Standard Webhooks."""

from base64 import b64decode

from taskora_api.delivery.webhook import make_secret, signature_of


def test_the_example_of_the_specification_has_its_signature() -> None:
    signature = signature_of(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_drawn_anew_each_time() -> None:
    one, other = make_secret(), make_secret()
    assert one != other
    assert len(b64decode(one.removeprefix("whsec_"))) == 32
