"""Working on very many small values without the cycle collector looking at each of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_memory() -> Iterator[None]:
    """Pause the cycle collector; plain tuples and texts are freed all the same.

    A roster of a large city is half a million tuples: the collector would walk them a hundred times.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
