"""Runs the command line again and again in fresh processes that need not import everything anew.

For each line of words on standard input: forks, says the number of the process, runs `mapping` with the words, and
says how it ended. The imitated sources stand beside the real ones.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from mapping import sources
from mapping.__main__ import main
from mapping.sources import gathering

sources.__path__.append(str(Path(__file__).parent))


def run() -> None:
    """Serve until the input ends."""
    assert gathering.fetched()
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            os._exit(main(shlex.split(line)))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    run()
