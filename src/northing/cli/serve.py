"""`northing serve`: from an empty folder to an address that answers."""

import errno
import ipaddress
import os
import socket
from typing import Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import SettingsError, wire
from northing.kit.text import text as _

app = typer.Typer()

Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="The port to listen on.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Processes that answer requests.")
]
Demo = Annotated[
    bool, typer.Option("--demo", help="Load the demo firm and let anybody sign in as its people.")
]
Worker = Annotated[
    bool,
    typer.Option(
        "--worker/--no-worker", help="Do here what runs by itself; elsewhere: northing work."
    ),
]


@app.command("serve")
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
    demo: Demo = False,
    worker: Worker = True,
) -> None:
    """Prepare the database and the static files, then serve until interrupted."""
    local = _is_loopback(host)
    if demo and not local:
        raise SettingsError(
            _("The demo lets anybody in: it is served on this machine only."),
            _("Leave --host out, or leave --demo out."),
        )
    _must_be_free(host, port)
    address = _announce(host, port, demo=demo)
    from northing.cli.base.stopping import run_folder

    with run_folder():
        wire()
        from northing.cli.base import preparing

        preparing.apart(lambda: preparing.everything(demo=demo))
        if not demo:
            preparing.set_up_code(address)
        from northing.cli.base.server import run

        run(host, port, workers, address, worker=worker)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _must_be_free(host: str, port: int) -> None:
    """Refuse a port in use now: the server itself would share it silently."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise SettingsError(
                _("Port {port} needs rights that this user has not.", port=port),
                _("Choose one above 1023: --port 8000"),
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SettingsError(
                    _("There is no address {host!r} here.", host=host), _("Try --host 127.0.0.1")
                ) from None
            raise SettingsError(
                _("Port {port} on {host} is in use.", port=port, host=host),
                _("Stop what listens there, or choose another: --port {other}", other=port + 1),
            ) from None


def _announce(host: str, port: int, *, demo: bool) -> str:
    """Tell the settings, here and in the workers, where people will find us; gives the address."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    shown = f"[{shown}]" if ":" in shown else shown
    address = os.environ.setdefault("NORTHING_URL", f"http://{shown}:{port}")
    named = address.partition("://")[2].partition("/")[0]
    hosts = [
        "localhost",
        "127.0.0.1",
        "[::1]",
        shown,
        named.rpartition(":")[0] if ":" in named else named,
    ]
    os.environ.setdefault("NORTHING_HOSTS", ",".join(dict.fromkeys(hosts)))
    if demo:
        os.environ["NORTHING_DEMO"] = "1"
    if host != shown.strip("[]"):
        output.say(
            _(
                "Listening on {host}. Say which names people use: NORTHING_HOSTS, NORTHING_URL.",
                host=host,
            )
        )
    return f"http://{shown}:{port}"
