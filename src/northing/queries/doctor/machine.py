"""The machine: may we write, is there room, are the static files there?"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from northing.kit.text import text as _
from northing.queries.doctor.finding import Asked, Finding, error, ok, warning

LOW, EMPTY = 2_000_000_000, 200_000_000
GIGABYTE = 1_000_000_000
MANIFEST = "staticfiles.json"


def data_folder(asked: Asked) -> Iterator[Finding]:
    """Whether the data folder is there and this user may write in it."""
    if not asked.data.is_dir() or not os.access(asked.data, os.W_OK | os.X_OK):
        yield error(
            "data.unwritable",
            _("The data folder {folder} cannot be written.", folder=asked.data),
            _("Make it and give it to the user that runs Northing, or correct NORTHING_DATA."),
        )
    else:
        yield ok("data.writable", _("The data folder is {folder}.", folder=asked.data))


def disk(asked: Asked) -> Iterator[Finding]:
    """Room where data and backups are kept; a disk that holds both is named once."""
    seen: set[int] = set()
    for folder in (asked.data, asked.backups):
        if folder is not None and folder.is_dir() and (device := folder.stat().st_dev) not in seen:
            seen.add(device)
            yield of_room(folder, shutil.disk_usage(folder).free)


def of_room(folder: Path, free: int) -> Finding:
    """The finding for the free bytes of a folder's disk."""
    message = _("{room} GB are free for {folder}.", room=f"{free / GIGABYTE:.1f}", folder=folder)
    remedy = _("Make room, or move the folder to a larger disk.")
    if free < EMPTY:
        return error("disk.full", message, remedy)
    return warning("disk.low", message, remedy) if free < LOW else ok("disk.room", message)


def static_files(asked: Asked) -> Iterator[Finding]:
    """Whether style sheets and scripts are where the server looks for them."""
    root = Path(settings.STATIC_ROOT)
    remedy = _("Collect them: northing migrate")
    try:
        listed = json.loads((root / MANIFEST).read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        yield error("static.missing", _("The static files are not collected."), remedy)
        return
    gone = sorted(name for name in listed.values() if not (root / name).is_file())
    if gone or not listed:
        first = next(iter(gone), MANIFEST)
        yield error(
            "static.incomplete", _("Missing among static files: {name}.", name=first), remedy
        )
    else:
        yield ok("static.collected", _("{number} static files are collected.", number=len(listed)))
