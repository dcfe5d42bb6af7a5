"""Why a file or a value is not taken."""

from baeumgil.engines.said import Said


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

    def in_parts(self) -> tuple[str, str]:
        """What is wrong and what to do, the last sentence, each in both languages."""
        korean = _last_apart(self.message)
        if not isinstance(self.message, Said):
            return korean
        english = _last_apart(self.message.english)
        return Said(korean[0], english[0]), Said(korean[1], english[1])


class NumberRefused(ValueError):
    """The value is no number: a stable code and one Korean sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def _last_apart(text: str) -> tuple[str, str]:
    before, _, last = text.rpartition(". ")
    return (f"{before}.", last) if before else (text, "")
