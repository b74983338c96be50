"""The tables for other people's programs: export."""

from __future__ import annotations

from pathlib import Path

from mapping.commands import DONE, Add, Arguments
from mapping.paths import Places
from mapping.safety import LEVELS


def register(add: Add) -> None:
    """Add `export`."""
    export = add("export", _export, "write the tables in a format of other programs (offline)")
    # No `choices`: the room refuses an unknown format and names the nearest.
    export.add_argument("format", help="bods, csv, datapackage, ftm, geojson, gexf, graphml, jsonl or xlsx")
    export.add_argument("--level", choices=LEVELS, required=True, help="who may read it")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="write to DIR/<level>/<format>")
    export.add_argument("--hxl", action="store_true", help="csv, datapackage: a row of HXL tags under the head")
    export.add_argument("--bom", action="store_true", help="csv: a byte-order mark, for old spreadsheets")
    export.add_argument("--semicolon", action="store_true", help="csv, datapackage: semicolons between cells")


def _export(chosen: Arguments, places: Places) -> int:
    from mapping import export, sources
    from mapping.landscape import Landscape
    from mapping.schema import WHO_SUPPORTS

    options = export.Options(hxl=chosen.hxl, bom=chosen.bom, semicolon=chosen.semicolon)
    export.chosen_format(chosen.format, options)
    land = Landscape.open(places.data, chosen.level)
    about = {name: sources.about(name) for name in sorted(land.claims["source"].unique())}
    told = {name: f"{each.title} ({each.publisher}; {each.licence})" for name, each in about.items()}
    frames = {name: land.measure(name) if name == WHO_SUPPORTS.name else getattr(land, name) for name in export.TABLES}
    edition = export.Edition(chosen.level, land.date, frames, lambda: land.regions, told)
    written = export.write(chosen.format, edition, chosen.out, options)
    print(f"Wrote {len(written.sizes)} files ({sum(written.sizes.values()):,} bytes) of {written.outlets:,} outlets:")
    for path, size in written.sizes.items():
        print(f"  {path} ({size:,} bytes)")
    if written.bound_outlets:
        print(f"{written.bound_outlets:,} outlets under a non-commercial licence stand apart, in non_commercial/.")
    return DONE
