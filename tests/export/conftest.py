"""What was written, as bytes by file name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from small import edition

from mapping.export import Edition, Options, write

Files = dict[str, bytes]
Export = Callable[..., Files]


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Writes one format of an edition (the small one when none is given) and gives what then stands on disk."""

    def made(form: str, of: Edition, options: Options) -> Files:
        folder: Path = tmp_path_factory.mktemp(form)
        write(form, of, folder, options)
        top = folder / of.level / form
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    small = edition()
    usual = cache(lambda form, options: made(form, small, options))

    def export(form: str, of: Edition | None = None, options: Options | None = None) -> Files:
        wished = options or Options()
        return made(form, of, wished) if of else usual(form, wished)

    return export
