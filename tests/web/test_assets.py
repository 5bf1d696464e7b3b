"""The sources of style sheet and script: readable colours in both themes, and nothing from elsewhere."""

import json
import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[2] / "assets"
TOKENS = (ASSETS / "css" / "tokens.css").read_text(encoding="utf-8")
THEMES = ("light", "dark")
GROUNDS = ("paper", "sheet", "rail")


def colour(name: str, theme: str) -> tuple[float, float, float]:
    """A token's red, green and blue, 0 to 1."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", TOKENS)
    assert found, name
    code = found[THEMES.index(theme) + 1]
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance as in WCAG 2.2."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    """The contrast ratio of two tokens."""
    low, high = sorted(luminance(colour(name, theme)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("text", "least"), [("ink", 11), ("ink-2", 6.4), ("ink-3", 4.5)])
def test_text_is_readable_on_every_ground(text: str, ground: str, least: float, theme: str) -> None:
    assert contrast(text, ground, theme) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("text", ["accent", "on", "risk", "off", "none"])
def test_words_in_colour_are_readable(text: str, ground: str, theme: str) -> None:
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("shape", ["edge", "accent", "on", "mark-risk", "off", "none"])
def test_shapes_and_edges_can_be_seen(shape: str, ground: str, theme: str) -> None:
    assert contrast(shape, ground, theme) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", ["accent", "off"])
def test_filled_buttons_are_readable(fill: str, theme: str) -> None:
    assert contrast("accent-ink", fill, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["ink", "ink-2", "accent"])
def test_the_selected_row_is_readable(text: str, theme: str) -> None:
    assert contrast(text, "wash", theme) >= 4.5


def test_colours_are_named_once() -> None:
    others = [
        p for p in (ASSETS / "css").rglob("*.css") if p.name not in {"tokens.css", "print.css"}
    ]
    loose = {
        (path.name, code)
        for path in others
        for code in re.findall(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8"))
    }
    # The toast stands on ink, so its link has the accents of the opposite theme.
    assert loose <= {("notices.css", "#a9c8ff"), ("notices.css", "#1f4fa3")}


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*(ASSETS / "css").rglob("*.css"), *(ASSETS / "ts").rglob("*.ts")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://", text), path
        assert "eval(" not in text, path


def test_the_lock_file_names_versions_and_hashes_only() -> None:
    packages = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert not name or entry["integrity"].startswith("sha512-"), name


def test_every_style_file_is_in_a_layer() -> None:
    index = (ASSETS / "css" / "northing.css").read_text(encoding="utf-8")
    listed = set(re.findall(r'@import "\./([^"]+)"', index))
    there = {p.relative_to(ASSETS / "css").as_posix() for p in (ASSETS / "css").rglob("*.css")}
    assert listed == there - {"northing.css"}
    assert all(
        "layer(" in line or "font.css" in line for line in index.splitlines() if "@import" in line
    )
