"""승인된 판을 얼림: what was approved can be proven later."""


def freeze(version: int, *, document_number: str = "", policy_number: str = "") -> str:
    """Approve a version, supersede the older one and announce it; the digest. For use inside another action."""
    raise NotImplementedError


def digest_of(version: int) -> str:
    """SHA-256 over all that the version says."""
    raise NotImplementedError
