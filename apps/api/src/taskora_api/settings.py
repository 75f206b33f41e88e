"""The configuration, and the only place that reads the environment."""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from taskora_api.database_url import UnusableDatabaseUrlError, parse_database_url, tls_arguments

_KEY = re.compile(r"[\x21-\x7e]*")
_PUSH_KEY = re.compile(r"[A-Za-z0-9_-]{43}=?")
_NEW_KEY = (
    "put the line api-key=... into kubectl -n taskora create secret generic taskora-model "
    "--from-env-file=/dev/stdin, and name it in secretEnv of the chart (docs/models.md)"
)
FIXES = {
    "DATABASE_URL": "set it to postgresql://user:password@host:5432/database",
    "DATABASE_DIRECT_URL": "set it like DATABASE_URL, or leave it out where no pooler is between",
    "AUTH_JWKS_URL": "set it to the key set of the web app, such as http://web/api/auth/jwks",
    "MCP_AUTHORIZATION_SERVER": "set it and MCP_RESOURCE_URL, or neither (docs/mcp.md)",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "set it to a collector, such as http://otel-collector:4318",
    "EVENTS_BY": "set it to listen, poll or auto",
    "LOG_LEVEL": "set it to debug, info, warning or error",
    "ASSISTANT_PROVIDER": "set it to embedded, openai, cohere or openai-compatible",
    "ASSISTANT_MODEL": "set it to the name of a model that the provider has",
    "ASSISTANT_BASE_URL": "set it to the address of the provider, such as http://ollama:11434/v1",
    "PUSH_CONTACT": "set it to mailto:you@example.org, or leave it out to have no push",
    "PUSH_PRIVATE_KEY": "name the Secret that the chart makes (docs/reminders.md)",
    "SMTP_URL": "set it like smtps://USER:PASSWORD@mail.example.org, or leave it out to send none",
    "SMTP_FROM": "set it to the sender of mail, like Taskora <taskora@example.org>",
    "OPENAI_API_KEY": _NEW_KEY,
    "COHERE_API_KEY": _NEW_KEY,
    "COMPATIBLE_API_KEY": _NEW_KEY,
}


class Provider(StrEnum):
    """Who makes the answers."""

    EMBEDDED = "embedded"
    OPENAI = "openai"
    COHERE = "cohere"
    OPENAI_COMPATIBLE = "openai-compatible"


class ConfigurationError(Exception):
    """The environment does not describe a service that can run."""


class _FromEnvironment(BaseSettings):
    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def load(cls) -> Self:
        """Read the environment, or say which variable is wrong and what to do about it."""
        try:
            return cls()
        except ValidationError as error:
            raise ConfigurationError(_explain(error)) from None


class ServerAddress(_FromEnvironment):
    """Where the service listens; all that a health check needs to know."""

    host: str = "0.0.0.0"  # noqa: S104 - a container is reached through its pod's address.
    port: Annotated[int, Field(ge=1, le=65535)] = 8000


class DatabaseSettings(_FromEnvironment):
    """What a migration needs, and no more, so that its Job is given no other secret."""

    # What the service works with; a pooler in transaction mode may be between.
    database_url: SecretStr
    # What a migration works with where a pooler is between: it keeps a lock in its session.
    database_direct_url: SecretStr | None = None
    database_schema: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]{0,62}$")] = "app"
    database_pool_size: Annotated[int, Field(ge=1, le=200)] = 10
    # For one statement. Work on many rows is done in chunks, so that none takes long.
    database_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 1.5
    # For all attempts at a request's work together: nobody waits for longer than three seconds.
    database_retry_seconds: Annotated[float, Field(ge=0, le=30)] = 2.5
    migrate_lock_seconds: Annotated[float, Field(gt=0, le=3600)] = 10
    migrate_wait_seconds: Annotated[float, Field(ge=0, le=3600)] = 60

    @property
    def migration_url(self) -> SecretStr:
        """The address at which a session belongs to whoever opened it."""
        return self.database_direct_url or self.database_url

    @field_validator("database_direct_url", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def _must_be_usable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        try:
            parse_database_url(value.get_secret_value())
            tls_arguments(value.get_secret_value())
        except UnusableDatabaseUrlError as error:
            raise ValueError(str(error)) from None
        return value


class ModelSettings(BaseModel):
    """A provider other than the embedded assistant needs a model, and a key or an address."""

    assistant_provider: Provider = Provider.EMBEDDED
    assistant_model: Annotated[str, Field(validate_default=True, max_length=200)] = ""
    assistant_base_url: Annotated[str, Field(validate_default=True)] = ""
    openai_api_key: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    cohere_api_key: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    compatible_api_key: SecretStr = SecretStr("")
    # Until the model says anything, and for all that the model says on one message of a person.
    assistant_silence_seconds: Annotated[float, Field(gt=0, le=300)] = 15
    assistant_answer_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    # For one message of a person.
    assistant_requests_max: Annotated[int, Field(ge=1, le=50)] = 8
    assistant_tool_calls_max: Annotated[int, Field(ge=1, le=200)] = 20
    assistant_tokens_max: Annotated[int, Field(ge=1000)] = 50_000
    assistant_reply_tokens_max: Annotated[int, Field(ge=100)] = 1500
    # Of the conversation, that the model reads again; 0 for none.
    assistant_history_messages: Annotated[int, Field(ge=0, le=200)] = 20
    # For all messages of a day, of one person and of everybody together; 0 for no limit.
    assistant_person_tokens_daily: Annotated[int, Field(ge=0, le=10**12)] = 0
    assistant_all_tokens_daily: Annotated[int, Field(ge=0, le=10**12)] = 0

    @field_validator("assistant_model")
    @classmethod
    def _must_be_named(cls, value: str, info: ValidationInfo) -> str:
        return _required(value.strip(), info, *(each for each in Provider if each != "embedded"))

    @field_validator("assistant_base_url")
    @classmethod
    def _must_be_an_address(cls, value: str, info: ValidationInfo) -> str:
        address = _required(value.strip(), info, Provider.OPENAI_COMPATIBLE)
        parts = urlsplit(address)
        if address and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise PydanticCustomError("address", "it has to begin with http:// or https://")
        return address.rstrip("/")

    @field_validator("openai_api_key", "cohere_api_key", "compatible_api_key")
    @classmethod
    def _must_be_a_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        # A file that a Secret was made of often ends with a line break.
        key = value.get_secret_value().strip()
        owners = {"openai_api_key": Provider.OPENAI, "cohere_api_key": Provider.COHERE}
        owner = owners.get(info.field_name or "")
        if owner is not None:
            _required(key, info, owner)
        if not _KEY.fullmatch(key):
            raise PydanticCustomError("key", "a key is one line of ASCII without blanks")
        return SecretStr(key)


class DeliverySettings(BaseModel):
    """How reminders reach people outside of the app; without any of it they do not."""

    # Of whoever runs the service, for push services: mailto:… or https://….
    push_contact: Annotated[str, Field(pattern=r"^((mailto:|https://)\S+)?$")] = ""
    # The 32 bytes of a private key on P-256, as base64url.
    push_private_key: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    # The server of mail with its user and password, as the front ends have it.
    smtp_url: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    # From whom mail is.
    smtp_from: Annotated[str, Field(pattern=r"^[^@\r\n]*@[^@\r\n]+$")] = (
        "Taskora <taskora@localhost>"
    )
    delivery_ntfy: bool = False
    delivery_webhooks: bool = False
    # Names, addresses and networks inside the cluster that people may have sent to, by commas.
    delivery_allowed: str = ""

    @field_validator("push_private_key")
    @classmethod
    def _must_be_a_key_of_push(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        key = value.get_secret_value().strip()
        if info.data.get("push_contact") and not _PUSH_KEY.fullmatch(key):
            raise PydanticCustomError("key", "a key is 43 characters of base64url")
        return SecretStr(key)

    @field_validator("smtp_url")
    @classmethod
    def _must_be_a_server_of_mail(cls, value: SecretStr) -> SecretStr:
        address = value.get_secret_value().strip()
        parts = urlsplit(address)
        if address and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
            raise PydanticCustomError("address", "it has to begin with smtp:// or smtps://")
        return SecretStr(address)


class Settings(DatabaseSettings, ServerAddress, ModelSettings, DeliverySettings):
    """Everything that the running service needs."""

    auth_jwks_url: AnyHttpUrl
    auth_issuer: Annotated[str, Field(min_length=1)] = "taskora"
    auth_audience: Annotated[str, Field(min_length=1)] = "taskora-api"
    # The address of /mcp that people have, and who gives tokens for it; both, or no OAuth.
    mcp_resource_url: Annotated[str, Field(pattern=r"^(https?://[^\s?#]+)?$")] = ""
    mcp_authorization_server: Annotated[
        str, Field(pattern=r"^(https?://[^\s?#]+)?$", validate_default=True)
    ] = ""
    docs_enabled: bool = False
    ready_cache_seconds: Annotated[float, Field(ge=0, le=300)] = 3
    # How long a process that says nothing is taken to be at work on an answer.
    turn_lease_seconds: Annotated[float, Field(gt=0, le=300)] = 3
    # How often to search for an answer that was left and that nobody reads; with 0 never.
    turn_watch_seconds: Annotated[float, Field(ge=0, le=300)] = 5
    # How streams learn of changes; auto polls where notifications do not arrive.
    events_by: Literal["auto", "listen", "poll"] = "auto"
    # Streams of events that one person may have open at this process.
    events_streams_max: Annotated[int, Field(ge=1, le=1000)] = 10
    # Of one person; with 0 in a second there is no limit. Reads are counted by each process,
    # changes by all of them together.
    limit_reads_per_second: Annotated[float, Field(ge=0, le=100_000)] = 100
    limit_reads_burst: Annotated[int, Field(ge=1, le=1_000_000)] = 400
    limit_changes_per_second: Annotated[float, Field(ge=0, le=100_000)] = 20
    limit_changes_burst: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    shutdown_grace_seconds: Annotated[int, Field(ge=1, le=600)] = 20
    # Where Prometheus is answered; with 0 nobody is, and nothing is measured.
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 0
    # A collector of traces, by OTLP over HTTP; without it nothing is traced.
    otel_exporter_otlp_endpoint: Annotated[str, Field(pattern=r"^(https?://[^\s?#]+)?$")] = ""

    @field_validator("mcp_authorization_server")
    @classmethod
    def _must_come_together(cls, value: str, info: ValidationInfo) -> str:
        if bool(value) != bool(info.data.get("mcp_resource_url")):
            raise PydanticCustomError("together", "one of both is missing")
        return value


def _explain(error: ValidationError) -> str:
    """One line per variable: pydantic's own text would print the value, which may be a secret."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        variable = str(problem["loc"][0]).upper()
        reason = (
            "is missing" if problem["type"] == "missing" else f"is not valid ({problem['msg']})"
        )
        fix = FIXES.get(variable, "correct it, or leave it out to get the default")
        lines.append(f"API_CONFIGURATION: {variable} {reason}. Do: {fix}")
    return "\n".join(lines)


def _required(value: str, info: ValidationInfo, *providers: Provider) -> str:
    """Refuse an empty value when one of these providers is chosen."""
    if not value and info.data.get("assistant_provider") in providers:
        raise PydanticCustomError("missing", "is missing")
    return value
