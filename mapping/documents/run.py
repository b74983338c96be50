"""Executes a notebook with its parameters, in a kernel of this very Python that leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell

from mapping.errors import InputUnreadable

CELL_SECONDS = 900


def execute(path: Path, parameters: Mapping[str, object], environment: Mapping[str, str]) -> Any:
    """The notebook with its outputs; nothing is written to its file.

    The parameters are set in a cell after the one tagged `parameters`. Cells carry their number (from 1, as in the
    file) in `metadata.number`. `InputUnreadable` names the notebook, the cell and what went wrong.
    """
    notebook = _read(path)
    _inject(notebook, parameters, path.name)
    with TemporaryDirectory() as scratch:
        kernel = _kernel(Path(scratch))
        client = NotebookClient(
            notebook, km=kernel, timeout=CELL_SECONDS, resources={"metadata": {"path": str(path.parent)}}
        )
        own = {"IPYTHONDIR": scratch, "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
        with client.setup_kernel(cleanup_kc=True, env={**os.environ, **own, **environment}):
            for index, cell in enumerate(notebook.cells):
                _run_cell(client, cell, index, path.name)
    return notebook


def _read(path: Path) -> Any:
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError) as problem:
        raise InputUnreadable(f"{path} cannot be read as a notebook: {_first_line(problem)}.") from problem
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata["number"] = number
    return notebook


def _inject(notebook: Any, parameters: Mapping[str, object], name: str) -> None:
    """Set the parameters right after the cell that declares them, so that its defaults still serve an analyst."""
    tagged = [i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise InputUnreadable(f"{name} must have exactly one code cell tagged 'parameters'; it has {len(tagged)}.")
    assignments = "\n".join(f"{key} = {value!r}" for key, value in parameters.items())
    cell = new_code_cell(assignments, metadata={"number": tagged[0] + 1})  # type: ignore[no-untyped-call]
    notebook.cells.insert(tagged[0] + 1, cell)


def _kernel(scratch: Path) -> AsyncKernelManager:
    # Without folders to search, only the kernel of the running Python is left: a kernel installed elsewhere under
    # the same name cannot take its place.
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        transport="tcp" if os.name == "nt" else "ipc",
        connection_file=str(scratch / "kernel.json"),
    )


def _run_cell(client: NotebookClient, cell: Any, index: int, name: str) -> None:
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as problem:
        wrong = f"{problem.ename}: {_first_line(problem.evalue)}"
    except CellTimeoutError:
        wrong = f"it ran longer than {CELL_SECONDS} seconds"
    except DeadKernelError:
        wrong = "the Python that ran it died, probably for lack of memory"
    else:
        return
    code = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    raise InputUnreadable(f"{name}, cell {cell.metadata.number} ({code[:60]}) failed: {wrong}.") from None


def _first_line(problem: object) -> str:
    return next(iter(str(problem).strip().splitlines()), "").rstrip(".")
