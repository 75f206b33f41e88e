"""A database that is reached over TLS, as hosted ones are (A2)."""

import datetime
import ipaddress
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from support.postgres import UNPRIVILEGED_USER, Postgres, embedded_postgres
from taskora_api.database.engine import create_engine, create_migration_engine
from taskora_api.migrate import DatabaseUnreachableError, migrate
from taskora_api.settings import DatabaseSettings


@dataclass
class TlsServer:
    """Who speaks TLS alone, by a certificate for 127.0.0.1."""

    postgres: Postgres
    certificate: Path

    def settings(self, parameters: str, host: str = "127.0.0.1") -> DatabaseSettings:
        """Give the settings of whoever connects with these parameters."""
        url = self.postgres.url().replace("127.0.0.1", host)
        given = {"database_url": f"{url}?{parameters}", "migrate_wait_seconds": 0}
        return DatabaseSettings.model_validate(given)


def _write_certificate(folder: Path, owner: str | None) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "taskora test")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    (folder / "server.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(private)
    (folder / "server.key").chmod(0o600)
    if owner is not None:
        shutil.chown(folder / "server.key", owner)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    """A server of this module alone."""
    with embedded_postgres() as postgres:
        postgres.stop()
        _write_certificate(postgres.data, UNPRIVILEGED_USER if postgres.as_user else None)
        with (postgres.data / "postgresql.auto.conf").open("a") as configuration:
            configuration.write("ssl = on\n")
        (postgres.data / "pg_hba.conf").write_text("hostssl all all all scram-sha-256\n")
        postgres.start()
        certificate = tmp_path_factory.mktemp("tls") / "root.crt"
        shutil.copy(postgres.data / "server.crt", certificate)
        yield TlsServer(postgres, certificate)


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
async def test_service_and_migration_speak_tls(server: TlsServer, mode: str) -> None:
    parameters = f"sslmode={mode}&channel_binding=require"
    if mode != "require":
        parameters += f"&sslrootcert={server.certificate}"
    settings = server.settings(parameters)
    await migrate(settings)
    for engine in (create_engine(settings), create_migration_engine(settings)):
        async with engine.connect() as connection:
            query = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            assert await connection.scalar(query) is True
        await engine.dispose()


@pytest.mark.parametrize(
    ("parameters", "host"),
    [
        ("sslmode=disable", "127.0.0.1"),
        # Signed by nobody that the system knows.
        ("sslmode=verify-full", "127.0.0.1"),
        ("sslmode=verify-full&sslrootcert={certificate}", "localhost"),
    ],
)
async def test_who_asks_for_more_or_less_than_the_server_has_is_refused(
    server: TlsServer, parameters: str, host: str
) -> None:
    settings = server.settings(parameters.format(certificate=server.certificate), host)
    with pytest.raises(DatabaseUnreachableError):
        await migrate(settings)
