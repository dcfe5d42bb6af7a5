"""심의 회의: called, attended, discussed, decided, until it is closed."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_manage_committee
from baeumgil.stages.plan.errors import CommitteeInvalid, CommitteeNotFound, PlanNotFound, VersionStateWrong
from baeumgil.stages.plan.models import (
    AgendaItem,
    Attendance,
    Committee,
    CommitteeMember,
    Meeting,
    Opinion,
    PlanLine,
    PlanVersion,
)
from baeumgil.stages.plan.queries.agenda import figures
from baeumgil.stages.plan.rules.decisions import Amendment, check_decision
from baeumgil.stages.plan.services.races import one_wins
from baeumgil.stages.plan.terms import Decision, ItemKind, MeetingState, VersionState

LONGEST_TITLE = 200
CLOSED = Said("마친 회의는 고칠 수 없습니다.", "A closed meeting cannot be changed.")


@action("plan.call_meeting")
def plan_meeting(
    *,
    actor: Actor,
    version: int,
    committee: int,
    held_on: date,
    starts_at_text: str = "",
    place: str = "",
    lines: Collection[int] = (),
) -> int:
    """Call a meeting about a version in committee; the meeting.

    The whole plan is its first item; `lines` and what an earlier meeting deferred follow. Members in office on the
    day are asked.
    """
    allow(may_manage_committee(actor))
    asked = _version_in_committee(version)
    held = Committee.objects.filter(pk=committee, institute_id=asked.plan.institute_id).first()
    if held is None:
        raise CommitteeNotFound(committee=committee)
    members = _in_office(held.pk, held_on)
    problems = []
    if not members:
        problems.append(
            Problem(
                "members",
                Said("그날 임기 중인 위원이 없습니다.", "No member is in office on that day."),
                Said("위원을 먼저 위촉하거나 날을 바꾸세요.", "Appoint members first or choose another day."),
                field="held_on",
            )
        )
    if Meeting.objects.filter(version=asked).exclude(state=MeetingState.CLOSED).exists():
        problems.append(
            Problem(
                "open",
                Said("이 계획의 회의가 이미 잡혀 있습니다.", "A meeting on this plan is planned already."),
                Said("그 회의를 마친 뒤에 다음 회의를 잡으세요.", "Plan the next meeting after that one is closed."),
            )
        )
    wanted = {*lines, *_deferred_lines(asked.pk)}
    found = list(PlanLine.objects.filter(version=asked, pk__in=wanted).order_by("order", "pk"))
    if len(found) < len(set(lines)):
        problems.append(
            Problem(
                "lines",
                Said("이 계획에 없는 과정을 골랐습니다.", "A course was chosen that is not in this plan."),
                Said("다시 고르세요.", "Choose again."),
                field="lines",
            )
        )
    if problems:
        raise CommitteeInvalid(problems)
    with one_wins():
        number = (Meeting.objects.filter(version=asked).aggregate(last=Max("number"))["last"] or 0) + 1
        made = Meeting.objects.create(
            committee=held,
            version=asked,
            number=number,
            held_on=held_on,
            starts_at_text=starts_at_text.strip(),
            place=place.strip(),
        )
        Attendance.objects.bulk_create([Attendance(meeting=made, member_id=member) for member in members])
        items = [AgendaItem(meeting=made, order=1, kind=ItemKind.WHOLE_PLAN, title=asked.plan.title[:LONGEST_TITLE])]
        items += [
            AgendaItem(meeting=made, order=order, kind=ItemKind.LINE, title=line.name, line=line)
            for order, line in enumerate(found, start=2)
        ]
        AgendaItem.objects.bulk_create(items)
    record(f"심의 회의 {asked.plan.year}년 {number}차", meeting=made.pk, version=asked.pk, held_on=held_on)
    return made.pk


@action("plan.move_meeting")
def move_meeting(*, actor: Actor, meeting: int, held_on: date, starts_at_text: str = "", place: str = "") -> None:
    """Hold a meeting on another day or elsewhere; members in office on the new day are asked."""
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    members = _in_office(held.committee_id, held_on)
    if not members:
        raise CommitteeInvalid(
            [
                Problem(
                    "members",
                    Said("그날 임기 중인 위원이 없습니다.", "No member is in office on that day."),
                    Said("다른 날을 쓰세요.", "Choose another day."),
                    field="held_on",
                )
            ]
        )
    spoke = set(Opinion.objects.filter(item__meeting=held, member__isnull=False).values_list("member_id", flat=True))
    if spoke - set(members):
        raise CommitteeInvalid(
            [
                Problem(
                    "spoke",
                    Said(
                        "의견을 낸 위원이 그날 임기 중이 아닙니다.",
                        "A member who gave an opinion is not in office on that day.",
                    ),
                    Said("다른 날을 쓰세요.", "Choose another day."),
                    field="held_on",
                )
            ]
        )
    asked = set(held.attendances.values_list("member_id", flat=True))
    held.attendances.exclude(member_id__in=members).delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=held, member_id=member) for member in members if member not in asked]
    )
    held.held_on, held.starts_at_text, held.place = held_on, starts_at_text.strip(), place.strip()
    held.save(update_fields=["held_on", "starts_at_text", "place"])
    record(f"심의 회의 변경 {held.pk}", meeting=held.pk, held_on=held_on)


@action("plan.cancel_meeting")
def cancel_meeting(*, actor: Actor, meeting: int) -> None:
    """Call a meeting off that was not closed; its items and opinions go with it."""
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    version = held.version_id
    held.delete()
    record(f"심의 회의 취소 {meeting}", meeting=meeting, version=version)


@action("plan.note_attendance")
def note_attendance(*, actor: Actor, meeting: int, present: Collection[int]) -> None:
    """출석. Who was there, as members; everybody else was not."""
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    asked = set(held.attendances.values_list("member_id", flat=True))
    problems = []
    if set(present) - asked:
        problems.append(
            Problem(
                "strangers",
                Said("그날 임기 중이 아닌 사람이 있습니다.", "Somebody is not in office on that day."),
                Said("위원만 고르세요.", "Choose members only."),
                field="present",
            )
        )
    spoke = set(Opinion.objects.filter(item__meeting=held, member__isnull=False).values_list("member_id", flat=True))
    if spoke - set(present):
        problems.append(
            Problem(
                "spoke",
                Said("의견을 적은 위원을 출석에서 뺐습니다.", "A member with an opinion was taken off those present."),
                Said(
                    "그 위원의 의견을 먼저 지우거나 출석으로 두세요.",
                    "Remove the opinion first, or leave the member as present.",
                ),
                field="present",
            )
        )
    if problems:
        raise CommitteeInvalid(problems)
    held.attendances.filter(member_id__in=set(present)).update(is_present=True)
    held.attendances.exclude(member_id__in=set(present)).update(is_present=False)
    Meeting.objects.filter(pk=held.pk).update(state=MeetingState.HELD)
    record(f"심의 회의 출석 {held.pk}", meeting=held.pk, present=len(set(present)))


@action("plan.add_item")
def add_item(
    *, actor: Actor, meeting: int, kind: ItemKind, title: str = "", proposal: str = "", line: int | None = None
) -> int:
    """Put an item on the agenda: a line of the plan, or something else; the item."""
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    found = PlanLine.objects.filter(pk=line or 0, version_id=held.version_id).first()
    problems = []
    if kind is ItemKind.WHOLE_PLAN:
        problems.append(
            Problem(
                "whole",
                Said("계획 전체는 이미 안건입니다.", "The whole plan is an agenda item already."),
                Said("다른 안건을 쓰세요.", "Give another item."),
                field="kind",
            )
        )
    if kind is ItemKind.LINE and found is None:
        problems.append(
            Problem(
                "line",
                Said("이 계획의 과정이 아닙니다.", "The course is not in this plan."),
                Said("과정을 고르세요.", "Choose the course."),
                field="line",
            )
        )
    if kind is ItemKind.LINE and found is not None and held.items.filter(line=found).exists():
        problems.append(
            Problem(
                "twice",
                Said("이미 안건에 있는 과정입니다.", "The course is on the agenda already."),
                Said("다른 과정을 고르세요.", "Choose another course."),
                field="line",
            )
        )
    if kind is ItemKind.OTHER and not title.strip():
        problems.append(
            Problem(
                "missing",
                Said("안건 이름이 없습니다.", "The item has no title."),
                Said("이름을 쓰세요.", "Give a name."),
                field="title",
            )
        )
    if problems:
        raise CommitteeInvalid(problems)
    with one_wins():
        made = AgendaItem.objects.create(
            meeting=held,
            order=(held.items.aggregate(last=Max("order"))["last"] or 0) + 1,
            kind=kind,
            title=(title.strip() or (found.name if found is not None else ""))[:LONGEST_TITLE],
            proposal=proposal.strip(),
            line=found if kind is ItemKind.LINE else None,
        )
    record(f"심의 안건 {made.title}", meeting=held.pk, item=made.pk, kind=kind.value)
    return made.pk


@action("plan.remove_item")
def remove_item(*, actor: Actor, item: int) -> int:
    """Take an item off the agenda; the whole plan stays on it. The meeting."""
    allow(may_manage_committee(actor))
    held = open_item(item)
    if held.kind is ItemKind.WHOLE_PLAN:
        raise CommitteeInvalid(
            [
                Problem(
                    "whole",
                    Said("계획 전체는 안건에서 뺄 수 없습니다.", "The whole plan cannot be taken off the agenda."),
                )
            ]
        )
    title, meeting = held.title, held.meeting_id
    held.delete()
    record(f"심의 안건 빼기 {title}", meeting=meeting, item=item)
    return meeting


@action("plan.add_opinion")
def add_opinion(*, actor: Actor, item: int, member: int | None, text: str) -> int:
    """Note what a member who was there said about an item (None: nobody named); the opinion."""
    allow(may_manage_committee(actor))
    held = open_item(item)
    problems = []
    if not text.strip():
        problems.append(
            Problem(
                "missing",
                Said("의견이 비어 있습니다.", "The opinion is empty."),
                Said("의견을 쓰세요.", "Write the opinion."),
                field="text",
            )
        )
    if (
        member is not None
        and not Attendance.objects.filter(meeting_id=held.meeting_id, member_id=member, is_present=True).exists()
    ):
        problems.append(
            Problem(
                "absent",
                Said("출석하지 않은 위원입니다.", "The member was not present."),
                Said(
                    "출석을 먼저 저장하거나 다른 위원을 고르세요.",
                    "Save who is present first, or choose another member.",
                ),
                field="member",
            )
        )
    if problems:
        raise CommitteeInvalid(problems)
    made = Opinion.objects.create(item=held, member_id=member, text=text.strip())
    record(f"심의 의견 {held.title}", meeting=held.meeting_id, item=held.pk, opinion=made.pk)
    return made.pk


@action("plan.remove_opinion")
def remove_opinion(*, actor: Actor, opinion: int) -> int:
    """Take an opinion back that was noted wrongly; the meeting."""
    allow(may_manage_committee(actor))
    found = Opinion.objects.filter(pk=opinion).first()
    if found is None:
        raise CommitteeNotFound(opinion=opinion)
    held = open_item(found.item_id)
    found.delete()
    record(f"심의 의견 지우기 {held.title}", meeting=held.meeting_id, item=held.pk, opinion=opinion)
    return held.meeting_id


@action("plan.decide_item")
def decide_item(
    *, actor: Actor, item: int, decision: Decision, text: str = "", amendment: Amendment | None = None
) -> None:
    """의결. Note what was decided; a line is changed when the meeting is closed. May be corrected until then."""
    allow(may_manage_committee(actor))
    held = open_item(item)
    amendment = amendment or Amendment()
    now = figures(held.line) if held.line is not None else None
    problems = check_decision(kind=held.kind, decision=decision, text=text, amendment=amendment, now=now)
    if problems:
        raise CommitteeInvalid(problems)
    held.decision, held.decision_text, held.changes = decision, text.strip(), amendment.as_changes()
    held.save(update_fields=["decision", "decision_text", "changes"])
    record(f"심의 의결 {held.title}", meeting=held.meeting_id, item=held.pk, decision=decision.value)


@action("plan.write_minutes")
def write_minutes(*, actor: Actor, meeting: int, remarks: str) -> None:
    """회의록. What the minutes say beside items and opinions."""
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    held.remarks = remarks.strip()
    held.save(update_fields=["remarks"])
    record(f"심의 회의록 {held.pk}", meeting=held.pk)


def open_meeting(meeting: int) -> Meeting:
    """A meeting that may still be changed, held until the action ends. Raises `VersionStateWrong` once closed."""
    held = hold(Meeting, [meeting])
    if not held or not isinstance(held[0], Meeting):
        raise CommitteeNotFound(meeting=meeting)
    if held[0].state == MeetingState.CLOSED:
        raise VersionStateWrong(CLOSED, meeting=meeting)
    return held[0]


def open_item(item: int) -> AgendaItem:
    """An item of a meeting that may still be changed, the meeting held."""
    found = AgendaItem.objects.filter(pk=item).values_list("meeting_id", flat=True).first()
    if found is None:
        raise CommitteeNotFound(item=item)
    open_meeting(found)
    return AgendaItem.objects.select_related("line").get(pk=item)


def _version_in_committee(version: int) -> PlanVersion:
    if not hold(PlanVersion, [version]):
        raise PlanNotFound(version=version)
    held = PlanVersion.objects.select_related("plan").get(pk=version)
    if held.state != VersionState.IN_COMMITTEE:
        raise VersionStateWrong(version=version, state=held.state)
    return held


def _in_office(committee: int, day: date) -> list[int]:
    """Members on that day, in the order of the committee."""
    return list(
        CommitteeMember.objects.filter(committee_id=committee, starts_on__lte=day, ends_on__gte=day).values_list(
            "pk", flat=True
        )
    )


def _deferred_lines(version: int) -> list[int]:
    """Lines that the last closed meeting deferred and that are still in the plan."""
    last = Meeting.objects.filter(version_id=version, state=MeetingState.CLOSED).order_by("-number").first()
    if last is None:
        return []
    deferred = last.items.filter(decision=Decision.DEFERRED, line__isnull=False)
    return list(deferred.values_list("line_id", flat=True))
