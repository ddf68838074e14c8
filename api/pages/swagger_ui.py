"""`python -m api.pages.swagger_ui VERSION`: replaces the committed copy of Swagger UI by another release from npm."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "swagger-ui-dist"
FOLDER = Path(__file__).parent / "static" / "swagger-ui"
RECORD = FOLDER / "component.json"
FILES = ("swagger-ui-bundle.js", "swagger-ui.css", "swagger-ui-bundle.js.LICENSE.txt", "LICENSE", "NOTICE")


def main(arguments: Sequence[str] | None = None) -> None:
    """Download one release, copy its files, and record their hashes."""
    parser = argparse.ArgumentParser(prog="python -m api.pages.swagger_ui", description=__doc__)
    parser.add_argument("version", help="for example 5.35.0")
    version: str = parser.parse_args(arguments).version
    with TemporaryDirectory() as folder:
        archive = download(version, Path(folder))
        copy_files(archive)
    write_record(version)


def download(version: str, folder: Path) -> Path:
    """Return the path of the package's archive; npm checks it against the registry's integrity hash."""
    command = ["npm", "pack", f"{PACKAGE}@{version}", "--json", "--pack-destination", str(folder)]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
    (packed,) = json.loads(output)
    return folder / str(packed["filename"])


def copy_files(archive: Path) -> None:
    """Extract the files that are served or that the licence requires, unchanged."""
    FOLDER.mkdir(exist_ok=True)
    with tarfile.open(archive) as package:
        for name in FILES:
            source = package.extractfile(f"package/{name}")
            if source is None:
                raise FileNotFoundError(name)
            (FOLDER / name).write_bytes(source.read())


def write_record(version: str) -> None:
    """Write the component's name, version, licence and SHA-256 hashes."""
    hashes = {name: hash_file(FOLDER / name) for name in FILES}
    record = {"name": PACKAGE, "version": version, "license": "Apache-2.0", "sha256": hashes}
    RECORD.write_text(json.dumps(record, indent=2) + "\n")


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
