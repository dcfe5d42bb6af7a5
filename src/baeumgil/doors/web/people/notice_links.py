"""Where a notice leads. Whoever tells it names a page and a number; only this door knows addresses."""

import re

from django.urls import NoReverseMatch, reverse

from baeumgil.doors.web.frame.pages import own_path

PLACE = re.compile(r"([a-z][a-z\-]*)(?::([0-9]{1,18}))?")


def address_of_link(link: str) -> str:
    """The address of `application:812`, `applications` or a path of this site; empty when there is none."""
    if link.startswith("/"):
        return own_path(link, fallback="")
    found = PLACE.fullmatch(link)
    if found is None:
        return ""
    name, number = found.groups()
    try:
        return reverse(f"web:{name}", args=[int(number)] if number else None)
    except NoReverseMatch:  # the page has gone since, or stands in another door
        return ""
