"""Words for the features and roles that files name shortly: Korean and English. Others are said as they are written."""

from collections.abc import Mapping
from typing import TypeAlias

Both: TypeAlias = tuple[str, str]

FEATURES: Mapping[str, Both] = {
    "pc": ("PC", "PCs"),
    "wheelchair": ("휠체어 접근", "wheelchair access"),
    "screen": ("빔·화면", "a projector"),
    "movable": ("이동식 책상", "movable desks"),
    "sound": ("음향", "a sound system"),
    "recording": ("녹화", "recording"),
}
ROLES: Mapping[str, Both] = {
    "lead": ("주강사", "lead"),
    "assistant": ("보조강사", "assistant"),
    "guest": ("초청강사", "guest"),
}


def feature_words(feature: str) -> Both:
    """What a room has."""
    return FEATURES.get(feature, (feature, feature))


def role_words(role: str) -> Both:
    """Who teaches; a role of a file's own is called an instructor of that name."""
    return ROLES.get(role, (f"{role} 강사", role))
