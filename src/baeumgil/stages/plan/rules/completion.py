"""수료 기준. What somebody must reach, in words, where no words were typed."""

from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import Delivery


def completion_of(draft: CourseDraft) -> str:
    """`출석 80% 이상, 평가 60점 이상`; empty when neither is set."""
    presence = "출석" if delivery_of(draft.kind) is Delivery.CLASS else "진도"
    parts = []
    if draft.pass_attendance_percent is not None:
        parts.append(f"{presence} {draft.pass_attendance_percent}% 이상")
    if draft.pass_score is not None:
        parts.append(f"평가 {draft.pass_score}점 이상")
    return ", ".join(parts)
