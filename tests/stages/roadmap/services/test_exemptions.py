"""Exemptions: granted and withdrawn with a reason, and felt at once."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.roadmap.errors import AlreadyExempt, ExemptionNotFound, UnknownStage
from baeumgil.stages.roadmap.models import Exemption, Requirement
from baeumgil.stages.roadmap.services.exemptions import grant, withdraw
from tests.build import a_person, a_unit, an_actor
from tests.stages.roadmap.build import a_rule_set, computed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
OFFICE = an_actor(Role.TRAINING_OFFICE)


def promoted(unit: int | None = None) -> int:
    return a_person(grade=8, promotions=((date(2026, 1, 1), 7),), unit=unit or a_unit())


def states() -> list[tuple[int, str]]:
    return list(Requirement.objects.order_by("person_id").values_list("person_id", "state"))


def test_an_exemption_shows_at_once_and_so_does_its_withdrawal() -> None:
    with clock.fixed(TODAY):
        a_rule_set()
        person, other = promoted(), promoted()
        computed(TODAY)
        made = grant(actor=OFFICE, person=person, stage_code="promotion_7", reason=" 같은 교육을 다른 시에서 이수 ")
        assert states() == [(person, "exempt"), (other, "due")]
        withdraw(actor=OFFICE, exemption=made, reason="확인 결과 다른 교육")
        assert states() == [(person, "due"), (other, "due")]
    kept = Exemption.objects.get(pk=made)
    assert (kept.reason, kept.decided_on, kept.decided_by, kept.withdrawn_at is None) == (
        "같은 교육을 다른 시에서 이수",
        TODAY,
        "시험 계정",
        False,
    )
    assert AuditEntry.objects.filter(action="roadmap.withdraw_exemption").get().facts["reason"] == "확인 결과 다른 교육"


def test_an_exemption_can_be_granted_again_after_it_was_withdrawn() -> None:
    a_rule_set()
    person = promoted()
    withdraw(
        actor=OFFICE, exemption=grant(actor=OFFICE, person=person, stage_code="promotion_7", reason="하나"), reason="둘"
    )
    grant(actor=OFFICE, person=person, stage_code="promotion_7", reason="셋")
    assert Exemption.objects.filter(person_id=person, withdrawn_at=None).count() == 1


def test_what_cannot_be_granted_changes_nothing() -> None:
    a_rule_set()
    person = promoted()
    grant(actor=OFFICE, person=person, stage_code="promotion_7", reason="이미")
    with pytest.raises(AlreadyExempt):
        grant(actor=OFFICE, person=person, stage_code="promotion_7", reason="다시")
    with pytest.raises(UnknownStage):
        grant(actor=OFFICE, person=person, stage_code="unknown", reason="사유")
    with pytest.raises(PersonNotFound):
        grant(actor=OFFICE, person=10**9, stage_code="promotion_7", reason="사유")
    for reason in (" ", "가" * 301):
        with pytest.raises(Invalid):
            grant(actor=OFFICE, person=promoted(), stage_code="promotion_7", reason=reason)
    assert Exemption.objects.count() == 1


def test_what_is_not_there_cannot_be_withdrawn() -> None:
    a_rule_set()
    made = grant(actor=OFFICE, person=promoted(), stage_code="promotion_7", reason="사유")
    with pytest.raises(Invalid):
        withdraw(actor=OFFICE, exemption=made, reason="")
    assert Exemption.objects.get(pk=made).withdrawn_at is None
    withdraw(actor=OFFICE, exemption=made, reason="끝")
    for gone in (made, 10**9):
        with pytest.raises(ExemptionNotFound):
            withdraw(actor=OFFICE, exemption=gone, reason="다시")


def test_the_training_office_exempts_only_within_its_units() -> None:
    a_rule_set()
    mine, other = a_unit(), a_unit()
    office = an_actor(Role.TRAINING_OFFICE, units=[mine])
    inside, outside = promoted(mine), promoted(other)
    made = grant(actor=office, person=inside, stage_code="promotion_7", reason="사유")
    with pytest.raises(NotAllowed):
        grant(actor=office, person=outside, stage_code="promotion_7", reason="사유")
    for role in Role:
        if role is not Role.TRAINING_OFFICE:
            with pytest.raises(NotAllowed):
                grant(actor=an_actor(role), person=outside, stage_code="promotion_7", reason="사유")
            with pytest.raises(NotAllowed):
                withdraw(actor=an_actor(role), exemption=made, reason="사유")
    assert list(Exemption.objects.values_list("person_id", "withdrawn_at")) == [(inside, None)]
