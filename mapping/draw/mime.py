"""The forms in which a figure, a table or a text offers itself to a notebook and to the report runner."""

from __future__ import annotations

PLOTLY = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
PNG = "image/png"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
FIGURE = "application/vnd.mapping.figure+json"
TABLE = "application/vnd.mapping.table+json"
PICTURE = "application/vnd.mapping.picture+json"
