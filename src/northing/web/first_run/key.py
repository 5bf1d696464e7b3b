"""Who may found the first workspace: whoever sits at the machine, or holds the code that it printed."""

from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

from northing.kit.secrets import SET_UP
from northing.web.base.requests import AnyRequest
from northing.web.demo.pages import is_at_home


def fits(request: AnyRequest) -> bool:
    """Whether the request comes from this machine itself, or carries the code."""
    if is_at_home(request):
        return True
    code = request.GET.get("code", "") or request.POST.get("code", "")
    kept = _file()
    return bool(code) and kept.is_file() and constant_time_compare(code, kept.read_text().strip())


def used() -> None:
    """The code opens nothing any more."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.DATA) / SET_UP
