"""A disk that is full for a while: a small one of its own where mounting is allowed, else a limit on files."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

SIZE = 64 * 1024 * 1024


@contextmanager
def small_disk(folder: Path, size: int = SIZE) -> Iterator[Path]:
    """A file system of so many bytes. Skips where nobody may mount one."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"NOT TESTED: no disk can be mounted here ({done.stderr.strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Not a byte is left on this file system for the length of the block."""
    ballast = folder / "ballast"
    try:
        with ballast.open("wb", buffering=0) as out, suppress(OSError):
            for block in (1024 * 1024, 4096, 1):
                with suppress(OSError):
                    while True:
                        out.write(b"\0" * block)
        yield
    finally:
        ballast.unlink(missing_ok=True)


@contextmanager
def limited(processes: list[psutil.Process]) -> Iterator[None]:
    """These processes can write to no file for the length of the block: files may have no length."""
    before = {one.pid: one.rlimit(resource.RLIMIT_FSIZE) for one in processes}
    try:
        for pid, (_soft, hard) in before.items():
            psutil.Process(pid).rlimit(resource.RLIMIT_FSIZE, (0, hard))
        yield
    finally:
        for pid, limits in before.items():
            with suppress(psutil.NoSuchProcess):
                psutil.Process(pid).rlimit(resource.RLIMIT_FSIZE, limits)
