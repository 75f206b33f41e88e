"""The folder that the image is built from: the same everywhere, small, and enough to run (I1)."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taskora_api.version import VERSION

pytestmark = pytest.mark.long

PROJECT = Path(__file__).parents[1]
SITE_PACKAGES_BYTES_MAX = 77_000_000
RUNNING_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

# The image has its own Python; to run the result here, it is built for the one that runs here.
_BUILD = """
import sys, build
from pathlib import Path
build.IMAGE_PYTHON = sys.argv[2]
build.build_packages(Path(sys.argv[1]))
build.build_app(Path(sys.argv[1]))
"""


def _build(project: Path, output: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(output), RUNNING_PYTHON],
        cwd=project / "tools",
        check=True,
    )


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of this checkout."""
    output = tmp_path_factory.mktemp("built") / "api"
    _build(PROJECT, output)
    return output


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what several entries import is compiled once; the output itself stays as it is."""
    return tmp_path_factory.mktemp("bytecode")


def test_two_checkouts_build_the_same_bytes(built: Path, checkout: Path, tmp_path: Path) -> None:
    _build(checkout, tmp_path / "output")
    assert _digests(tmp_path / "output") == _digests(built)


def _build_app(project: Path, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "tools" / "build.py"), "app", str(output)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Another checkout of what the build takes."""
    checkout = tmp_path / "another place" / "api"
    for name in ("src", "migrations", "tools"):
        shutil.copytree(PROJECT / name, checkout / name)
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(PROJECT / name, checkout)
    return checkout


def test_the_digest_beside_the_output_follows_its_files(
    built: Path, checkout: Path, tmp_path: Path
) -> None:
    """Equal build output is an equal input of the image (N1)."""
    output = tmp_path / "api"
    packages = tmp_path / "api.packages.digest.json"
    shutil.copy(built.parent / packages.name, packages)

    def digest() -> str:
        assert _build_app(checkout, output).returncode == 0
        return (tmp_path / "api.digest.json").read_text()

    before = digest()
    assert before == (built.parent / "api.digest.json").read_text()
    edited = checkout / "src" / "edited.py"
    edited.write_text("")
    assert digest() != before
    edited.unlink()
    assert digest() == before
    packages.write_text("other packages")
    assert digest() != before


def test_an_edit_of_the_sources_leaves_the_packages_untouched(
    checkout: Path, tmp_path: Path
) -> None:
    """So nobody has to copy, compile or hash them again (I1)."""
    output = tmp_path / "api"
    package = output / "site-packages" / "package.py"
    package.parent.mkdir(parents=True)
    package.write_text("")
    (tmp_path / "api.packages.digest.json").write_text("{}")
    before = package.stat()
    for text in ("one", "another"):
        (checkout / "src" / "edited.py").write_text(f"# {text}\n")
        assert _build_app(checkout, output).returncode == 0
        assert (output / "app" / "src" / "edited.py").read_text() == f"# {text}\n"
    after = package.stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


def test_sources_without_packages_are_no_output(checkout: Path, tmp_path: Path) -> None:
    built = _build_app(checkout, tmp_path / "api")
    assert built.returncode != 0
    assert built.stderr.startswith("API_BUILD_PACKAGES: ")
    assert "Do: npx nx run api:packages" in built.stderr
    assert not (tmp_path / "api").exists()


def test_the_packages_are_small_and_name_no_path_of_this_machine(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.is_file()]
    packages = [path for path in files if "site-packages" in path.parts]
    assert sum(path.stat().st_size for path in packages) < SITE_PACKAGES_BYTES_MAX
    assert not any(path.suffix == ".pyc" for path in files)
    needle = str(PROJECT).encode()
    assert [path for path in files if needle in path.read_bytes()] == []


@pytest.mark.parametrize(
    "module",
    [
        *("taskora_api.__main__", "taskora_api.migrate", "taskora_api.healthcheck"),
        *("taskora_api.assistant.model.answering", "taskora_api.assistant.model.providers"),
        *("taskora_api.caldav.serving", "taskora_api.mcp_server.server"),
        "taskora_api.tracing.tracer",
        *("pydantic_ai.models.openai", "openai", "uvloop", "httptools", "asyncpg", "tzdata"),
    ],
)
def test_every_entry_imports_from_the_output_alone(
    built: Path, bytecode: Path, module: str
) -> None:
    paths = [str(built / "app" / "src"), str(built / "site-packages")]
    program = f"import sys; sys.path[:0] = {paths!r}; import {module}; print({module}.__file__)"
    command = [sys.executable, "-S", "-I", "-X", f"pycache_prefix={bytecode}", "-c", program]
    imported = subprocess.run(command, check=True, capture_output=True, text=True)
    assert Path(imported.stdout.strip()).is_relative_to(built)


def test_the_output_knows_the_version_of_the_project(built: Path) -> None:
    program = (
        f"import sys; sys.path[:0] = [{str(built / 'app' / 'src')!r}]; "
        "from taskora_api.version import VERSION; sys.stdout.write(VERSION)"
    )
    command = [sys.executable, "-S", "-I", "-B", "-c", program]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told == VERSION


def test_parts_for_absent_databases_and_packages_are_left_out(built: Path) -> None:
    packages = built / "site-packages"
    dialects = {path.name for path in (packages / "sqlalchemy/dialects").iterdir() if path.is_dir()}
    assert dialects == {"postgresql"}
    backends = packages / "pydantic_ai/durable_exec"
    assert [path.name for path in backends.iterdir() if path.is_dir()] == []


def test_the_locks_hold_hashes_and_no_address_of_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (PROJECT / name).read_text()
        assert "://" not in text
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins
        assert all(line.split(" --")[0].rstrip().endswith("\\") for line in pins)


def test_the_locks_ask_windows_for_no_package_that_it_lacks() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        pins = [line for line in (PROJECT / name).read_text().splitlines() if "==" in line]
        (event_loop,) = [line for line in pins if line.startswith("uvloop==")]
        assert "sys_platform != 'win32'" in event_loop
