"""Addresses: whether they can be one, how they are written, and how others see them."""

import re

MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
MOBILE = re.compile(r"01[016789]\d{7,8}")
COUNTRY = re.compile(r"\+82(0?)")
MESSENGER = re.compile(r"[^\s<>\"'\\]{2,100}")
LONGEST_MAIL = 200
HIDDEN = "*"


def mail_address(text: str) -> str | None:
    """A mail address as stored, or None. Quoted names, comments and addresses in other scripts are not taken."""
    text = text.strip()
    if len(text) > LONGEST_MAIL or ".." in text or not MAIL.fullmatch(text):
        return None
    name, _, host = text.partition("@")
    return f"{name}@{host.lower()}"


def mobile_number(text: str) -> str | None:
    """A Korean mobile number as digits, or None. Spaces, hyphens and +82 are understood."""
    digits = COUNTRY.sub("0", re.sub(r"[\s\-.()]", "", text), count=1)
    return digits if MOBILE.fullmatch(digits) else None


def messenger_name(text: str) -> str | None:
    """A messenger account as stored, or None: one word."""
    text = text.strip()
    return text if MESSENGER.fullmatch(text) else None


def masked(address: str) -> str:
    """An address as others may see it: enough to tell two apart, too little to write to."""
    if not address:
        return ""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:2]}{HIDDEN * 3}@{host}"
    if address.isdigit():
        return f"{address[:3]}-{HIDDEN * 4}-{address[-4:]}"
    return f"{address[:2]}{HIDDEN * 3}"
