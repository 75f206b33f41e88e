"""What an authorization server gives tokens for: this resource, by its address (RFC 8707, 9728)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from taskora_api.auth.caller import Scope
from taskora_api.auth.tokens import TokenVerifier

WELL_KNOWN = "/.well-known/oauth-protected-resource"
# What a program that names no scopes is made to ask its person for.
_SCOPES = (Scope.TASKS_READ, Scope.TASKS_WRITE)


@dataclass(frozen=True)
class ProtectedResource:
    """A resource by the address that people have for it, and who gives tokens for it."""

    url: str
    authorization_server: str

    @property
    def metadata_path(self) -> str:
        """The path under which the metadata of the resource is, on its own host."""
        return f"{WELL_KNOWN}{urlsplit(self.url).path.rstrip('/')}"

    @property
    def metadata(self) -> dict[str, object]:
        """What a program reads to find out where it gets a token."""
        return {
            "resource": self.url,
            "authorization_servers": [self.authorization_server],
            "scopes_supported": [str(scope) for scope in _SCOPES],
            "bearer_methods_supported": ["header"],
            "resource_name": "Taskora",
        }

    def challenge(self, *, has_token: bool) -> str:
        """The header by which a request without a good token learns where to get one."""
        parts = urlsplit(self.url)
        address = f"{parts.scheme}://{parts.netloc}{self.metadata_path}"
        error = ['error="invalid_token"'] if has_token else []
        named = [*error, f'resource_metadata="{address}"', f'scope="{" ".join(_SCOPES)}"']
        return f"Bearer {', '.join(named)}"


@dataclass(frozen=True)
class ResourceServer:
    """A resource, and what verifies the tokens that its authorization server gives."""

    resource: ProtectedResource
    tokens: TokenVerifier
