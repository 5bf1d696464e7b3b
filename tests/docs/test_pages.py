"""The documentation hangs together: every page is reached, every picture is taken, every address is listed."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.pictures import BY_HAND, PICTURES

pytestmark = pytest.mark.static

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path for path in DOCS.glob("*.md") if path.name != "README.md")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
PICTURE = re.compile(r"!\[[^\]]+\]\(\.\./build/pictures/([a-z-]+)\.png\)")


@pytest.fixture(scope="module")
def endpoints() -> ModuleType:
    spec = importlib.util.spec_from_file_location("endpoints", DOCS / "endpoints.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_page_is_reached_from_the_index() -> None:
    trees = re.findall(r"```{toctree}\n(.*?)```", (DOCS / "index.md").read_text(), re.DOTALL)
    listed = [line for tree in trees for line in tree.split() if not line.startswith(":")]
    assert {path.stem for path in PAGES} - {"index"} <= set(listed)


@pytest.mark.parametrize("page", [*PAGES, DOCS / "README.md"], ids=lambda path: path.stem)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    gone = [
        link for link in LINK.findall(page.read_text())
        if "://" not in link and not (page.parent / link).is_file()
    ]  # fmt: skip
    assert not gone


def test_each_picture_is_taken_and_shown() -> None:
    shown = [name for page in PAGES for name in PICTURE.findall(page.read_text())]
    assert sorted(shown) == sorted({*PICTURES, *BY_HAND})


def test_every_address_and_shape_of_the_api_is_listed(endpoints: ModuleType) -> None:
    document = json.loads(endpoints.DOCUMENT.read_text())
    text = endpoints.text(document)
    for address, path in document["paths"].items():
        for method in set(path) & set(endpoints.METHODS):
            assert f"```text\n{method.upper()} {address}\n```" in text
    for name in document["components"]["schemas"]:
        assert f"(shape-{name})=\n### {name}\n" in text
    assert set(re.findall(r"\(#shape-(\w+)\)", text)) <= set(document["components"]["schemas"])
    assert endpoints.MARK in (DOCS / f"{endpoints.PAGE}.md").read_text()
