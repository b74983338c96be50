"""What a stranger's first minutes rest on: locks, environment, notebooks, and nothing that should not be there."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-spark.lock", "requirements-benchmarks.lock")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\s<>=!\[;]", each)[0].lower().replace("_", "-") for each in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_every_dependency_with_its_hashes(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = _names([*project["project"]["dependencies"], *project["dependency-groups"]["dev"]])
    extra = lock.removeprefix("requirements").removesuffix(".lock").strip("-")
    wanted |= _names(project["project"]["optional-dependencies"].get(extra, []))
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = _names(re.findall(r"^[a-z0-9][^\s=]*==", text, re.MULTILINE))
    assert wanted <= locked
    assert text.count("==") <= text.count("--hash=sha256:")


def test_environment_points_to_the_lock() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    lines = [line.split("#")[0].rstrip() for line in text.splitlines() if line.split("#")[0].strip()]
    assert lines[0].startswith("name: ")
    assert "      - --require-hashes -r requirements.lock" in lines


def test_no_index_host_and_no_path_of_a_machine_is_committed() -> None:
    hosts = "|".join((r"py" r"pi\.org", r"python" r"hosted\.org", r"npm" r"js\.org"))
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".lock", ".yml", ".ipynb", ".cff", ".csv", ""} and path.is_file():
            assert not re.search(hosts, path.read_text(encoding="utf-8", errors="replace")), name


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_hold_no_output_and_define_no_function(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    for cell in cells:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert not re.search(r"^\s*(def|class|lambda)\b", "".join(cell["source"]), re.MULTILINE)


def test_every_make_target_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    assert set(targets) == set(re.findall(r"^([a-z]+):.*## \S", text, re.MULTILINE))
