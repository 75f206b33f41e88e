"""Creates the Secrets that SECRETS names and the namespace lacks; one that is there stays as it is."""

import json
import os
import secrets
import ssl
import sys
import urllib.error
import urllib.request
from base64 import b64encode, urlsafe_b64encode

ACCOUNT = os.environ.get("SERVICE_ACCOUNT", "/var/run/secrets/kubernetes.io/serviceaccount")


def database() -> dict[str, str]:
    api, auth = secrets.token_hex(18), secrets.token_hex(18)
    return {
        "superuser-password": secrets.token_hex(18),
        "api-password": api,
        "auth-password": auth,
        "api-url": f"postgresql://taskora_api:{api}@postgres:5432/taskora",
        "auth-url": f"postgresql://taskora_auth:{auth}@postgres:5432/taskora",
    }


def push() -> dict[str, str]:
    """A private key of VAPID: a number below the order of P-256, as 32 bytes in base64url."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    key = (1 + secrets.randbelow(order - 1)).to_bytes(32, "big")
    return {"private-key": urlsafe_b64encode(key).rstrip(b"=").decode()}


CONTENTS = {
    "auth": lambda: {"secret": secrets.token_hex(32)},
    "database": database,
    "push": push,
    "next": lambda: {"server-actions-key": b64encode(secrets.token_bytes(32)).decode()},
}


def api_server() -> str:
    host, port = os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"]
    return f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}"


def create(namespace: str, name: str, data: dict[str, str]) -> bool:
    """Whether it was not there; 409 is the API server's word for one that is."""
    labels = {"app.kubernetes.io/part-of": "taskora"}
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "labels": labels},
        "type": "Opaque",
        "stringData": data,
    }
    with open(f"{ACCOUNT}/token", encoding="utf-8") as file:
        headers = {"Authorization": f"Bearer {file.read()}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{api_server()}/api/v1/namespaces/{namespace}/secrets",
        json.dumps(secret).encode(),
        headers,
    )
    context = ssl.create_default_context(cafile=f"{ACCOUNT}/ca.crt")
    try:
        with urllib.request.urlopen(request, timeout=30, context=context):
            return True
    except urllib.error.HTTPError as error:
        if error.code == 409:
            return False
        # Its message names the object and the rule, and none of the values.
        sys.exit(
            f"SECRET_NOT_MADE: the API server refuses Secret {name} ({error.code}): "
            f"{json.load(error).get('message')}. Do: correct that, then helm upgrade --install again"
        )
    except OSError as error:
        sys.exit(
            f"SECRET_NOT_MADE: the API server does not answer: {error}. "
            "Do: let the pods of this namespace reach it, then helm upgrade --install again"
        )


def main() -> None:
    namespace = os.environ["NAMESPACE"]
    for content, name in json.loads(os.environ["SECRETS"]).items():
        made = create(namespace, name, CONTENTS[content]())
        print(f"namespace {namespace}: {'made' if made else 'found'} {name}")


main()
