"""Make `.venv` hold exactly what the lock files say, and this package itself.

Plain Python without dependencies, so that it runs before anything is installed:

    python3 scripts/setup.py               the toolkit and its tests
    python3 scripts/setup.py spark         and what large texts on a cluster need
    python3 scripts/setup.py benchmarks    and the peers that benchmarks compare with

Run again it does nothing unless a lock or `pyproject.toml` has changed; without an extra it takes none away.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
STAMP = VENV / "installed.sha256"
EXTRAS = ("spark", "benchmarks")


def locks(extras: list[str]) -> list[Path]:
    """The lock files to install: an extra's lock holds the base as well."""
    names = [f"requirements-{extra}.lock" for extra in extras] or ["requirements.lock"]
    return [ROOT / name for name in names]


def fingerprint(files: list[Path]) -> str:
    """One hash over the files that decide what is installed."""
    together = hashlib.sha256(sys.version.encode())
    for file in [*files, ROOT / "pyproject.toml"]:
        together.update(file.read_bytes())
    return together.hexdigest()


def missing_tool() -> str:
    """What this machine lacks, as one sentence that says what to install; empty when nothing."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is what tells people that their Python is too old)
        return f"Python {sys.version.split()[0]} is too old: install Python 3.11 or newer (https://www.python.org)."
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"Python's venv module is missing: install it (on Debian and Ubuntu: apt install python{version}-venv)."
    return ""


def run(*command: str | Path) -> bool:
    """Whether the command succeeded; what it says goes to the screen."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode == 0


def install(files: list[Path]) -> bool:
    """Install the locked packages with uv where it can be had (seconds), else with pip (a minute)."""
    python = BIN / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    requirements = [part for file in files for part in ("-r", file)]
    uv_lock = ROOT / "requirements-uv.lock"
    if run(python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", uv_lock):
        installed = run(
            python, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", *requirements
        )
    else:
        installed = run(python, "-m", "pip", "install", *quiet, "--require-hashes", *requirements)
    return installed and run(python, "-m", "pip", "install", *quiet, "--no-deps", "--editable", ROOT)


def main(extras: list[str]) -> int:
    """Set up; exit status 0 when everything stands, 2 with one sentence when it cannot."""
    problem = missing_tool()
    if unknown := [extra for extra in extras if extra not in EXTRAS]:
        problem = f"There is no extra named {unknown[0]}: choose from {', '.join(EXTRAS)}."
    if problem:
        print(problem, file=sys.stderr)
        return 2
    files = locks(extras)
    wanted = fingerprint(files)
    if STAMP.exists() and wanted in STAMP.read_text(encoding="ascii").split():
        return 0
    print(f"Setting up {VENV.name} from {', '.join(file.name for file in files)} (once; about half a minute) ...")
    if not BIN.exists() and not run(sys.executable, "-m", "venv", VENV):
        print("Python could not make a virtual environment: install its venv package, then try again.", file=sys.stderr)
        return 2
    if not install(files):
        print(
            "The packages could not be installed: look at the lines above, check the network, then try again.",
            file=sys.stderr,
        )
        return 2
    before = STAMP.read_text(encoding="ascii").split() if STAMP.exists() and extras else []
    STAMP.write_text("\n".join([*before, wanted, fingerprint(locks([]))]), encoding="ascii")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
