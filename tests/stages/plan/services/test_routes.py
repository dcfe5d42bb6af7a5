from datetime import date

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import InstituteNotFound, RouteInvalid, RouteMissing
from baeumgil.stages.plan.models import ApprovalRoute, RouteStep
from baeumgil.stages.plan.queries.routes import route_in_force, route_today, routes
from baeumgil.stages.plan.services.routes import RouteStepDraft, end_route, save_route
from baeumgil.stages.plan.terms import DocumentType, StepRole
from tests.build import an_actor
from tests.build_committee import a_route, a_signer
from tests.build_plan import an_institute

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)


def test_the_latest_line_that_holds_on_the_day_is_taken() -> None:
    institute = an_institute()
    first = a_route(institute=institute, signers=[a_signer()], valid_from=date(2026, 1, 1))
    second = a_route(institute=institute, signers=[a_signer()], valid_from=date(2026, 7, 1))
    end_route(actor=OFFICE, route=second, valid_to=date(2026, 9, 30))
    days = {
        date(2025, 12, 31): None,
        date(2026, 1, 1): first,
        date(2026, 7, 1): second,
        date(2026, 9, 30): second,
        date(2026, 10, 1): first,
    }
    assert {day: route_in_force(institute, DocumentType.PLAN, day) for day in days} == days
    assert route_in_force(institute, DocumentType.MINUTES, date(2026, 7, 1)) is None


def test_saving_a_line_of_the_same_day_replaces_it() -> None:
    institute = an_institute()
    first = a_route(institute=institute, signers=[a_signer(), a_signer()])
    again = a_route(institute=institute, signers=[a_signer()])
    assert (again, ApprovalRoute.objects.count(), RouteStep.objects.count()) == (first, 1, 2)


def test_everything_wrong_is_said_at_once_and_nothing_is_kept() -> None:
    with pytest.raises(RouteInvalid) as refused:
        save_route(
            actor=OFFICE,
            institute=an_institute(),
            document_type=DocumentType.PLAN,
            name=" ",
            steps=[RouteStepDraft(StepRole.REVIEWS, "팀장", 999_999)],
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
        )
    assert [problem.code for problem in refused.value.problems] == ["drafts", "decides", "unknown", "missing", "span"]
    assert ApprovalRoute.objects.count() == 0


def test_unknown_institutes_and_lines_are_not_found() -> None:
    with pytest.raises(InstituteNotFound):
        a_route(institute=999_999, signers=[a_signer()])
    with pytest.raises(RouteMissing):
        end_route(actor=OFFICE, route=999_999, valid_to=date(2026, 1, 1))


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.LIAISON])
def test_only_the_office_sets_lines(role: Role) -> None:
    institute = an_institute()
    route = a_route(institute=institute, signers=[a_signer()])
    with pytest.raises(NotAllowed):
        end_route(actor=an_actor(role), route=route, valid_to=date(2030, 1, 1))
    with pytest.raises(NotAllowed):
        save_route(
            actor=an_actor(role),
            institute=institute,
            document_type=DocumentType.MINUTES,
            name="결재선",
            steps=[],
            valid_from=date(2026, 1, 1),
        )
    assert (ApprovalRoute.objects.count(), ApprovalRoute.objects.get().valid_to) == (1, None)


def test_lines_are_read_with_who_holds_each_box() -> None:
    institute = an_institute()
    boss, deputy = a_signer(name="오과장"), a_signer(name="서대리")
    a_route(institute=institute, signers=[a_signer(), boss, a_signer()], deputies=[None, deputy], delegated=1)
    (row,) = routes(actor=OFFICE, institute=institute)
    assert row == route_today(actor=OFFICE, institute=institute, document_type=DocumentType.PLAN)
    assert [(step.post, step.role, step.has_box) for step in row.steps] == [
        ("주무관", StepRole.DRAFTS, True),
        ("직위1", StepRole.REVIEWS, True),
        ("직위2", StepRole.DECIDES, True),
        ("직위3", StepRole.DECIDES, False),
    ]
    held = row.steps[2]
    assert held.holder is not None
    assert held.deputy is not None
    assert (held.holder.name, held.deputy.name) == ("오과장", "서대리")
    with pytest.raises(NotAllowed):
        routes(actor=an_actor(Role.LIAISON), institute=institute)
    with pytest.raises(RouteMissing):
        route_today(actor=OFFICE, institute=institute, document_type=DocumentType.MINUTES)
