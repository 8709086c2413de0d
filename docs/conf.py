"""How Sphinx builds these pages: Markdown, warnings as errors, nothing fetched while it builds."""

from __future__ import annotations

import tomllib
from pathlib import Path

_ABOUT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))

project = "sexto-rules"
version = release = _ABOUT["project"]["version"]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

myst_heading_anchors = 3
# The French pages write their own spaces before a colon; nothing is to be made of quotes.
smartquotes = False

html_theme = "furo"
html_title = "sexto-rules"
html_show_copyright = False
html_show_sourcelink = False
