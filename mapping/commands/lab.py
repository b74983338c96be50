"""The analysts' workbench: lab."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from mapping.commands import DONE, NOTHING_DONE, Add, Arguments
from mapping.errors import ToolMissing
from mapping.paths import NOTEBOOKS, Places

FIRST = "0_start_here.ipynb"
# JupyterLab would ask for its news and for newer versions of itself, and list extensions of a registry.
_QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
_NEWS = "@jupyterlab/apputils-extension:announcements"


def register(add: Add) -> None:
    """Add `lab`."""
    lab = add("lab", _lab, "open JupyterLab with the tour for analysts (it asks nobody for news)")
    lab.add_argument("--no-browser", action="store_true", help="only serve: say the address and open no window")


def _lab(chosen: Arguments, _places: Places) -> int:
    if importlib.util.find_spec("jupyterlab") is None:
        raise ToolMissing(
            "JupyterLab is not installed here: run `make setup`, or open the notebooks in another editor."
        )
    python = (sys.executable, "-m", "jupyter")
    # The window that asks whether to fetch news is an extension of its own.
    subprocess.run([*python, "labextension", "disable", _NEWS], capture_output=True, check=False)
    window = ("--no-browser",) if chosen.no_browser else ()
    served = subprocess.run([*python, "lab", *_QUIET, *window, FIRST], cwd=NOTEBOOKS, check=False)
    return DONE if served.returncode == 0 else NOTHING_DONE
