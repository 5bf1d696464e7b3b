"""From nothing to an installation that answers: databases, servers, workers, the proxy."""

import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.cast import NOW
from tests.jobs.test_workers import libpq
from tests.scale.house import HOST, LIMIT, ROOT, House, Web, until
from tests.serving import free_port, plain_environment

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def built(folder: Path) -> Iterator[House]:
    """Everything started and ready; skipped where the machine has not what it takes."""
    missing = [
        name for name, here in (
            ("nginx", NGINX), ("postgresql", Path(postgres.program("pg_basebackup")).is_absolute()),
        ) if not here
    ]  # fmt: skip
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"apt-get install {' '.join(missing)}"
        )
    with ExitStack() as stack:
        url = stack.enter_context(postgres.server())
        with psycopg.connect(libpq(url, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE northing")
        replica = stack.enter_context(postgres.replica_of(url))
        environment = plain_environment(
            folder, DATABASE_URL=url, NORTHING_REPLICA_URL=replica, NORTHING_URL=f"https://{HOST}",
            NORTHING_HOSTS=HOST, NORTHING_TRUSTED_PROXIES="1", NORTHING_TODAY=NOW.date().isoformat(),
            NORTHING_API_LIMIT=str(LIMIT), NORTHING_SECRET_KEY="one key for both of them, " * 3,
            NORTHING_LOG_LEVEL="INFO", PYTHONPATH=str(ROOT),
        )  # fmt: skip
        house = House(folder, url, replica, environment, free_port())
        stack.callback(_end, house)
        house.made = json.loads(house.run("-m", "tests.scale.stage").splitlines()[-1])
        house.webs = [Web(free_port(), folder / name, environment) for name in ("A", "B")]
        for web in house.webs:
            web.begin()
        for _ in range(4):
            house.worker()
        _proxy(house)
        for web in house.webs:
            web.until_ready()
        until(lambda: house.sql("SELECT count(*) FROM northing_worker") == [(4,)])
        house.until_level()
        yield house


def _proxy(house: House) -> None:
    """deploy/nginx.conf as it is, but for names, paths and ports, and with its second server."""
    place = house.folder / "nginx"
    place.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", str(place / "privkey.pem"), "-out", str(place / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    house.trusted = ssl.create_default_context(cafile=str(place / "fullchain.pem"))
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    one, two = house.webs
    for told, here in (
        ("/etc/ssl/northing", str(place)), ("/var/cache/nginx/northing", str(place / "cache")),
        ("/var/log/nginx", str(place)), ("# server 127.0.0.1:8001", f"server 127.0.0.1:{two.port}"),
        ("127.0.0.1:8000", f"127.0.0.1:{one.port}"), ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("listen 443", f"listen 127.0.0.1:{house.secure}"),
    ):  # fmt: skip
        assert told in text, f"deploy/nginx.conf names no {told}"
        text = text.replace(told, here)
    (place / "northing.conf").write_text(text, encoding="utf-8")
    owner = "user root;" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {place}/{kind};" for kind in kinds)
    (place / "nginx.conf").write_text(
        f"{owner} daemon off; pid {place}/pid; events {{}}"
        f" http {{ {places} access_log off; include {place}/northing.conf; }}"
    )
    command = [
        str(NGINX),
        "-e",
        str(place / "error.log"),
        "-p",
        str(place),
        "-c",
        str(place / "nginx.conf"),
    ]
    house.nginx = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: _is_open(house.secure), (place / "error.log").read_text)


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(house: House) -> None:
    if house.nginx is not None:
        house.nginx.terminate()
        house.nginx.wait(30)
    for one in house.workers:
        one.kill()
        one.wait()
    for web in house.webs:
        if web.process is not None and web.process.poll() is None:
            web.kill()
