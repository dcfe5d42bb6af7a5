"""회의록의 지문: what is signed when minutes are approved."""

import hashlib
import json

from baeumgil.stages.plan.models import AgendaItem, Attendance, Meeting, Opinion


def digest_of_minutes(meeting: int) -> str:
    """SHA-256 over all that the minutes of a closed meeting say, canonically written."""
    held = Meeting.objects.select_related("committee").get(pk=meeting)
    said = {
        "committee": held.committee.name,
        "number": held.number,
        "held_on": held.held_on,
        "starts_at": held.starts_at_text,
        "place": held.place,
        "state": held.state,
        "quorum_needed": held.quorum_needed,
        "remarks": held.remarks,
        "members": list(
            Attendance.objects.filter(meeting=held)
            .order_by("pk")
            .values_list("member__name", "member__post", "member__is_chair", "is_present")
        ),
        "items": list(
            AgendaItem.objects.filter(meeting=held)
            .order_by("order", "pk")
            .values_list("order", "kind", "title", "proposal", "decision", "decision_text", "changes", "before")
        ),
        "opinions": list(
            Opinion.objects.filter(item__meeting=held).order_by("pk").values_list("item__order", "member__name", "text")
        ),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
