"""The courses of the invented city, as an office would have planned them."""

from baeumgil.doors.cli.demo.plan.courses import draft_of
from baeumgil.doors.cli.demo.plan.source import course_rows
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import Delivery


def test_subjects_of_a_class_take_half_hours_and_fill_the_course() -> None:
    for row in course_rows():
        if delivery_of(row.kind) is Delivery.ONLINE:
            continue
        parts = [one.lecture_minutes + one.participation_minutes + one.field_minutes for one in draft_of(row).subjects]
        assert sum(parts) == row.minutes, row.code
        assert all(minutes > 0 and minutes % 30 == 0 for minutes in parts), (row.code, parts)
