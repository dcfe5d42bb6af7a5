"""What every page's frame needs."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from baeumgil.core.actors import Actor
from baeumgil.doors.web.frame.navigation import links
from baeumgil.doors.web.frame.preferences import text_size_of

FONTS = Path(__file__).with_name("static") / "vendor" / "fonts.css"


def frame(request: HttpRequest) -> dict[str, object]:
    """Actor, unread notices, navigation, language, text size; no statement is sent to the database."""
    actor = getattr(request, "actor", None) or Actor.nobody()
    return {
        "actor": actor,
        "unread": getattr(request, "unread", 0),
        "navigation": links(actor, request.path),
        "language": get_language() or "ko",
        "text_size": text_size_of(request),
        "has_fonts": FONTS.is_file(),
        "government_banner": settings.GOVERNMENT_BANNER,
        "here": request.get_full_path() if request.method == "GET" else request.path,
    }
