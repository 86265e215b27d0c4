"""Rules about the files of the repository."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import alembic
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.source import ROOT

LONGEST_DECISION = 40
SPEAKS_OF_THIS_PLACE = {".ci/run"}
SOMEBODYS_MACHINE = re.compile(
    r"(?<![\w.:/])/(?:w[o]rk|home|Users|root)/\w"
    r"|\.\./sh[a]red"
    r"|\b(?:py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|deb\.[d]ebian\.org)"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|raise NotImplemente[d]\w*)\b")


@cache
def texts() -> dict[str, str]:
    """Every text file that git keeps, by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: nobody knows which files belong to it")
    found = {}
    for path in filter(None, listed.stdout.split("\0")):
        content = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" not in content:
            found[path] = content.decode("utf-8", errors="replace")
    return found


def places(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    """Where the pattern stands."""
    return [
        f"{path}:{number} {line.strip()[:80]}"
        for path, content in texts().items()
        if path.endswith(suffixes or ("",))
        for number, line in enumerate(content.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_speaks_of_somebodys_machine_or_registry() -> None:
    found = [place for place in places(SOMEBODYS_MACHINE) if place.split(":")[0] not in SPEAKS_OF_THIS_PLACE]
    assert not found, f"the project must work anywhere; take the address out: {found}"


def test_nothing_is_left_unfinished() -> None:
    found = places(UNFINISHED, ".py", ".md", ".toml", ".po", ".mako", "Makefile")
    assert not found, f"finish it, or file an issue and take the mark out: {found}"


def test_our_alembic_folder_does_not_hide_the_package() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists(), "remove it: it hides the package of that name"
    assert not Path(str(alembic.__file__)).is_relative_to(ROOT / "alembic")


def test_decisions_are_short_and_numbered() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name) for path in decisions), decisions
    assert len(set(numbers)) == len(numbers), f"two decisions share a number: {numbers}"
    long = {
        path.name: n for path in decisions if (n := len(path.read_text().splitlines())) > LONGEST_DECISION
    }
    assert not long, f"at most {LONGEST_DECISION} lines each: {long}"


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])]
)
def test_every_declared_dependency_is_locked(lock: str, groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = [*project["project"]["dependencies"]]
    declared += [line for group in groups for line in project["dependency-groups"][group]]
    locked = pinned((ROOT / lock).read_text())
    for requirement in map(Requirement, declared):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is not in {lock}; run: make lock"
        assert all(requirement.specifier.contains(v) for v in versions), f"{requirement}; run: make lock"


def test_the_lock_has_a_hash_for_every_pin() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
        bare = [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
        assert not bare, f"{lock}: run make lock: {bare}"


def pinned(lock: str) -> dict[str, list[Version]]:
    """The versions of each package; several where interpreters differ."""
    found: dict[str, list[Version]] = {}
    for line in lock.splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", line):
            found.setdefault(canonicalize_name(match[1]), []).append(Version(match[2]))
    return found
