"""Background entry points of `enrolment`. A job may run twice, so each can."""

from collections.abc import Mapping
from dataclasses import asdict

from baeumgil.core.actors import Actor
from baeumgil.core.jobs import job, on_behalf


@job("enrolment.offers")
def end_offers() -> Mapping[str, object]:
    """End offers whose time is up; their seats go on. Running it twice changes nothing more."""
    from baeumgil.stages.enrolment.services import waiting  # needs the models

    return {"ended": waiting.expire_offers(actor=on_behalf("기한이 지난 자리 제안"))}


@job("enrolment.vacancies")
def look_again(call: int) -> Mapping[str, object]:
    """Offer what is free in a first-come call to who may have it by now. Running it twice changes nothing more."""
    from baeumgil.stages.enrolment.services import vacancies  # needs the models

    return {"made": vacancies.fill_call(actor=on_behalf("남은 자리 다시 보기"), call=call)}


@job("enrolment.lists")
def fix_lists() -> Mapping[str, object]:
    """Fix the lists that are due, end confirmations that were not given; comes back daily while any is to come."""
    from baeumgil.stages.enrolment.services import lists  # needs the models

    actor = on_behalf("교육생 명단 확정")
    lists.plan_lists(actor=actor)
    return {"fixed": lists.fix_due_lists(actor=actor)}


@job("enrolment.approvals")
def follow_approvals() -> Mapping[str, object]:
    """Remind of deadlines of approvals, and act on those that passed. Running it twice changes nothing more."""
    from baeumgil.stages.enrolment.services import approval_deadlines  # needs the models

    followed = approval_deadlines.follow_approvals(actor=Actor.system(reason="승인 기한 확인"))
    return asdict(followed)
