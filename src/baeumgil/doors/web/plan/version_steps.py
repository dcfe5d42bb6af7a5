"""What may be done with a version as a whole, and what follows from it in words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baeumgil.core.actors import Actor
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.services.plans import (
    discard_version,
    open_version,
    submit_version,
    take_back_version,
)
from baeumgil.stages.plan.services.publishing import publish
from baeumgil.stages.plan.terms import VersionState

Text = str | Promise
Act = Callable[[Actor, VersionHead, str], int | None]


class StepForm(PageForm):
    """확인. The question before a step; a note where a new version is begun."""

    note = forms.CharField(
        label=_("새 판을 여는 까닭"),
        required=False,
        max_length=300,
        help_text=_("판의 역사에 남습니다. 예: 하반기 재난안전 과정 2기 추가"),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `act` answers with the version to show next, or None for the list of plans."""

    slug: str
    label: Text
    consequences: tuple[Text, ...]
    done: Text
    states: tuple[VersionState, ...]
    act: Act
    kind: str = "primary"
    asks_note: bool = False


def _submit(actor: Actor, head: VersionHead, _note: str) -> int | None:
    submit_version(actor=actor, version=head.id)
    return head.id


def _take_back(actor: Actor, head: VersionHead, _note: str) -> int | None:
    take_back_version(actor=actor, version=head.id)
    return head.id


def _open(actor: Actor, head: VersionHead, note: str) -> int | None:
    return open_version(actor=actor, plan=head.plan, note=note)


def _discard(actor: Actor, head: VersionHead, _note: str) -> int | None:
    discard_version(actor=actor, version=head.id)
    return None


def _publish(actor: Actor, head: VersionHead, _note: str) -> int | None:
    publish(actor=actor, version=head.id)
    return head.id


STEPS = {
    step.slug: step
    for step in (
        Step(
            "submit",
            _("심의에 올리기"),
            (
                _("심의하는 동안 과정과 글을 고칠 수 없고, 위원회의 결정만 계획을 바꿉니다."),
                _("회의를 마치기 전에는 다시 거둘 수 있습니다."),
            ),
            _("심의에 올렸습니다. 이제 심의 회의를 잡으세요."),
            (VersionState.DRAFT,),
            _submit,
        ),
        Step(
            "take-back",
            _("심의에서 거두기"),
            (_("다시 고칠 수 있는 ‘작성 중’으로 돌아갑니다."), _("마친 회의가 있으면 거둘 수 없습니다.")),
            _("심의에서 거두었습니다. 다시 고칠 수 있습니다."),
            (VersionState.IN_COMMITTEE,),
            _take_back,
            "secondary",
        ),
        Step(
            "open",
            _("새 판 열기"),
            (
                _("확정된 판을 그대로 옮긴 새 판을 만들어 고칩니다."),
                _("새 판이 확정될 때까지 지금 확정된 판과 공개된 쪽은 그대로입니다."),
                _("새 판도 결재를 거쳐야 확정됩니다."),
            ),
            _("새 판을 열었습니다. 고친 뒤 심의에 올리세요."),
            (VersionState.APPROVED,),
            _open,
            "secondary",
            asks_note=True,
        ),
        Step(
            "discard",
            _("이 판 버리기"),
            (
                _("이 판에서 고친 것이 모두 없어지고 되돌릴 수 없습니다."),
                _("확정된 판이 있으면 그 판은 그대로입니다."),
            ),
            _("판을 버렸습니다."),
            (VersionState.DRAFT,),
            _discard,
            "danger",
        ),
        Step(
            "publish",
            _("공개하기"),
            (
                _("로그인하지 않은 누구나 볼 수 있는 쪽에 이 판이 올라갑니다."),
                _("과정과 총괄, 달별 일정이 실리고 개인정보는 싣지 않습니다."),
            ),
            _("공개했습니다. 누구나 볼 수 있습니다."),
            (VersionState.APPROVED,),
            _publish,
        ),
    )
}


def steps_for(head: VersionHead, *, has_open: bool) -> list[Step]:
    """The steps this version can take now; a plan has at most one open version, an example stays as it is."""
    return [
        step
        for step in STEPS.values()
        if head.state in step.states
        and not head.is_example
        and not (step.slug == "open" and has_open)
        and not (step.slug == "publish" and head.published_at is not None)
    ]
