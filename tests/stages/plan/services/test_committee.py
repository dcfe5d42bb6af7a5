from datetime import date, timedelta
from functools import partial

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CommitteeInvalid, CommitteeNotFound
from baeumgil.stages.plan.models import Committee, CommitteeMember
from baeumgil.stages.plan.services.committee import (
    add_member,
    end_member,
    note_attendance,
    plan_meeting,
    set_up_committee,
)
from tests.build import an_actor
from tests.build_committee import a_committee, a_plan_in_committee, members_of
from tests.build_plan import an_institute

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def test_a_committee_is_set_up_and_changed() -> None:
    institute = an_institute()
    made = set_up_committee(actor=OFFICE, institute=institute, name=" 심의위원회 ", basis="시행령 제19조")
    again = set_up_committee(actor=OFFICE, institute=institute, committee=made, name="심의위원회", quorum_percent=60)
    held = Committee.objects.get()
    assert (again, held.name, held.quorum_percent, held.most_members) == (made, "심의위원회", 60, 12)


def test_everything_wrong_with_a_committee_is_said_at_once() -> None:
    institute = an_institute()
    with pytest.raises(CommitteeInvalid) as refused:
        set_up_committee(actor=OFFICE, institute=institute, name=" ", most_members=0, quorum_percent=101, term_months=0)
    assert [problem.field for problem in refused.value.problems] == [
        "name",
        "most_members",
        "quorum_percent",
        "term_months",
    ]
    assert Committee.objects.count() == 0


def test_two_committees_of_one_name_are_refused() -> None:
    institute = an_institute()
    a_committee(institute=institute, external=0, internal=1)
    with pytest.raises(CommitteeInvalid):
        set_up_committee(actor=OFFICE, institute=institute, name="교육훈련심의위원회")
    with pytest.raises(CommitteeNotFound):
        set_up_committee(actor=OFFICE, institute=institute, name="다른 이름", committee=99_999)
    assert Committee.objects.count() == 1


def test_a_term_follows_the_committee_unless_it_is_said() -> None:
    made = set_up_committee(actor=OFFICE, institute=an_institute(), name="심의위원회")
    add_member(actor=OFFICE, committee=made, name="김", post="교수", is_external=True, starts_on=date(2026, 1, 1))
    add_member(
        actor=OFFICE,
        committee=made,
        name="이",
        post="과장",
        is_external=False,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 12, 31),
        is_chair=True,
    )
    rows = CommitteeMember.objects.order_by("pk").values_list("name", "ends_on", "is_chair")
    assert list(rows) == [("김", date(2027, 12, 31), False), ("이", date(2026, 12, 31), True)]


def test_everything_wrong_with_a_member_is_said_at_once() -> None:
    institute = an_institute()
    committee = a_committee(institute=institute)
    CommitteeMember.objects.filter(committee=committee, name="위원0").update(ends_on=date(2026, 11, 1))
    add = partial(add_member, actor=OFFICE, committee=committee, is_external=True)
    with pytest.raises(CommitteeInvalid) as refused:
        add(
            name="위원0",
            post="자리0",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 10, 1),
            is_chair=True,
        )
    assert [problem.code for problem in refused.value.problems] == ["past", "overlap", "chair", "too_many"]
    with pytest.raises(CommitteeInvalid) as refused:
        add(name=" ", post="", starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 21))
    assert [problem.code for problem in refused.value.problems] == ["missing", "missing", "span"]
    assert CommitteeMember.objects.count() == 12
    add(name="위원0", post="자리0", starts_on=date(2026, 11, 2))
    assert CommitteeMember.objects.count() == 13


def test_a_term_ends_early_and_leaves_meetings_to_come() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    first, second = members_of(committee)[:2]
    meeting = plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=TODAY + timedelta(days=10))
    end_member(actor=OFFICE, member=first, ends_on=TODAY)
    held = CommitteeMember.objects.get(pk=first)
    assert (held.ends_on, held.attendances.count()) == (TODAY, 0)
    note_attendance(actor=OFFICE, meeting=meeting, present=[second])
    for day in (TODAY, date(2040, 1, 1), date(2019, 1, 1)):
        with pytest.raises(CommitteeInvalid):
            end_member(actor=OFFICE, member=second, ends_on=day)
    assert CommitteeMember.objects.get(pk=second).attendances.count() == 1


def test_a_term_that_has_not_begun_is_taken_back_whole() -> None:
    committee = set_up_committee(actor=OFFICE, institute=an_institute(), name="심의위원회")
    member = add_member(
        actor=OFFICE, committee=committee, name="김", post="교수", is_external=True, starts_on=date(2027, 1, 1)
    )
    end_member(actor=OFFICE, member=member, ends_on=date(2026, 12, 31))
    assert CommitteeMember.objects.count() == 0
    with pytest.raises(CommitteeNotFound):
        end_member(actor=OFFICE, member=member, ends_on=date(2026, 12, 31))


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.LIAISON, Role.OFFICIAL])
def test_only_the_office_keeps_the_committee(role: Role) -> None:
    institute = an_institute()
    with pytest.raises(NotAllowed):
        set_up_committee(actor=an_actor(role), institute=institute, name="심의위원회")
    committee = a_committee(institute=institute)
    with pytest.raises(NotAllowed):
        end_member(actor=an_actor(role), member=members_of(committee)[0], ends_on=TODAY)
    assert (Committee.objects.count(), CommitteeMember.objects.filter(ends_on=TODAY).count()) == (1, 0)
