"""A version's way from draft to approval, as plain functions for use inside actions."""


def to_reviewed(version: int) -> None:
    """The committee has closed its review. Raises `VersionStateWrong` unless in committee."""
    raise NotImplementedError


def to_approval(version: int) -> None:
    """The boxes are being signed. Raises `VersionStateWrong` unless reviewed, `PlanIncomplete` when not complete."""
    raise NotImplementedError


def back_to_draft(version: int) -> None:
    """Returned for more work. Raises `VersionStateWrong` for drafts and frozen versions."""
    raise NotImplementedError
