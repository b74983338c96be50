"""A real source gathered from its real address, which a local server stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping.__main__ import main
from mapping.paths import PROJECT, Places
from mapping.sources import health, plans
from mapping.tables import receipts
from server import Internet, Reply


def test_a_real_source_from_its_real_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lists of the Citizen Lab over TLS, from a server that stands for theirs."""
    host, data = "raw.githubusercontent.com", tmp_path / "data"
    pages = {each.stem: each.read_bytes() for each in (PROJECT / "tests" / "pages" / "citizenlab").glob("??.csv")}
    internet = Internet()
    certificate = internet.secure(tmp_path, host)
    for country, content in pages.items():
        path = f"{host}/citizenlab/test-lists/master/lists/{country}.csv"
        internet.pages[path] = Reply(content, media="text/plain; charset=utf-8")
    data.mkdir()
    opened = f'opened = {{"{host}" = "{internet.address}"}}'
    tests = f'contact = "t@outlets.example"\n[tests]\nhurried = true\n{opened}\ncertificate = "{certificate}"\n'
    (data / "settings.toml").write_text(tests, encoding="utf-8")
    with internet:
        assert main(["gather", "citizenlab", "--data", str(data)]) in (0, 1)
    assert set(receipts(data / "raw" / "citizenlab" / plans.today())) == {f"{country}.csv" for country in pages}
    line = health.load(Places(data))["citizenlab", health.ALL]
    assert (int(line["pages"]), int(line["rows"]) > 0) == (len(pages), True)
    assert "citizenlab" in capsys.readouterr().out
