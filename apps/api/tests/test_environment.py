"""The environment is the locked one: what was installed by hand is on no new machine."""

from importlib.metadata import distributions
from pathlib import Path

from support.locked import PROJECT, locked_packages, normalized
from support.process import run_module

INSTALLER = PROJECT.parents[1] / "tools/dev/requirements-uv"
# What `venv` itself puts there.
OF_VENV = {"pip", "setuptools"}


def test_every_package_that_is_installed_is_locked() -> None:
    installed = {normalized(each.name) for each in distributions()}
    locked = locked_packages("requirements-dev") | locked_packages(str(INSTALLER))
    assert installed - locked - OF_VENV == set()


def test_a_process_of_the_tests_has_no_package_of_developers(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text(
        "import structlog, structlog.dev, importlib\n"
        "print(structlog.dev.rich is None)\n"
        "importlib.import_module('rich')\n"
    )
    run = run_module("probe", {"PYTHONPATH": str(tmp_path)})
    assert run.stdout == "True\n"
    assert "ModuleNotFoundError" in run.stderr
