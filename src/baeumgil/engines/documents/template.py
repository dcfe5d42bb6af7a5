"""A city's own HWPX, with places `{{이름}}` to be filled."""

from collections.abc import Mapping

from baeumgil.engines.documents.tree import Table


def places_of(data: bytes) -> tuple[str, ...]:
    """The names of the places, each once, in reading order."""
    raise NotImplementedError


def fill(data: bytes, values: Mapping[str, str | Table]) -> bytes:
    """The same file with its places filled. Raises ValueError that names every place without a value."""
    raise NotImplementedError
