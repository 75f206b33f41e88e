"""The configuration, and the only place that reads the environment."""

from typing import Annotated, Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from taskora_api.database_url import UnusableDatabaseUrlError, parse_database_url

FIXES = {
    "DATABASE_URL": "set it to postgresql://user:password@host:5432/database",
    "AUTH_JWKS_URL": "set it to the key set of the web app, such as http://web/api/auth/jwks",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "set it to a collector, such as http://otel-collector:4318",
    "LOG_LEVEL": "set it to debug, info, warning or error",
}


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

    database_url: SecretStr
    database_schema: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]{0,62}$")] = "app"
    database_pool_size: Annotated[int, Field(ge=1, le=200)] = 10
    # For one statement. Work on many rows is done in chunks, so that none takes long.
    database_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 1.5
    # For all attempts at a request's work together: nobody waits for longer than three seconds.
    database_retry_seconds: Annotated[float, Field(ge=0, le=30)] = 2.5
    migrate_lock_seconds: Annotated[float, Field(gt=0, le=3600)] = 10
    migrate_wait_seconds: Annotated[float, Field(ge=0, le=3600)] = 60

    @field_validator("database_url")
    @classmethod
    def _must_be_usable(cls, value: SecretStr) -> SecretStr:
        try:
            parse_database_url(value.get_secret_value())
        except UnusableDatabaseUrlError as error:
            raise ValueError(str(error)) from None
        return value


class Settings(DatabaseSettings, ServerAddress):
    """Everything that the running service needs."""

    auth_jwks_url: AnyHttpUrl
    auth_issuer: Annotated[str, Field(min_length=1)] = "taskora"
    auth_audience: Annotated[str, Field(min_length=1)] = "taskora-api"
    docs_enabled: bool = False
    ready_cache_seconds: Annotated[float, Field(ge=0, le=300)] = 3
    # How long a process that says nothing is taken to be at work on an answer.
    turn_lease_seconds: Annotated[float, Field(gt=0, le=300)] = 6
    shutdown_grace_seconds: Annotated[int, Field(ge=1, le=600)] = 20
    # Where Prometheus is answered; with 0 nobody is, and nothing is measured.
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 0
    # A collector of traces, by OTLP over HTTP; without it nothing is traced.
    otel_exporter_otlp_endpoint: Annotated[str, Field(pattern=r"^(https?://[^\s?#]+)?$")] = ""


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
