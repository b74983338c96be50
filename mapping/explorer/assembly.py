"""The explorer as one file: the page, its styles, the libraries it draws with, its script and its data, all inlined."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from string import Template
from typing import Any

from mapping.documents.html import script_json
from mapping.files import CONTENT_POLICY

# Later styles build on earlier ones.
STYLES = ("style.css", "views.css", "card.css", "small.css")
# The texts that stand in the page before its script runs.
STANDING = ("skip", "search", "search_hint", "offered", "needs_script", "filters", "close", "card", "citation")


def page(payload: Mapping[str, Any]) -> bytes:
    """The page in UTF-8 that shows a payload (see `mapping.explorer.payload`); equal payloads give equal bytes."""
    build, words = payload["build"], payload["words"]
    return (
        Template((_assets() / "page.html").read_text("utf-8"))
        .substitute(
            language=escape(build["language"]),
            policy=CONTENT_POLICY,
            author=escape(build["author"]),
            title=escape(build["title"]),
            dated=escape(build["dated"]),
            level=escape(build["level_line"]),
            build=escape(words["build"].format(id=build["id"])),
            style="\n".join([_colours(build["colours"]), *((_assets() / name).read_text("utf-8") for name in STYLES)]),
            data=script_json(payload),
            vendor="\n".join(map(_library, _scripts("vendor"))),
            script="\n".join(file.read_text("utf-8") for file in _scripts("js")),
            **{name: escape(words[name]) for name in STANDING},
        )
        .encode()
    )


def _colours(of: Mapping[str, str]) -> str:
    """The brand's colours as the style sheets take them."""
    names = {"soft": "soft", "rule": "line", "ink": "ink", "warn": "warn", "accent": "accent-on-paper"}
    names["accent_in_the_dark"] = "accent-in-the-dark"
    return ":root { " + " ".join(f"--{names[own]}: {colour};" for own, colour in of.items()) + " }"


def _assets() -> Traversable:
    return resources("mapping.explorer") / "assets"


def _scripts(folder: str) -> list[Traversable]:
    """The scripts of a folder, in the order of their names."""
    scripts = [file for file in (_assets() / folder).iterdir() if file.name.endswith(".js")]
    return sorted(scripts, key=lambda file: file.name)


def _library(script: Traversable) -> str:
    """The script element of somebody else's work, under its licence."""
    licence = _assets() / "vendor" / f"{script.name.removesuffix('.js')}.LICENSE.txt"
    return f"<script>\n/*\n{licence.read_text('utf-8')}*/\n{script.read_text('utf-8')}</script>"
