"""Why a file or a value is not taken."""


class SheetRefused(Exception):
    """The file is not read: a stable code, one Korean sentence, and what to do instead."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        self.code = code
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}".strip())


class DateRefused(ValueError):
    """The value is no date that can be trusted: a stable code and one Korean sentence with the way out."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


class NumberRefused(ValueError):
    """The value is no number: a stable code and one Korean sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)
