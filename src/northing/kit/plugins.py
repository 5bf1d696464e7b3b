"""Plug-ins found by where they lie: the folder is the registry."""

import pkgutil
from importlib import import_module
from types import ModuleType


def modules(package: str, name: str) -> list[ModuleType]:
    """Every `package.<folder>.<name>` that exists, in alphabetical order of the folders."""
    home = import_module(package)
    found = []
    for folder in sorted(m.name for m in pkgutil.iter_modules(home.__path__) if m.ispkg):
        inside = import_module(f"{package}.{folder}")
        if any(m.name == name for m in pkgutil.iter_modules(inside.__path__)):
            found.append(import_module(f"{package}.{folder}.{name}"))
    return found
