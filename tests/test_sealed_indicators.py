"""What rests on people's answers does not lie in clear on the disk once there is a key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapping import vault
from mapping.analyse import indicators, level_of
from mapping.analyse.run import analyse
from mapping.landscape import Landscape
from mapping.paths import Places


@pytest.mark.slow
def test_with_a_key_team_indicators_are_sealed_and_no_plain_copy_is_left(
    shipped: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    land = Landscape.open(shutil.copytree(shipped.data, tmp_path / "data"))
    folder = land.places.indicators
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "need_scores.csv").write_text("made before there was a key\n", encoding="utf-8")
    key = vault.new_key()
    monkeypatch.setenv(vault.VARIABLE, key)
    analyse(land.places, land)
    team = {name for name in indicators() if level_of(name) == "team"}
    assert "need_scores" in team
    assert {path.name.partition(".")[0] for path in folder.glob("*.sealed")} == team
    assert not [name for name in team if (folder / f"{name}.csv").exists()]
    assert vault.read_sealed(folder / "need_scores.csv.sealed", key.encode()).startswith(b"outlet_id,")
