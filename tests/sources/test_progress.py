"""The line that tells how far a gathering is."""

from __future__ import annotations

import io

import pytest

from mapping.sources.progress import Progress


class Terminal(io.StringIO):
    """Where someone watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "watched"), [(Terminal(), True), (io.StringIO(), False)])
def test_progress_is_shown_where_someone_watches(stream: io.StringIO, watched: bool) -> None:
    progress = Progress(stream)
    progress.add(400)
    progress.step("village", False)
    progress.step("village", True)
    progress.end()
    assert ("1 of 400 pages" in stream.getvalue()) is watched
    assert stream.getvalue().endswith("\n") is watched
    line = progress.line(progress.started + 4)
    assert line == "2 of 400 pages, 1 failed, 0.5 a second, 13:16 left"
