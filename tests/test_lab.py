"""JupyterLab opens with the tour, asks nobody for news, and its absence is said in one sentence."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from mapping.paths import PROJECT

SECONDS = 60


def test_lab_opens_the_tour_and_asks_nobody_for_news(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"ServerApp": {"allow_root": True, "port": port, "ip": "127.0.0.1"}}
    (tmp_path / "jupyter_server_config.json").write_text(json.dumps(settings))
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    said = tmp_path / "said.txt"
    with said.open("w") as file:
        lab = subprocess.Popen(
            [sys.executable, "-m", "mapping", "lab", "--no-browser"],
            cwd=tmp_path, stdout=file, stderr=subprocess.STDOUT, env=os.environ | own, start_new_session=True,
        )  # fmt: skip
        try:
            address, token = _served(said)
            page = _read(f"{address}/lab/tree/0_start_here.ipynb?token={token}")
            listed = json.loads(_read(f"{address}/api/contents?token={token}"))
            news = json.loads(_read(f"{address}/lab/api/news?token={token}"))
        finally:
            os.killpg(lab.pid, signal.SIGTERM)
            lab.wait(SECONDS)
    assert "0_start_here.ipynb" in [each["name"] for each in listed["content"]]
    assert "@jupyterlab/apputils-extension:announcements" in page
    assert news == {"news": []}


def _served(said: Path) -> tuple[str, str]:
    """The address and the token that the server names, once it does."""
    for _wait in range(SECONDS * 4):
        if found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+)/\S*token=(\w+)", said.read_text()):
            return found[1], found[2]
        time.sleep(0.25)
    raise AssertionError(said.read_text())


def _read(address: str) -> str:
    with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - our own server on this machine
        return str(answer.read().decode())


def test_without_jupyter_one_sentence_says_what_to_do() -> None:
    # -S: a Python without its site packages.
    code = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from mapping.commands import lab; lab._lab(None, None)"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == (
        "mapping.errors.ToolMissing: JupyterLab is not installed here: run `make setup`, "
        "or open the notebooks in another editor."
    )
