"""심의위원회를 꾸림: the committee and its members; its meetings are in `meetings` and `meeting_closing`."""

from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_manage_committee
from baeumgil.stages.plan.errors import CommitteeInvalid, CommitteeNotFound, InstituteNotFound
from baeumgil.stages.plan.models import Committee, CommitteeMember, Institute
from baeumgil.stages.plan.rules.committee import (
    CommitteeDraft,
    MemberDraft,
    Term,
    check_committee,
    check_member,
    term_end,
)
from baeumgil.stages.plan.services.meeting_closing import close_meeting
from baeumgil.stages.plan.services.meetings import (
    add_item,
    add_opinion,
    cancel_meeting,
    decide_item,
    note_attendance,
    plan_meeting,
    remove_item,
    remove_opinion,
    write_minutes,
)
from baeumgil.stages.plan.services.races import one_wins

__all__ = [
    "add_item",
    "add_member",
    "add_opinion",
    "cancel_meeting",
    "close_meeting",
    "decide_item",
    "end_member",
    "note_attendance",
    "plan_meeting",
    "remove_item",
    "remove_opinion",
    "set_up_committee",
    "write_minutes",
]


@action("plan.set_up_committee")
def set_up_committee(
    *,
    actor: Actor,
    institute: int,
    name: str,
    basis: str = "",
    most_members: int = 12,
    quorum_percent: int = 50,
    term_months: int = 24,
    committee: int | None = None,
) -> int:
    """Make a committee, or change the one named; the committee. Raises `CommitteeInvalid` with every problem."""
    allow(may_manage_committee(actor))
    draft = CommitteeDraft(name.strip(), basis.strip(), most_members, quorum_percent, term_months)
    if not hold(Institute, [institute]):
        raise InstituteNotFound(institute=institute)
    problems = check_committee(draft)
    others = Committee.objects.filter(institute_id=institute, name=draft.name).exclude(pk=committee or 0)
    if others.exists():
        problems.append(
            Problem(
                "twice",
                Said("같은 이름의 위원회가 있습니다.", "There is a committee of the same name."),
                Said("다른 이름을 쓰세요.", "Use another name."),
                field="name",
            )
        )
    if problems:
        raise CommitteeInvalid(problems)
    said = {
        "name": draft.name,
        "basis": draft.basis,
        "most_members": most_members,
        "quorum_percent": quorum_percent,
        "term_months": term_months,
    }
    with one_wins():
        if committee is None:
            committee = Committee.objects.create(institute_id=institute, **said).pk
        elif not Committee.objects.filter(pk=committee, institute_id=institute).update(**said):
            raise CommitteeNotFound(committee=committee)
    record(f"심의위원회 {draft.name}", committee=committee, quorum=quorum_percent, most=most_members)
    return committee


@action("plan.add_member")
def add_member(
    *,
    actor: Actor,
    committee: int,
    name: str,
    post: str,
    is_external: bool,
    starts_on: date,
    ends_on: date | None = None,
    is_chair: bool = False,
) -> int:
    """위촉. Somebody becomes a member for a term; the member. Raises `CommitteeInvalid` with every problem."""
    allow(may_manage_committee(actor))
    held = _committee(committee)
    draft = MemberDraft(name.strip(), post.strip(), is_external, starts_on, ends_on, is_chair)
    last = ends_on if ends_on is not None else term_end(starts_on, held.term_months)
    terms = [
        Term(member.name, member.post, member.starts_on, member.ends_on, is_chair=member.is_chair)
        for member in CommitteeMember.objects.filter(committee=held)
    ]
    problems = check_member(draft, ends_on=last, others=terms, most_members=held.most_members, today=clock.today())
    if problems:
        raise CommitteeInvalid(problems)
    with one_wins():
        made = CommitteeMember.objects.create(
            committee=held,
            name=draft.name,
            post=draft.post,
            is_external=is_external,
            is_chair=is_chair,
            starts_on=starts_on,
            ends_on=last,
        )
    record(f"심의위원 위촉 {held.name}", committee=held.pk, member=made.pk, starts_on=starts_on, ends_on=last)
    return made.pk


@action("plan.end_member")
def end_member(*, actor: Actor, member: int, ends_on: date) -> None:
    """해촉. End a term early; `ends_on` is its last day. A term that has not begun is taken back whole."""
    allow(may_manage_committee(actor))
    held = CommitteeMember.objects.select_for_update().select_related("committee").filter(pk=member).first()
    if held is None:
        raise CommitteeNotFound(member=member)
    if ends_on >= held.ends_on:
        raise CommitteeInvalid(
            [
                Problem(
                    "later",
                    Said("임기를 늘릴 수는 없습니다.", "A term cannot be made longer."),
                    Said("지금의 임기 끝보다 앞선 날을 쓰세요.", "Choose a day before the term ends now."),
                    field="ends_on",
                )
            ]
        )
    first = held.starts_on - timedelta(days=1)
    if ends_on < first or (ends_on == first and held.attendances.exists()):
        raise CommitteeInvalid(
            [
                Problem(
                    "span",
                    Said("임기 시작보다 앞선 날입니다.", "The day is before the term begins."),
                    Said("임기 안의 날을 쓰세요.", "Choose a day within the term."),
                    field="ends_on",
                )
            ]
        )
    met = held.attendances.filter(is_present=True, meeting__held_on__gt=ends_on)
    if met.exists():
        raise CommitteeInvalid(
            [
                Problem(
                    "met",
                    Said("그 뒤에 출석한 회의가 있습니다.", "The member attended a meeting after that day."),
                    Said("출석한 날이나 그 뒤의 날을 쓰세요.", "Choose the day of that meeting or a later one."),
                    field="ends_on",
                )
            ]
        )
    subject = f"심의위원 해촉 {held.committee.name}"
    if ends_on == first:
        held.delete()
    else:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        held.attendances.filter(meeting__held_on__gt=ends_on, meeting__closed_at=None).delete()
    record(subject, committee=held.committee_id, member=member, ends_on=ends_on)


def _committee(committee: int) -> Committee:
    held = hold(Committee, [committee])
    if not held or not isinstance(held[0], Committee):
        raise CommitteeNotFound(committee=committee)
    return held[0]
