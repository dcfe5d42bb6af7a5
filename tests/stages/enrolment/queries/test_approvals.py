"""`queries.approvals` and what they stand on: who sees what waits, and how much of it."""

from datetime import timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import ApprovalNotFound
from baeumgil.stages.enrolment.models import Approval, Deputy
from baeumgil.stages.enrolment.queries.approvals import approval_card, approval_inbox, waiting_approvals
from baeumgil.stages.enrolment.queries.call_ups import call_up_preview
from baeumgil.stages.enrolment.queries.deputies import deputies
from baeumgil.stages.enrolment.queries.nominees import nominees
from baeumgil.stages.enrolment.terms import ApproverKind
from baeumgil.stages.people.errors import UnitNotFound
from tests.build import a_person, an_actor, the_operator
from tests.build_approvals import a_call_with_approvals, a_small_city, asked
from tests.build_enrolment import a_quota, an_application
from tests.build_web import an_account

pytestmark = pytest.mark.django_db

KEY = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"enrolment:read"}))


def names(actor: Actor, **more: object) -> list[str]:
    """Whose applications are in the inbox."""
    rows = approval_inbox(actor=actor, **more).rows.rows  # type: ignore[arg-type]
    return [row.application.person_name for row in rows]


def test_everybody_sees_what_is_theirs_to_decide_and_the_count_agrees() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    asked(city, call, [a_person("가온", unit=city.division), a_person("나래", unit=city.other)])
    (own,) = asked(city, a_call_with_approvals(city, approvals=[ApproverKind.INSTITUTE]), [city.person(city.officer)])
    seen = {
        account: (names(city.actor(account)), waiting_approvals(actor=city.actor(account)))
        for account in (city.head, city.bureau_head, city.liaison, city.officer)
    }
    assert seen == {
        city.head: (["가온"], 1),
        city.bureau_head: (["나래"], 1),
        city.liaison: ([], 0),
        city.officer: ([], 0),
    }
    assert own.person_id == city.person(city.officer)
    assert waiting_approvals(actor=Actor.nobody()) == 0
    assert sorted(names(the_operator())) == ["가온", "교육담당", "나래"]


def test_a_key_reads_all_or_what_waits_for_somebody() -> None:
    city = a_small_city()
    asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    assert names(KEY, is_all=True) == ["가온"]
    assert names(KEY, by=city.person(city.head)) == ["가온"]
    assert names(KEY, by=a_person()) == []
    with pytest.raises(NotAllowed):
        approval_inbox(actor=city.actor(city.liaison), by=city.person(city.head))
    with pytest.raises(NotAllowed):
        approval_inbox(actor=Actor.nobody())


def test_the_inbox_is_narrowed_by_call_and_words() -> None:
    city = a_small_city()
    first, second = a_call_with_approvals(city), a_call_with_approvals(city, name="둘째 모집")
    asked(city, first, [a_person("가온", unit=city.division)])
    asked(city, second, [a_person("나래", unit=city.division)])
    head = city.actor(city.head)
    assert names(head, call=second) == ["나래"]
    assert names(head, words="가온 총무") == ["가온"]
    assert names(head, call=2**70) == []
    assert [name for _number, name, _count in approval_inbox(actor=head).calls] == ["둘째 모집", "보고서 작성 모집"]


def test_a_row_says_what_helps_to_decide() -> None:
    city = a_small_city(sessions=2)
    call = a_call_with_approvals(city)
    person = a_person("가온", unit=city.division)
    a_quota(call=call, keys=[str(city.bureau)], most=2, label="행정국")
    a_quota(call=call, keys=[str(city.other)], most=2, label="세정과")
    for session, most in zip(city.sessions, (1, 2), strict=True):
        a_quota(call=call, keys=[str(city.division)], session=session, most=most, label="총무과")
    an_application(call=call, person=a_person(unit=city.other))
    an_application(
        call=a_call_with_approvals(city, name="앞선 모집"),
        person=person,
        wishes=city.sessions,
        state="selected",  # type: ignore[arg-type]
    )
    asked(city, call, [person])
    row = approval_inbox(actor=city.actor(city.head)).rows.rows[0]
    assert [(quota.label, quota.most, quota.left) for quota in row.quotas] == [
        ("행정국", 4, 3),
        ("총무과", 3, 3),
    ]
    assert [(week.away, week.most, week.is_full) for week in row.weeks] == [(1, None, False), (0, None, False)]
    assert [seat.title.startswith("보고서 작성") for seat in row.held] == [True]
    assert (row.may_decide, row.is_late, row.is_handed_up, row.due_on) == (True, False, False, None)


def test_one_consent_is_shown_to_who_decides_and_who_looks_after_the_unit() -> None:
    city = a_small_city()
    asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    number = Approval.objects.get(state="open").pk
    assert approval_card(actor=city.actor(city.liaison), approval=number).row.may_decide is False
    card = approval_card(actor=city.actor(city.head), approval=number)
    assert (card.row.may_decide, [row.kind for row in card.approvals]) == (True, ["unit_head", "home_body"])
    for actor, wanted in ((city.actor(an_account(person=a_person())), number), (the_operator(), 2**70)):
        with pytest.raises(ApprovalNotFound):
            approval_card(actor=actor, approval=wanted)


def test_deputies_are_shown_to_the_two_and_to_the_office() -> None:
    city = a_small_city()
    today = clock.today()
    row = Deputy.objects.create(
        account_id=city.head,
        deputy_id=city.liaison,
        starts_on=today + timedelta(days=1),
        ends_on=today + timedelta(days=2),
        named_by="과장",
        named_at=clock.now(),
    )
    assert [
        (one.id, one.is_own, one.is_now, one.may_end)
        for account in (city.head, city.liaison, city.officer, city.bureau_head)
        for one in deputies(actor=city.actor(account))
    ] == [(row.pk, True, False, True), (row.pk, False, False, True), (row.pk, False, False, True)]
    with pytest.raises(NotAllowed):
        deputies(actor=KEY)


def test_whom_one_may_name_is_whom_one_is_responsible_for() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    found = nominees(actor=city.actor(city.liaison), call=call)
    assert sorted(row.person.name for row in found.rows.rows) == ["과장", "서무"]
    assert [unit.id for unit in found.units] == [city.division]
    with pytest.raises(UnitNotFound):
        nominees(actor=city.actor(city.liaison), call=call, unit=city.other)
    with pytest.raises(NotAllowed):
        nominees(actor=an_actor(Role.AUDITOR), call=call)
    with pytest.raises(NotAllowed):
        call_up_preview(actor=city.actor(city.liaison), call=call)
