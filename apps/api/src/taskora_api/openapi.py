"""Writes the document of the API: `python -m taskora_api.openapi [file]`."""

import json
import sys
from pathlib import Path

from pydantic import AnyHttpUrl, SecretStr

from taskora_api.http.document import document_of
from taskora_api.main import create_app
from taskora_api.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "openapi.json"


def build_document() -> str:
    """Build the document; the settings are placeholders, for nothing is started."""
    application = create_app(
        Settings(
            database_url=SecretStr("postgresql://none@none/none"),
            auth_jwks_url=AnyHttpUrl("http://none/jwks"),
        )
    )
    return json.dumps(document_of(application), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    target.write_text(build_document(), encoding="utf-8")
