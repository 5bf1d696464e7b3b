"""How the documentation's site is built: `make docs`."""

from pathlib import Path

project = "Northing"
author = "Northing"
extensions = ["myst_parser"]
exclude_patterns = ["README.md"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_title = "Northing"
html_static_path: list[str] = []
html_extra_path = [
    str(path) for path in [Path(__file__).parent.parent / "build" / "pictures"] if path.is_dir()
]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"source_edit_link": "", "top_of_page_buttons": []}
# The rest of the checkout is read where it lies, not on this site.
suppress_warnings = ["myst.xref_missing"]
