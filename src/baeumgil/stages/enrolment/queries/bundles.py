"""선발 검증 꾸러미. The file from which anybody recomputes a published result."""

from baeumgil.core.actors import Actor


def bundle_of(*, actor: Actor, call: int) -> bytes:
    """The bundle of a published call, for everybody. Raises `BundleNotFound`."""
    raise NotImplementedError
