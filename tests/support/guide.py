"""Apply the steps of docs/add-a-resource.md to a copy of the source tree."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "add-a-resource.md"
STEP = re.compile(r"^```(?:python|text) (?P<instruction>\S[^\n]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def copy_source_tree(target: Path) -> None:
    """Copy all files that version control tracks, or would track, to an empty directory."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    for file in files:
        if (ROOT / file).is_file():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            (target / file).write_bytes((ROOT / file).read_bytes())
            (target / file).chmod((ROOT / file).stat().st_mode)


def apply_steps(target: Path) -> list[str]:
    """Apply every step of the guide to the copy and return the files that it changes, without tests."""
    changed = [_apply(target, step["instruction"], step["code"]) for step in STEP.finditer(GUIDE.read_text())]
    return sorted({file for file in changed if not file.startswith("tests/")})


def _apply(target: Path, instruction: str, code: str) -> str:
    """Apply one step: `create FILE`, `replace FILE` or `insert FILE before "LINE"`; return the file."""
    action, file, *rest = shlex.split(instruction)
    path = target / file
    if action == "create":
        if path.exists():
            raise AssertionError(f"{file} exists already")
        path.write_text(code)
    elif action == "replace":
        path.write_text(code)
    else:
        line = rest[1]
        text = path.read_text()
        if text.count(f"\n{line}") != 1:
            raise AssertionError(f"{file} must have exactly one line that begins with: {line}")
        path.write_text(text.replace(f"\n{line}", f"\n{code}{line}"))
    return file
