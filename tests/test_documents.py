"""The documents name only files, modules, identifiers, routes and variables that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import orjson
import pytest

from services.core import settings
from services.embedded_postgres import environment

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DECISIONS = ROOT / "docs" / "decisions"
GUIDES = [ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "GLOSSARY", "SECURITY")]
# The changelog names what was removed, the walk-through what its reader adds: only their links must lead somewhere.
ALL_DOCUMENTS = [*GUIDES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
CHECKED_DOCUMENTS = [path for path in ALL_DOCUMENTS if path.name not in ("CHANGELOG.md", "add-a-resource.md")]

SOURCE_FOLDERS = ("api", "auth", "migrations", "openapi", "script", "services", "tests", ".ci")
THIRD_PARTY_COMMANDS = {"pytest"}
SOURCE_FILES = ("pyproject.toml", "worker.py", "wsgi.py")
FENCED_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# A path of this repository, from its root.
FILE_PATH = re.compile(r"(?:[\w.*-]+/)+[\w.*-]*|[\w-]+\.(?:py|md|toml|lock)")
DOTTED_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
# Words of code that prose does not contain: snake_case, UPPER_CASE with an underscore, and CamelCase.
IDENTIFIER = re.compile(r"\w*[a-zA-Z]_\w+|[A-Z][a-z]+(?:[A-Z][a-z]*)+")
RUN_MODULE = re.compile(r"python -m ([\w.]+)")
API_PATH = re.compile(r"(?<!\w)/v1(?:/[\w{}.-]+)+")
JSON_MEMBER = re.compile(r'"(\w+)":')
VARIABLE_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
QUOTED_VARIABLE = re.compile(r'"((?:TARIAN|MIGRATION|OPERATOR|DATABASE)_[A-Z_]+)(?<!_FILE)"')

each_document = pytest.mark.parametrize("path", CHECKED_DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.mark.parametrize("path", ALL_DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_existing_files_and_headings(path: Path) -> None:
    targets = [target for target in LINK.findall(_remove_fenced_blocks(path)) if "://" not in target]
    broken = [target for target in targets if not _is_link_target(path, target)]
    assert broken == []


@each_document
def test_named_files_exist(path: Path) -> None:
    paths = [span for span in _list_code_spans(path) if FILE_PATH.fullmatch(span)]
    missing = [name for name in paths if not name.startswith("var/") and not any(ROOT.glob(name.rstrip("/")))]
    assert missing == []


@each_document
def test_named_modules_exist(path: Path) -> None:
    dotted = [span for span in _list_code_spans(path) if DOTTED_NAME.fullmatch(span)]
    missing = [name for name in dotted if not FILE_PATH.fullmatch(name) and not _is_dotted_name_in_source(name)]
    assert missing == []
    commands = set(RUN_MODULE.findall(path.read_text())) - THIRD_PARTY_COMMANDS
    assert [name for name in commands if not _is_module(name)] == []


@each_document
def test_named_identifiers_occur_in_the_source(path: Path) -> None:
    spans = [span for span in _list_code_spans(path) if not FILE_PATH.fullmatch(span)]
    words = {word for span in spans for word in IDENTIFIER.findall(span)}
    assert sorted(words - _read_source_words()) == []


@each_document
def test_named_routes_are_in_the_contract(path: Path) -> None:
    routes = {route.rstrip(".") for route in API_PATH.findall(path.read_text())}
    assert sorted(routes - set(_read_contract_paths())) == []


def test_json_members_in_the_readme_are_in_the_contract() -> None:
    members = {member for block in FENCED_BLOCK.findall(README.read_text()) for member in JSON_MEMBER.findall(block)}
    oauth_members = {"access_token", "token_type", "expires_in", "scope"}
    assert members
    assert sorted(members - oauth_members - _read_contract_members()) == []


def test_the_readme_lists_every_variable_that_the_service_reads() -> None:
    sources = [Path(str(module.__file__)).read_text() for module in (settings, environment)]
    variables = {variable for source in sources for variable in QUOTED_VARIABLE.findall(source)}
    assert set(VARIABLE_ROW.findall(README.read_text())) == {*variables, "PORT"}


def test_decision_records_are_numbered_and_listed_in_the_index() -> None:
    records = sorted(path.name for path in DECISIONS.glob("0*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    titles = {name: (DECISIONS / name).read_text().splitlines()[0] for name in records}
    index = re.findall(r"^\| \[(\d+)\]\((.+?)\) \| (.+) \|$", (DECISIONS / "README.md").read_text(), re.MULTILINE)
    assert {name: f"# {number}. {title}" for number, name, title in index} == titles


def test_the_checks_find_what_is_missing() -> None:
    assert _is_link_target(README, "docs/performance.md")
    assert not _is_link_target(README, "docs/no-such-file.md")
    assert not _is_link_target(README, "docs/performance.md#no-such-heading")
    assert _is_dotted_name_in_source("services.core.clock.now")
    assert not _is_dotted_name_in_source("services.core.clock.no_such_function")
    assert not _is_dotted_name_in_source("services.core.no_such_module")
    assert "no_such_" + "identifier" not in _read_source_words()


def _remove_fenced_blocks(path: Path) -> str:
    return FENCED_BLOCK.sub("", path.read_text())


def _list_code_spans(path: Path) -> Sequence[str]:
    """Return the words in code spans of a document, such as `services/core` or `get_one`."""
    return [word for span in CODE_SPAN.findall(_remove_fenced_blocks(path)) for word in span.split()]


def _is_link_target(path: Path, target: str) -> bool:
    """Return whether the link in this document leads to a file, and to a heading of it if it names one."""
    name, _, anchor = target.partition("#")
    file = path.parent / name if name else path
    return file.exists() and (not anchor or anchor in _list_anchors(file))


def _list_anchors(path: Path) -> Iterator[str]:
    """Yield the anchors of the headings, as GitHub forms them."""
    for heading in HEADING.findall(_remove_fenced_blocks(path)):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _is_module(name: str) -> bool:
    file = ROOT.joinpath(*name.split("."))
    return file.with_suffix(".py").is_file() or (file / "__init__.py").is_file()


def _is_dotted_name_in_source(name: str) -> bool:
    """Return whether a name such as `services.core`, `services.core.clock.now` or `clock.now` exists.

    A name whose first part is no module (`reporter.kind`) must have its parts in the source.
    """
    module, _, attribute = name.rpartition(".")
    if name.split(".")[0] in SOURCE_FOLDERS:
        return _is_module(name) or (_is_module(module) and attribute in _read_words_of_modules(module))
    if module in _read_modules():
        return attribute in _read_words_of_modules(module)
    return set(name.split(".")) <= _read_source_words()


@cache
def _read_modules() -> Mapping[str, frozenset[str]]:
    """Return the words of all modules with the same last name, by that name and by the full name."""
    words: dict[str, frozenset[str]] = {}
    for path in _list_sources():
        if path.suffix == ".py":
            parts = path.relative_to(ROOT).with_suffix("").parts
            full_name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            for name in {full_name, full_name.rpartition(".")[2]}:
                words[name] = words.get(name, frozenset()) | frozenset(re.findall(r"\w+", path.read_text()))
    return words


def _read_words_of_modules(name: str) -> frozenset[str]:
    return _read_modules().get(name, frozenset())


@cache
def _read_source_words() -> frozenset[str]:
    """Return every word of the source: code, scripts, settings of tools and the contract."""
    return frozenset(word for path in _list_sources() for word in re.findall(r"\w+", path.read_text(errors="ignore")))


@cache
def _list_sources() -> Sequence[Path]:
    """Return the files of the source, without this one, whose words are not the product's."""
    files = [file for folder in SOURCE_FOLDERS for file in sorted((ROOT / folder).rglob("*")) if file.is_file()]
    skipped = ("__pycache__", "node_modules", "static")
    sources = [file for file in files if not set(file.parts).intersection(skipped)]
    return [file for file in [*sources, *(ROOT / name for name in SOURCE_FILES)] if file != Path(__file__)]


@cache
def _read_contract_paths() -> frozenset[str]:
    """Return the paths of the contract, and where the contract itself is served."""
    contract = orjson.loads((ROOT / "openapi" / "v1.json").read_bytes())
    return frozenset({*contract["paths"], "/v1/openapi.json"})


@cache
def _read_contract_members() -> frozenset[str]:
    return frozenset(JSON_MEMBER.findall((ROOT / "openapi" / "v1.json").read_text()))
