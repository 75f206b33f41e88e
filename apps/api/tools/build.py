"""Makes the folder that the image is built from: `python tools/build.py packages|app <output>`.

The output holds `site-packages`, with the locked wheels for the Python of the image, and `app`,
with the sources and the migrations. Each is made by itself, because packages take long and seldom
change. Their bytes depend on the lock and the sources alone, and not on the checkout, the clock or
the Python that runs this. The bytecode is compiled in the image, whose Python alone can write it.
"""

import argparse
import hashlib
import json
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
IMAGE_PYTHON = "3.13"
PLATFORMS = {"x86_64": "x86_64-manylinux_2_28", "aarch64": "aarch64-manylinux_2_28"}
LARGEST_SHOWN = 12
BYTES_PER_MEGABYTE = 1_000_000
EXIT_FAILED = 1

# What a running service never opens. Licences are among the records, and stay.
UNUSED_FOLDERS = ("tests", "test", "testing", "__pycache__", "bin", "benchmarks", ".*")
UNUSED_FILES = (
    ".*",
    "*.pyi",
    "*.pyx",
    "*.pxd",
    "*.c",
    "*.h",
    "*.cpp",
    "*.rst",
    "*.md",
    "*.typed",
    "*.a",
    "*.pxi",
    # Of lxml, only what reads and writes trees.
    "lxml/builder.*",
    "lxml/objectify.*",
    "lxml/sax.*",
)
# Parts of packages that nothing here imports, most of them because the image does not have the
# database or the package that they are for.
UNUSED_PARTS = (
    # The compiled part of cffi is all that a compiled package needs of it.
    "cffi",
    "lxml/html",
    "lxml/includes",
    "lxml/isoschematron",
    "pycparser",
    "pydantic_ai/durable_exec/dbos",
    "pydantic_ai/durable_exec/prefect",
    "pydantic_ai/durable_exec/temporal",
    "pydantic_ai/embeddings/bedrock.py",
    "pydantic_ai/embeddings/google.py",
    "pydantic_ai/models/anthropic",
    "pydantic_ai/models/bedrock.py",
    "pydantic_ai/models/google.py",
    "pydantic_ai/models/groq.py",
    "pydantic_ai/models/huggingface.py",
    "pydantic_ai/models/mistral.py",
    "pydantic_ai/models/xai.py",
    "pydantic_ai/realtime",
    "pydantic_ai/ui/ag_ui",
    "sqlalchemy/dialects/mssql",
    "sqlalchemy/dialects/mysql",
    "sqlalchemy/dialects/oracle",
    "sqlalchemy/dialects/sqlite",
)
# Records of the installation; they name the tool and its time.
UNUSED_RECORDS = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "WHEEL")


class BuildError(Exception):
    """The build cannot go on; the text says what to do."""


def main() -> int:
    """Build, and print what takes the room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["packages", "app"])
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    output: Path = arguments.output.resolve()
    try:
        if arguments.part == "packages":
            build_packages(output)
            print_packages(output / "site-packages")
        else:
            build_app(output)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILED
    return 0


def build_packages(output: Path) -> None:
    """Make the packages anew."""
    packages = fresh(output / "site-packages")
    install(packages)
    prune(packages)
    strip(packages)
    normalize_modes(packages)
    write_digest(packages_digest(output), packages)


def build_app(output: Path) -> None:
    """Make the API's own files anew, and sum the whole output up."""
    if not packages_digest(output).is_file():
        raise BuildError(
            "API_BUILD_PACKAGES: the locked packages are not there yet. Do: npx nx run api:packages"
        )
    app = fresh(output / "app")
    copy_sources(app)
    write_project_file(app)
    normalize_modes(app)
    write_digest(output.with_name(f"{output.name}.digest.json"), app, packages_digest(output))


def packages_digest(output: Path) -> Path:
    """Name the file that sums the packages up."""
    return output.with_name(f"{output.name}.packages.digest.json")


def fresh(folder: Path) -> Path:
    """Make an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def install(packages: Path) -> None:
    """Install the locked wheels for the image, whatever runs here."""
    machine = platform.machine()
    if machine not in PLATFORMS:
        raise BuildError(
            f"API_BUILD_PLATFORM: no image is built for this machine ({machine}). "
            f"Do: build on one of {', '.join(PLATFORMS)}"
        )
    command = [
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(packages)),
        *("--python-version", IMAGE_PYTHON, "--python-platform", PLATFORMS[machine]),
        *("--only-binary", ":all:", "--require-hashes", "--no-deps", "--link-mode", "copy"),
        *("--requirements", str(PROJECT / "requirements.lock")),
    ]
    if subprocess.run(command, check=False).returncode != 0:
        raise BuildError(
            "API_BUILD_INSTALL: the locked packages were not installed. "
            "Do: node tools/dev/setup.mjs, and check the network"
        )


def prune(packages: Path) -> None:
    """Remove what a running service never opens."""
    for part in UNUSED_PARTS:
        found = packages / part
        if not found.exists():
            raise BuildError(
                f"API_BUILD_PRUNE: no locked package has {part} any more. "
                "Do: adapt UNUSED_PARTS in apps/api/tools/build.py to the lock"
            )
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()
    for folder in [path for path in walk(packages) if path.is_dir()]:
        if any(folder.match(pattern) for pattern in UNUSED_FOLDERS):
            shutil.rmtree(folder, ignore_errors=True)
    for path in [path for path in walk(packages) if path.is_file()]:
        is_record = any(part.endswith(".dist-info") for part in path.parts)
        unused = UNUSED_RECORDS if is_record else UNUSED_FILES
        if any(path.match(pattern) for pattern in unused):
            path.unlink()


def strip(packages: Path) -> None:
    """Take the symbols off shared libraries; nobody debugs them in a pod."""
    program = shutil.which("strip")
    if program is None or sys.platform != "linux":
        print("note: the libraries keep their symbols, for there is no `strip` for Linux here")
        return
    libraries = [str(path) for path in walk(packages) if ".so" in path.suffixes]
    subprocess.run([program, "--strip-unneeded", *libraries], check=True)


def copy_sources(application: Path) -> None:
    """Copy what the image runs: the package and its migrations."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("src", "migrations"):
        shutil.copytree(PROJECT / name, application / name, ignore=unwanted)


def write_project_file(application: Path) -> None:
    """Write name and version; the rest of the project file is for tools and changes no image."""
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    lines = ["[project]", *(f'{key} = "{project[key]}"' for key in ("name", "version")), ""]
    (application / "pyproject.toml").write_text("\n".join(lines), encoding="utf-8")


def normalize_modes(output: Path) -> None:
    """Give every file the same rights, whatever the checkout and its umask say."""
    for path in (output, *walk(output)):
        path.chmod(0o755 if path.is_dir() else 0o644)


def write_digest(file: Path, folder: Path, *others: Path) -> None:
    """Sum a folder up in one file, so that nobody has to read it all to compare it.

    Other such files count with what they sum up.
    """
    digest = hashlib.sha256()
    for other in others:
        digest.update(other.read_bytes())
    for path in walk(folder):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{json.dumps([name, content])}\n".encode())
    summary = json.dumps({"digest": digest.hexdigest()})
    file.write_text(f"{summary}\n")


def walk(folder: Path) -> Iterator[Path]:
    """Walk in an order that does not depend on the file system."""
    yield from sorted(folder.rglob("*"))


def size_of(path: Path) -> int:
    """Add up the bytes of a file or folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def print_packages(packages: Path) -> None:
    """Print the largest packages, so that growth is seen where it happens."""
    sizes = sorted(((size_of(path), path.name) for path in packages.iterdir()), reverse=True)
    rest = sum(size for size, _ in sizes[LARGEST_SHOWN:])
    total = sum(size for size, _ in sizes)
    for size, name in [*sizes[:LARGEST_SHOWN], (rest, "(others)"), (total, "in all")]:
        print(f"{size / BYTES_PER_MEGABYTE:8.1f} MB  {name}")


if __name__ == "__main__":
    sys.exit(main())
