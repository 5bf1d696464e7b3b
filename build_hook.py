"""Hatchling hooks: dependencies from requirements/app.in, and the assets into the wheel."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """One list of dependencies: what is locked for running is what the wheel asks for."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill `dependencies` from requirements/app.in, without its comments."""
        listed = (Path(self.root) / "requirements" / "app.in").read_text(encoding="utf-8")
        lines = (line.partition("#")[0].strip() for line in listed.splitlines())
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("-")]


class Assets(BuildHookInterface):  # type: ignore[type-arg]  # the builder's configuration is not used
    """Build the style sheet, script and font before they are packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build for a wheel; an editable install leaves it to `make assets`, to stay quick."""
        if version != "editable":
            _assets(Path(self.root)).build()


def _assets(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("northing_assets", root / "assets" / "build.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("assets/build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
