"""Executes a notebook with its parameters, in a kernel of this very Python that leaves nothing behind."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from mapping.errors import InputUnreadable

CELL_SECONDS = 900
# What runs before and after the notebook: the kernel keeps its results for the next language, and tells what it read.
_FIRST = "from mapping import made, once\nonce.keep()\nmade.watch()"
_LAST = "import json\nfrom mapping import made\nprint(json.dumps(sorted(made.watched())))"
_CLEAR = "get_ipython().reset(new_session=False)"


@dataclass(frozen=True)
class Executed:
    """A notebook with its outputs, once for each set of parameters, and the files that Python opened for them."""

    notebooks: tuple[Any, ...]
    read: tuple[str, ...]


def execute(path: Path, runs: Sequence[Mapping[str, object]], environment: Mapping[str, str]) -> Executed:
    """The notebook executed with each of these sets of parameters in turn; nothing is written to its file.

    One kernel runs them all, so that tables and indicators of a landscape are made once; names of one run are unknown
    to the next. The parameters are set in a cell after the one tagged `parameters`. Cells carry their number (from 1,
    as in the file) in `metadata.number`. `InputUnreadable` names the notebook, the cell and what went wrong.
    """
    notebook = _read(path)
    prepared = tuple(_with_parameters(notebook, parameters, path.name) for parameters in runs)
    with TemporaryDirectory() as scratch:
        kernel = _kernel(Path(scratch))
        client = NotebookClient(
            notebook, km=kernel, timeout=CELL_SECONDS, resources={"metadata": {"path": str(path.parent)}}
        )
        own = {"IPYTHONDIR": scratch, "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
        with client.setup_kernel(cleanup_kc=True, env={**os.environ, **own, **environment}):
            _run_aside(client, _FIRST, path.name)
            for one in prepared:
                _run(client, one, path.name)
                _run_aside(client, _CLEAR, path.name)
            read = json.loads(_run_aside(client, _LAST, path.name))
    return Executed(prepared, tuple(read))


def _read(path: Path) -> Any:
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError) as problem:
        raise InputUnreadable(f"{path} cannot be read as a notebook: {_first_line(problem)}.") from problem
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata["number"] = number
    return notebook


def _with_parameters(notebook: Any, parameters: Mapping[str, object], name: str) -> Any:
    """The notebook with a cell after the one that declares the parameters, whose defaults still serve an analyst."""
    tagged = [i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise InputUnreadable(f"{name} must have exactly one code cell tagged 'parameters'; it has {len(tagged)}.")
    assignments = "\n".join(f"{key} = {value!r}" for key, value in parameters.items())
    cell = new_code_cell(assignments, metadata={"number": tagged[0] + 1})  # type: ignore[no-untyped-call]
    filled = deepcopy(notebook)
    filled.cells.insert(tagged[0] + 1, cell)
    return filled


def _kernel(scratch: Path) -> AsyncKernelManager:
    # Without folders to search, only the kernel of the running Python is left: a kernel installed elsewhere under
    # the same name cannot take its place.
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        transport="tcp" if os.name == "nt" else "ipc",
        connection_file=str(scratch / "kernel.json"),
    )


def _run(client: NotebookClient, notebook: Any, name: str) -> None:
    client.nb = notebook
    for index, cell in enumerate(notebook.cells):
        _run_cell(client, cell, index, name)


def _run_aside(client: NotebookClient, code: str, name: str) -> str:
    """What code of ours, which is no part of the notebook, prints."""
    cell = new_code_cell(code, metadata={"number": 0})  # type: ignore[no-untyped-call]
    _run(client, new_notebook(cells=[cell]), name)  # type: ignore[no-untyped-call]
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


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
