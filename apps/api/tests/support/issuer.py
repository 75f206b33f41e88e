"""An issuer of tokens: Ed25519 keys published by a real HTTP server."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ISSUER = "taskora"
AUDIENCE = "taskora-api"
LIFETIME_SECONDS = 300


class Issuer:
    """Signs tokens, and publishes the keys that they can be verified with."""

    def __init__(self) -> None:
        """Begin with one key."""
        self.requests = 0
        self.is_down = False
        self.keys: dict[str, Ed25519PrivateKey] = {}
        self.url = ""
        self.current = self.rotate()

    def rotate(self) -> str:
        """Add a key and sign with it from now on; older keys stay published."""
        self.current = f"key-{uuid4().hex[:8]}"
        self.keys[self.current] = Ed25519PrivateKey.generate()
        return self.current

    def key_set(self) -> dict[str, Any]:
        """Return what is published."""
        return {"keys": [public_jwk(kid, key) for kid, key in self.keys.items()]}

    def token(self, subject: str = "user-a", **overrides: Any) -> str:  # noqa: ANN401 - claims.
        """Sign a token; a claim given as None is left out."""
        headers = {"kid": self.current} | overrides.pop("headers", {})
        return jwt.encode(
            claims(subject, **overrides),
            self.keys[self.current],
            algorithm="EdDSA",
            headers=headers,
        )


def claims(subject: str = "user-a", **overrides: Any) -> dict[str, Any]:  # noqa: ANN401 - claims.
    """Make the claims of a good token, but for what is overridden."""
    now = int(time.time())
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "exp": now + LIFETIME_SECONDS}
    return {name: value for name, value in (good | overrides).items() if value is not None}


def public_jwk(kid: str, key: Ed25519PrivateKey) -> dict[str, str]:
    """Make the public part of a key, as it is published."""
    raw = key.public_key().public_bytes_raw()
    x = urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid, "alg": "EdDSA", "use": "sig"}


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Publish the keys of an issuer over HTTP."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.requests += 1
            body = json.dumps(issuer.key_set()).encode()
            self.send_response(503 if issuer.is_down else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Keep the output of the tests to what they say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}/api/auth/jwks"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
