"""How the documentation's site is built: `make docs`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "Northing"
author = "Northing"
language = "en"
extensions = ["myst_parser", "endpoints"]
exclude_patterns = ["README.md"]
nitpicky = True
highlight_language = "text"  # what names no language is shown as it is
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_title = "Northing"
html_logo = "../assets/public/needle.svg"
html_favicon = html_logo
html_static_path = ["_static", "../src/northing/web/static/northing/inter-latin-wght-normal.woff2"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False  # pages define no terms: it would be empty
html_theme_options = {
    "source_edit_link": "",
    "top_of_page_buttons": [],
    "light_css_variables": {
        "font-stack": "'Inter Variable', Inter, system-ui, sans-serif",
        "color-background-primary": "#fdfdfb",
        "color-background-secondary": "#f5f5f0",
        "color-foreground-primary": "#16212b",
        "color-foreground-secondary": "#44505a",
        "color-background-border": "#dbdbd2",
        "color-brand-primary": "#16212b",
        "color-brand-content": "#1f4fa3",
        "color-sidebar-link-text": "#44505a",
        "color-sidebar-link-text--top-level": "#44505a",
        "color-sidebar-item-background--current": "#ecece5",
    },
    "dark_css_variables": {
        "color-background-primary": "#11171b",
        "color-background-secondary": "#0c1114",
        "color-foreground-primary": "#e7e9e4",
        "color-foreground-secondary": "#b0b9bd",
        "color-background-border": "#28323a",
        "color-brand-primary": "#e7e9e4",
        "color-brand-content": "#8db5f7",
        "color-sidebar-link-text": "#b0b9bd",
        "color-sidebar-link-text--top-level": "#b0b9bd",
        "color-sidebar-item-background--current": "#192127",
    },
}
