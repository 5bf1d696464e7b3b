"""Memory of a web process: what one page leaves behind makes room for the next.

Python looks for waste everywhere only when a quarter more stands there than before: the waste of forty
pages, spread over all that is free. Looked for after every few pages it is 10 MB less, in the same time.
"""

import ctypes
import gc
from typing import Any

from django.core.signals import request_finished

ENOUGH = 5
"""So many of the collector's smaller rounds are between a tenth and a third of a page."""
_trim: Any = getattr(
    ctypes.CDLL(None), "malloc_trim", lambda _pad: 0
)  # other libraries do it themselves


def settle() -> None:
    """Start-up is done: what it made stays for good, in memory that the processes share."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 1000)  # never amid a page, but amid an import of an hour
    gc.collect()  # tells the collector how little is left to look after
    request_finished.connect(tidy, dispatch_uid="northing.memory")


def tidy(**_: object) -> None:
    """After an answer: look for waste if enough was made, and give back what is free."""
    if gc.get_count()[2] >= ENOUGH:
        gc.collect()
        _trim(0)
