"""The command line: thin; the commands stand in `mapping/commands`, one file a group."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mapping.commands import DONE, NOTHING_DONE, Command, registers
from mapping.errors import MappingError
from mapping.paths import PROJECT, Places


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        status: int = chosen.command(
            chosen, Places(chosen.data, chosen.reports or chosen.data.resolve().parent / "reports")
        )
    except MappingError as problem:
        print(problem, file=sys.stderr)
        return NOTHING_DONE
    except BrokenPipeError:
        # Whoever read our lines, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as problem:
        print(f"{problem.filename or 'A file'} could not be read or written: {problem.strerror}.", file=sys.stderr)
        return NOTHING_DONE
    return status


def _parser() -> argparse.ArgumentParser:
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument(
        "--data", type=Path, default=PROJECT / "data", metavar="DIR", help="work on another data folder"
    )
    places.add_argument(
        "--reports", type=Path, metavar="DIR", help="write reports elsewhere (default: reports, beside the data folder)"
    )
    parser = argparse.ArgumentParser(
        prog="mapping",
        description="Maps the media of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan. "
        "New here? Run `mapping build`, then open reports/public/en/landscape.html.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, command: Command, words: str, *shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words, parents=[places, *shared])
        added.set_defaults(command=command)
        return added

    for register in registers():
        register(add)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
