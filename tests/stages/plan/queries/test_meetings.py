from dataclasses import replace

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry, Policy
from baeumgil.stages.plan.errors import CommitteeNotFound
from baeumgil.stages.plan.models import AgendaItem
from baeumgil.stages.plan.queries.committee import (
    closing_preview,
    committee_card,
    committees,
    line_choices,
    meeting_book,
    meetings_of,
    usual_committee,
)
from baeumgil.stages.plan.rules.decisions import Act, Amendment
from baeumgil.stages.plan.services.committee import (
    add_opinion,
    close_meeting,
    decide_item,
    note_attendance,
    plan_meeting,
)
from baeumgil.stages.plan.terms import ChangeVerb, Decision, MeetingState, VersionState
from tests.build import an_actor
from tests.build_committee import a_committee, a_plan_in_committee, members_of

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)


def test_minutes_keep_what_the_plan_said_before_and_after() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = plan_meeting(
        actor=OFFICE, version=plan.version, committee=committee, held_on=clock.today(), lines=[plan.kept, plan.new]
    )
    members = members_of(committee)
    note_attendance(actor=OFFICE, meeting=meeting, present=members[:8])
    whole, kept, new = AgendaItem.objects.order_by("order")
    add_opinion(actor=OFFICE, item=new.pk, member=members[0], text="이르다")
    decide_item(actor=OFFICE, item=whole.pk, decision=Decision.AS_PROPOSED)
    decide_item(actor=OFFICE, item=kept.pk, decision=Decision.AMENDED, amendment=Amendment(sessions=4))
    decide_item(actor=OFFICE, item=new.pk, decision=Decision.REJECTED, text="내년에")
    preview = closing_preview(actor=OFFICE, meeting=meeting)
    assert (preview.may_close, preview.outcome) == (True, VersionState.REVIEWED)
    assert [effect.act for effect in preview.effects] == [Act.AMEND, Act.REMOVE]
    before = meeting_book(actor=OFFICE, meeting=meeting)
    close_meeting(actor=OFFICE, meeting=meeting)
    after = meeting_book(actor=OFFICE, meeting=meeting)
    assert (before.state, after.state) == (MeetingState.HELD, MeetingState.CLOSED)
    assert replace(after, state=before.state) == before
    assert after.items[1].changes == (("기수", "2", "4"), ("연인원", "60", "120"))
    assert after.items[2].opinions == (("자리0 위원0", "이르다"),)
    assert (after.present, after.quorum_needed, len(after.members)) == (8, 7, 12)
    assert after.members[0].is_chair


def test_looking_at_names_is_written_down() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    card = committee_card(actor=an_actor(Role.AUDITOR), committee=committee)
    assert (card.external, card.internal, len(card.past), card.row.quorum) == (5, 7, 0, 7)
    entry = AccessEntry.objects.get()
    assert (entry.reading, entry.people) == ("plan.committee", 12)
    assert sorted(entry.person_ids) == sorted(-member for member in members_of(committee))


def test_lists_without_names_are_not_written_down() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=clock.today())
    (row,) = committees(actor=OFFICE, institute=plan.institute)
    assert (row.in_office, row.quorum) == (12, 7)
    assert [one.id for one in meetings_of(actor=OFFICE, version=plan.version)] == [meeting]
    assert line_choices(actor=OFFICE, version=plan.version, meeting=meeting)[-1] == (
        plan.kept,
        "보고서 작성",
        ChangeVerb.KEPT,
    )
    assert AccessEntry.objects.count() == 0


def test_others_see_no_committee() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    for role in (Role.OFFICIAL, Role.LIAISON, Role.SYSTEM_ADMIN):
        with pytest.raises(NotAllowed):
            committees(actor=an_actor(role))
        with pytest.raises(NotAllowed):
            committee_card(actor=an_actor(role), committee=committee)
        with pytest.raises(NotAllowed):
            meetings_of(actor=an_actor(role))
    with pytest.raises(CommitteeNotFound):
        committee_card(actor=OFFICE, committee=999_999)
    with pytest.raises(CommitteeNotFound):
        meeting_book(actor=OFFICE, meeting=999_999)


def test_a_new_committee_begins_as_the_policy_says() -> None:
    assert usual_committee().most_members == 12
    Policy.objects.create(
        key="plan.committee",
        value={"most_members": 15, "quorum_percent": 66, "term_months": 36},
        valid_from="2000-01-01",
        basis="시험",
    )
    usual = usual_committee()
    assert (usual.most_members, usual.quorum_percent, usual.term_months) == (15, 66, 36)
