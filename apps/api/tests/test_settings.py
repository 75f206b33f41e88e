"""Configuration comes from the environment alone, and fails with words that help (A4)."""

from pathlib import Path
from ssl import CERT_REQUIRED

import pytest

from taskora_api.database_url import parse_database_url, tls_arguments
from taskora_api.settings import FIXES, ConfigurationError, DatabaseSettings, Settings

GOOD = {"DATABASE_URL": "postgresql://a:b@c/d", "AUTH_JWKS_URL": "http://web/api/auth/jwks"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that describes a service that can run."""
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize(
    ("variable", "value", "fix"),
    [
        ("DATABASE_URL", "", "postgresql://"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "postgresql://"),
        ("DATABASE_URL", "postgresql://root:hunter2@db", "postgresql://"),
        ("DATABASE_URL", "hunter2", "postgresql://"),
        ("DATABASE_URL", "postgresql://a:hunter2@b/c?sslmode=always", "postgresql://"),
        ("DATABASE_URL", "postgresql://a:hunter2@b/c?no_such=hunter2", "postgresql://"),
        ("DATABASE_DIRECT_URL", "mysql://root:hunter2@db/x", "leave it out"),
        ("AUTH_JWKS_URL", "hunter2", "http://web/api/auth/jwks"),
        ("AUTH_JWKS_URL", "", "http://web/api/auth/jwks"),
        ("PORT", "hunter2", "correct it"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("DATABASE_SCHEMA", 'app"; DROP', "correct it"),
        ("ASSISTANT_PROVIDER", "hunter2", "embedded, openai, cohere or openai-compatible"),
        ("OPENAI_API_KEY", "hunter2 hunter2", "kubectl -n taskora create secret generic"),
        ("COHERE_API_KEY", "hunter2\x7f", "kubectl -n taskora create secret generic"),
    ],
)
def test_a_wrong_value_names_the_variable_and_the_fix_and_is_not_shown(
    environment: pytest.MonkeyPatch, variable: str, value: str, fix: str
) -> None:
    environment.setenv(variable, value)
    with pytest.raises(ConfigurationError) as caught:
        Settings.load()
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"API_CONFIGURATION: {variable} ")
    assert fix in line.split("Do: ")[1]
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("provider", "missing"),
    [
        ("openai", {"ASSISTANT_MODEL", "OPENAI_API_KEY"}),
        ("cohere", {"ASSISTANT_MODEL", "COHERE_API_KEY"}),
        ("openai-compatible", {"ASSISTANT_MODEL", "ASSISTANT_BASE_URL"}),
    ],
)
def test_a_provider_needs_a_model_and_a_key_or_an_address(
    environment: pytest.MonkeyPatch, provider: str, missing: set[str]
) -> None:
    """What is missing is said at the start, with the command to run next (A3)."""
    environment.setenv("ASSISTANT_PROVIDER", provider)
    with pytest.raises(ConfigurationError) as caught:
        Settings.load()
    lines = str(caught.value).splitlines()
    assert {line.split()[1] for line in lines} == missing
    assert all(" is missing. Do: " in line for line in lines)


def test_a_key_loses_the_line_break_of_the_file_that_it_came_from(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("OPENAI_API_KEY", "sk-key\n")
    assert Settings.load().openai_api_key.get_secret_value() == "sk-key"


def test_a_key_is_not_in_what_settings_print(environment: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "COHERE_API_KEY", "COMPATIBLE_API_KEY"):
        environment.setenv(name, "sk-hunter2")
    assert "hunter2" not in repr(Settings.load())


@pytest.mark.parametrize("address", ["ftp://models", "models:11434", "http://", "http://[::1"])
def test_an_address_of_a_provider_is_one_of_http(
    environment: pytest.MonkeyPatch, address: str
) -> None:
    environment.setenv("ASSISTANT_BASE_URL", address)
    with pytest.raises(ConfigurationError, match="ASSISTANT_BASE_URL is not valid"):
        Settings.load()


def test_the_defaults_are_those_of_the_cluster() -> None:
    settings = Settings.load()
    assert (settings.port, settings.auth_issuer, settings.auth_audience) == (
        8000,
        "taskora",
        "taskora-api",
    )
    assert settings.docs_enabled is False


def test_a_migration_needs_the_database_alone(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("AUTH_JWKS_URL")
    assert DatabaseSettings.load().database_schema == "app"


def test_the_password_is_not_in_what_settings_print() -> None:
    assert "b@c" not in repr(Settings.load())


def test_a_hosted_address_keeps_its_demand_for_encryption() -> None:
    url = parse_database_url("postgres://a:b@host/db?sslmode=require&channel_binding=require")
    assert url.drivername == "postgresql+asyncpg"
    assert dict(url.query) == {"ssl": "require"}


def test_a_migration_passes_the_pooler_by_where_there_is_one(
    environment: pytest.MonkeyPatch,
) -> None:
    assert DatabaseSettings.load().migration_url.get_secret_value() == GOOD["DATABASE_URL"]
    environment.setenv("DATABASE_DIRECT_URL", "postgresql://a:b@direct/d")
    settings = DatabaseSettings.load()
    assert settings.migration_url.get_secret_value() == "postgresql://a:b@direct/d"
    assert settings.database_url.get_secret_value() == GOOD["DATABASE_URL"]


@pytest.mark.parametrize(
    ("mode", "checks_name"), [("verify-ca", False), ("verify-full", True), ("require", None)]
)
def test_certificates_are_checked_where_the_address_demands_it(
    mode: str, checks_name: bool | None
) -> None:
    arguments = tls_arguments(f"postgresql://a:b@host/db?sslmode={mode}")
    if checks_name is None:
        assert arguments == {}
        return
    assert arguments["ssl"].verify_mode == CERT_REQUIRED
    assert arguments["ssl"].check_hostname is checks_name


def test_a_file_of_certificates_that_is_none_is_refused_at_the_start(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"postgresql://a:b@c/d?sslmode=verify-full&sslrootcert={tmp_path}/none.pem"
    environment.setenv("DATABASE_URL", url)
    with pytest.raises(ConfigurationError, match="sslrootcert is no file"):
        Settings.load()


def test_no_advice_puts_a_secret_into_the_arguments_of_a_program() -> None:
    """Every process of a machine can read those, and a shell keeps them."""
    assert [fix for fix in FIXES.values() if "--from-literal" in fix] == []
