"""Renew the lock files from `pyproject.toml`: names, versions and hashes, no index address.

Run through `make lock`. `uv.lock` itself stays out of the repository: it writes the index's address on every line.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = (sys.executable, "-m", "uv")
EXPORT = (*UV, "export", "--quiet", "--frozen", "--no-emit-project", "--no-header")
LOCKS = {
    "requirements.lock": (),
    "requirements-spark.lock": ("--extra", "spark"),
    "requirements-benchmarks.lock": ("--extra", "benchmarks"),
}


def uv_alone(lock: str) -> str:
    """The entry of uv itself, which installs the rest faster than pip."""
    lines = lock.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("uv=="))
    end = next(number for number, line in enumerate(lines[start:], start) if not line.endswith("\\"))
    return "\n".join(lines[start : end + 1]) + "\n"


def main() -> None:
    """Resolve anew, then write each lock."""
    subprocess.run([*UV, "lock", "--quiet", "--upgrade"], cwd=ROOT, check=True)
    for name, options in LOCKS.items():
        (ROOT / name).write_text(
            subprocess.run([*EXPORT, *options], cwd=ROOT, check=True, capture_output=True, text=True).stdout,
            encoding="ascii",
        )
    base = (ROOT / "requirements.lock").read_text(encoding="ascii")
    (ROOT / "requirements-uv.lock").write_text(uv_alone(base), encoding="ascii")


if __name__ == "__main__":
    main()
