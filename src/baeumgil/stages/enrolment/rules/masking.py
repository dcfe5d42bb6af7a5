"""이름 가리기. Names as shown to who needs to tell people apart, not to know them."""

HIDDEN = "○"
SHORT = 2


def masked(name: str) -> str:
    """홍길동 → 홍○동, 김구 → 김○, a longer name keeps its first and last letter."""
    name = name.strip()
    if len(name) <= 1:
        return HIDDEN if name else ""
    if len(name) == SHORT:
        return f"{name[0]}{HIDDEN}"
    return f"{name[0]}{HIDDEN * (len(name) - 2)}{name[-1]}"
