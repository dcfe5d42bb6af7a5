"""Whatever people click, in whatever order: nobody signs out of turn, nothing is approved without every box."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.stages.plan.models import ApprovalCase, ApprovalStep, PlanLine, PlanVersion
from baeumgil.stages.plan.services.approval import return_case, sign, withdraw_case
from baeumgil.stages.plan.terms import CaseState, StepMark, StepRole, StepState, VersionState
from tests.build_committee import PlanInCommittee, a_case, a_plan_in_committee, a_route, a_signer, an_office, state_of
from tests.build_web import PASSWORD
from tests.thoroughness import examples

pytestmark = pytest.mark.django_db
STEPS = st.tuples(
    st.sampled_from(
        ["sign", "next", "next", "next", "deputy", "double", "wrong", "return", "withdraw", "tamper", "start"]
    ),
    st.integers(0, 6),
)


class Office:
    """A plan under approval by five boxes and two cooperators, and what people did to it."""

    def __init__(self) -> None:
        self.plan: PlanInCommittee = a_plan_in_committee(VersionState.REVIEWED)
        self.drafter: Actor = an_office()
        self.signers = [a_signer() for _ in range(3)]
        self.cooperators = [a_signer() for _ in range(2)]
        self.deputy = a_signer()
        a_route(
            institute=self.plan.institute,
            signers=self.signers,
            cooperators=self.cooperators,
            deputies=[None, self.deputy, self.deputy],
        )
        self.case = a_case(drafter=self.drafter, version=self.plan.version)
        self.is_tampered = False

    @property
    def people(self) -> list[Actor]:
        """Everybody who may try."""
        return [self.drafter, *self.signers, *self.cooperators, self.deputy]

    def do(self, what: str, who: int) -> None:
        """Try one thing; a refusal is an answer."""
        actor = self.people[who]
        tries: dict[str, Any] = {
            "sign": lambda: sign(actor=actor, case=self.case, password=PASSWORD),
            "next": self._next,
            "deputy": lambda: sign(actor=actor, case=self.case, password=PASSWORD, as_deputy=True),
            "wrong": lambda: sign(actor=actor, case=self.case, password="아님"),
            "return": lambda: return_case(actor=actor, case=self.case, password=PASSWORD, comment="고칠 것"),
            "withdraw": lambda: withdraw_case(actor=actor, case=self.case),
            "start": self._start,
            "tamper": self._tamper,
        }
        with suppress(Refusal), transaction.atomic():
            if what == "double":
                tries["sign"]()
                with suppress(Refusal), transaction.atomic():
                    tries["sign"]()
            else:
                tries[what]()

    def _next(self) -> None:
        """Whoever can sign does."""
        for actor in self.people:
            with suppress(Refusal), transaction.atomic():
                sign(actor=actor, case=self.case, password=PASSWORD)
                return

    def _start(self) -> None:
        self.case = a_case(drafter=self.drafter, version=self.plan.version)
        self.is_tampered = False

    def _tamper(self) -> None:
        """Somebody writes past all services, as long as nothing is approved."""
        if not PlanVersion.objects.filter(pk=self.plan.version, state=VersionState.APPROVED).exists():
            held = PlanLine.objects.get(pk=self.plan.kept)
            PlanLine.objects.filter(pk=held.pk).update(remark=f"{held.remark}가")
            self.is_tampered = True

    def check(self) -> None:
        """What must hold after every click."""
        for case in ApprovalCase.objects.order_by("pk"):
            steps = list(ApprovalStep.objects.filter(case=case).order_by("order"))
            signed = [step for step in steps if step.state is StepState.SIGNED]
            assert {step.signed_digest for step in signed} <= {case.digest}
            people = [step.signed_by_id for step in signed if step.mark is not StepMark.DEPUTY]
            assert len(people) == len(set(people))
            waiting_reviewers = [step for step in steps if step.role is StepRole.REVIEWS and step not in signed]
            decider = next(step for step in steps if step.role is StepRole.DECIDES)
            for step in signed:
                assert step.signed_by_id in {step.account_id, step.deputy_id}
                assert (step.mark is StepMark.DEPUTY) == (step.signed_by_id == step.deputy_id)
                if step.role is StepRole.REVIEWS:
                    assert all(other.order > step.order for other in waiting_reviewers)
            if decider in signed:
                assert len(signed) == len(steps)
            assert (case.state is CaseState.APPROVED) == (len(signed) == len(steps))
            if case.state is not CaseState.RUNNING:
                assert all(step.state is not StepState.WAITING for step in steps)
        version = PlanVersion.objects.get(pk=self.plan.version)
        case = ApprovalCase.objects.get(pk=self.case)
        assert (version.state is VersionState.APPROVED) == (case.state is CaseState.APPROVED)
        assert (version.state is VersionState.IN_APPROVAL) == (case.state is CaseState.RUNNING)
        if version.state is VersionState.APPROVED:
            assert version.digest == case.digest
            assert version.document_number == case.document_number != ""


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(STEPS, min_size=4, max_size=14))
def test_no_sequence_of_clicks_breaks_an_approval(clicks: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        office = Office()
        for what, who in clicks:
            office.do(what, who)
            office.check()
        transaction.set_rollback(True)


def test_the_straight_way_leads_to_an_approved_plan() -> None:
    office = Office()
    for what, who in (("sign", 2), ("sign", 1), ("double", 2), ("sign", 3), ("sign", 5), ("sign", 4), ("deputy", 6)):
        office.do(what, who)
        office.check()
    assert state_of(office.plan.version) is VersionState.APPROVED
