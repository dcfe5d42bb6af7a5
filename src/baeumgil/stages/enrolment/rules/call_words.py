"""모집 방침을 쉬운 말로. What a call promises before anybody applies, in the order in which it decides.

Korean and English stand side by side, because pages, papers and exported files say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from baeumgil.core.glossary import label
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.nesting import Cover, are_nested, keep_apart
from baeumgil.stages.enrolment.rules.rows import QuotaRow
from baeumgil.stages.enrolment.terms import Criterion, Mechanism


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages."""

    code: str
    korean: str
    english: str

    def said(self, language: str) -> str:
        """In the screen's language."""
        return self.english if language.startswith("en") else self.korean


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """모집 방침, as people read it. `order` is who comes first; `limits` what no result exceeds; `later` what follows.

    `given_up` says which promises this way of choosing does not make.
    """

    mechanism: Sentence
    order: tuple[Sentence, ...]
    limits: tuple[Sentence, ...]
    later: tuple[Sentence, ...]
    promises: tuple[Sentence, ...]
    given_up: tuple[Sentence, ...]


MECHANISMS: Mapping[Mechanism, tuple[str, str]] = {
    Mechanism.SERIAL: (
        "아래 순서대로 한 사람씩, 적어 낸 희망 가운데 한도가 남은 첫 기수에 자리를 줍니다.",
        "One person after another, in the order below, gets the first session on their list that still has room.",
    ),
    Mechanism.DEFERRED: (
        "기수마다 우선순위가 달라, 더 앞선 사람에게 자리를 넘기며 모두의 자리가 정해질 때까지 맞춥니다.",
        "Priorities differ by session: seats pass to whoever comes first there until everybody's place stands.",
    ),
    Mechanism.FILL: (
        "아래 순서를 지키면서 자리를 가장 많이 채웁니다. 뒤의 사람을 위해 앞사람을 다른 희망 기수로 옮길 수 있습니다.",
        "As many seats as possible are filled, in the order below; people may be moved to another of their own wishes.",
    ),
    Mechanism.FIRST_COME: (
        "신청한 순서대로 그 자리에서 자리를 줍니다.",
        "Seats are given at once, in the order in which people apply.",
    ),
}
ORDER: Mapping[Criterion, tuple[str, str]] = {
    Criterion.MANDATORY: (
        "지금 이수해야 하는 단계나 법정 의무교육인 사람이 먼저입니다.",
        "First, people for whom a stage of their road or a legal duty is due now.",
    ),
    Criterion.PROMOTION_DEADLINE: (
        "승진에 필요한 이수 기한이 가까운 사람이 먼저입니다. 기한이 없는 사람은 그 뒤입니다.",
        "Then those whose deadline for promotion is nearer; people without a deadline come after.",
    ),
    Criterion.NEVER_ATTENDED: (
        "이 과정을 마친 적이 없는 사람이 먼저입니다.",
        "Then those who have never completed this course.",
    ),
    Criterion.LONGEST_WAITING: (
        "이 과정을 더 오래 기다린 사람이 먼저입니다. 자리를 받지 못한 첫 신청부터 셉니다.",
        "Then those who have waited longer for this course, counted from their first application without a seat.",
    ),
    Criterion.EARLIER_REFUSALS: (
        "이 과정에 여러 번 떨어진 사람이 먼저입니다.",
        "Then those who were turned down for this course more often.",
    ),
    Criterion.OWN_INSTITUTE: (
        "기수를 여는 기관에 속한 사람이 그 기수에서 먼저입니다.",
        "Then, in a session of their own institute, its own people.",
    ),
    Criterion.ARRIVAL: (
        "먼저 신청한 사람이 먼저입니다. 서버가 받은 순서로 셉니다.",
        "Whoever applied earlier, by the order in which the server received it.",
    ),
    Criterion.DRAW: (
        "여기까지 같으면 추첨합니다. 추첨 씨앗의 지문을 지금, 씨앗을 결과와 함께 밝혀 누구나 다시 뽑아 볼 수 있습니다.",
        "If all that is equal, a draw: the hash of its seed is shown now, the seed with the result for all.",
    ),
}
CAPS = Sentence("caps", "한도를 넘는 자리는 주지 않습니다.", "Every limit is kept.")
TRUTH = Sentence(
    "truth",
    "희망을 숨기거나 순서를 바꿔 적어도 이득이 없습니다. 바라는 순서 그대로 적으세요.",
    "Nobody gains by hiding or reordering wishes. Write them as you want them.",
)
ENVY = Sentence(
    "envy",
    "순서가 뒤인 사람이, 내가 더 바랐고 받을 수 있었던 자리를 갖지 않습니다.",
    "Nobody who comes later has a seat that you wanted more and could have had.",
)
WASTE = Sentence(
    "waste",
    "누군가 더 바라고 받을 수 있는 자리를 비워 두지 않습니다.",
    "No seat stays free that somebody wanted more and could have had.",
)
SAME = Sentence(
    "same",
    "같은 신청과 같은 씨앗이면 누가 언제 계산해도 결과가 같습니다. 발표한 파일로 직접 확인할 수 있습니다.",
    "The same applications and seed give the same result, whoever computes it; the published file lets you check.",
)
HIGHER = Sentence(
    "higher",
    "순서가 앞당겨져서 결과가 나빠지는 일은 없습니다.",
    "A better place in the order never gives a worse result.",
)
MOST = Sentence("most", "한도 안에서 가장 많은 자리를 채웁니다.", "As many seats are filled as the limits allow.")
NOT_MOST = Sentence(
    "not_most",
    "가장 많은 자리를 채우는 것을 목표로 하지 않습니다. 순서와 희망을 먼저 지킵니다.",
    "Filling the most seats is not the aim; order and wishes come first.",
)
NO_TRUTH_RESERVES = Sentence(
    "no_truth",
    "확보한 자리가 얼마나 쓰이는지는 희망에 따라 달라져, 희망을 적는 방법에 따라 결과가 달라질 수 있습니다.",
    "How far kept seats are used depends on the wishes, so how wishes are written can change a result.",
)
NO_HIGHER_RESERVES = Sentence(
    "no_higher",
    "드물게, 순서가 앞당겨져서 오히려 다른 기수를 받는 일이 있을 수 있습니다.",
    "Rarely, a better place in the order may lead to another session.",
)
NO_TRUTH_FILL = Sentence(
    "no_truth",
    "자리를 받는지는 희망을 숨겨도 좋아지지 않지만, 어느 기수를 받는지는 희망을 적는 방법에 따라 달라질 수 있습니다.",
    "Being seated cannot be improved by hiding wishes, but which session can depend on how they are written.",
)
NO_ENVY_FILL = Sentence(
    "no_envy",
    "순서가 뒤인 사람이, 내가 더 바란 기수를 가질 수 있습니다.",
    "Somebody who comes later may have the session that you wanted more.",
)
NO_LOSS_FILL = Sentence(
    "no_loss",
    "순서가 앞당겨져서 자리를 잃는 일은 없습니다.",
    "A better place in the order never costs a seat.",
)
NO_EVEN_START = Sentence(
    "no_even_start",
    "필요나 대기 기간을 보지 않습니다. 빨리 신청한 사람이 앞섭니다.",
    "Need and waiting are not looked at; whoever is quick comes first.",
)


def policy_words(
    policy: CallPolicy, quotas: Sequence[QuotaRow], sessions: Mapping[int, str], covers: Sequence[Cover] = ()
) -> PolicyWords:
    """The policy of a call in plain words; `sessions` are titles, `covers` whom its quotas cover."""
    korean, english = MECHANISMS[policy.mechanism]
    promises, given_up = _promises(policy, quotas, covers)
    return PolicyWords(
        mechanism=Sentence(policy.mechanism.value, korean, english),
        order=tuple(Sentence(item.value, *ORDER[item]) for item in policy.order),
        limits=tuple(_limits(policy, quotas, sessions)),
        later=tuple(_later(policy)),
        promises=promises,
        given_up=given_up,
    )


def _limits(policy: CallPolicy, quotas: Sequence[QuotaRow], sessions: Mapping[int, str]) -> Iterator[Sentence]:
    most = policy.most_wishes
    yield Sentence(
        "most_wishes",
        "기수 하나를 골라 신청합니다." if most == 1 else f"희망 기수를 {most}개까지 순서를 매겨 적습니다.",
        "You apply for one session." if most == 1 else f"You rank up to {most} sessions.",
    )
    if policy.is_target_strict:
        yield Sentence("target", "교육대상인 사람만 신청합니다.", "Only people of the target group may apply.")
    if policy.done_before_years:
        yield _done_before(policy.done_before_years)
    for quota in quotas:
        yield from _share(quota, sessions, is_first_come=policy.mechanism is Mechanism.FIRST_COME)
    if policy.absence_percent is not None:
        yield Sentence(
            "absence",
            f"한 주에 한 부서의 {policy.absence_percent}%까지만(적어도 한 사람은) 자리를 비웁니다.",
            f"At most {policy.absence_percent}% of a unit (at least one person) are away in one week.",
        )
    if policy.seats_a_year is not None:
        yield Sentence(
            "seats_a_year",
            f"한 사람이 한 해에 받는 자리는 {policy.seats_a_year}개까지입니다.",
            f"Nobody gets more than {policy.seats_a_year} seats a year.",
        )
    has_limits = bool(quotas) or policy.absence_percent is not None or policy.seats_a_year is not None
    if policy.mechanism is Mechanism.FIRST_COME and has_limits and policy.most_waiting != 0:
        yield Sentence(
            "over_limits",
            "빨리 신청해도 위 한도에 걸리면 그 까닭을 알리고 온 순서대로 대기합니다. 한도가 풀리면 먼저 온 사람부터 "
            "자리를 제안합니다.",
            "Whoever comes early but meets one of these limits is told which and waits in the order of arrival; when "
            "the limit gives way, seats are offered to the earliest first.",
        )


def _done_before(years: int) -> Sentence:
    if years == 1:
        return Sentence(
            "done_before",
            "올해 이 과정을 수료한 사람은 신청할 수 없습니다.",
            "Who completed this course this year may not apply.",
        )
    return Sentence(
        "done_before",
        f"올해를 넣어 최근 {years}개 연도에 이 과정을 수료한 사람은 신청할 수 없습니다.",
        f"Who completed this course this year or in the {years - 1} before may not apply.",
    )


def _share(quota: QuotaRow, sessions: Mapping[int, str], *, is_first_come: bool) -> Iterator[Sentence]:
    where = sessions.get(quota.session, "") if quota.session is not None else ""
    korean, english = (f"{where}: ", f"{where}: ") if where else ("기수마다 ", "In each session, ")
    if quota.most is not None:
        yield Sentence(
            "quota", f"{korean}{quota.label} {quota.most}명까지.", f"{english}at most {quota.most} of {quota.label}."
        )
    if quota.reserved is not None and is_first_come:
        yield Sentence(
            "reserve",
            f"{korean}{quota.label} 몫으로 {quota.reserved}자리를 신청이 끝날 때까지 둡니다. 남으면 대기자에게 온 "
            "순서대로 제안합니다.",
            f"{english}{quota.reserved} seats are kept for {quota.label} until applications close; unused ones are "
            "then offered to who waits, in the order of arrival.",
        )
    elif quota.reserved is not None:
        yield Sentence(
            "reserve",
            f"{korean}{quota.label} 몫으로 {quota.reserved}자리를 먼저 둡니다. 남으면 모두에게 돌아갑니다.",
            f"{english}{quota.reserved} seats are kept for {quota.label}; unused ones return to everybody.",
        )


def _later(policy: CallPolicy) -> Iterator[Sentence]:
    if policy.approvals:
        steps = " → ".join(label(kind, "ko") for kind in policy.approvals)
        english = " → ".join(label(kind, "en") for kind in policy.approvals)
        yield Sentence(
            "approvals",
            f"승인: {steps}. 단계마다 {policy.approval_days}일 안에 처리합니다.",
            f"Approval: {english}, each within {policy.approval_days} days.",
        )
    else:
        yield Sentence("approvals", "승인 없이 신청합니다.", "No approval is needed.")
    if policy.most_waiting == 0:
        yield Sentence("waiting", "대기자를 두지 않습니다.", "There is no waiting list.")
    else:
        korean = "" if policy.most_waiting is None else f"{policy.most_waiting}명까지 "
        english = "" if policy.most_waiting is None else f" (up to {policy.most_waiting})"
        yield Sentence(
            "waiting",
            f"자리를 받지 못하면 {korean}같은 순서로 대기합니다. 빈자리가 나면 차례대로 알리고 "
            f"{policy.offer_hours}시간 동안 답을 기다립니다.",
            f"Without a seat you wait in the same order{english}; freed seats are offered in turn and held for "
            f"{policy.offer_hours} hours.",
        )
    if policy.confirm_days is not None:
        yield Sentence(
            "confirm",
            f"선발되면 {policy.confirm_days}일 안에 참석을 확인해야 합니다.",
            f"A seat is to be confirmed within {policy.confirm_days} days.",
        )
    yield Sentence(
        "list",
        f"교육 시작 {policy.list_days}일 전에 명단이 확정되고 대기가 끝납니다.",
        f"The list of participants is fixed, and waiting ends, {policy.list_days} days before the first day.",
    )
    yield Sentence(
        "withdraw",
        f"취소는 교육 시작 {policy.withdraw_days}일 전까지, 기수 바꾸기는 {policy.swap_days}일 전까지 할 수 있습니다.",
        f"You may withdraw until {policy.withdraw_days} days and change the session until {policy.swap_days} days "
        "before the first day.",
    )
    yield from _bars(policy)


def _bars(policy: CallPolicy) -> Iterator[Sentence]:
    causes = (
        (policy.no_show_bar_days, "사유 없이 오지 않으면", "not coming"),
        (policy.drop_out_bar_days, "중도에 그만두면", "dropping out"),
        (policy.late_cancellation_bar_days, "늦게 취소하면", "cancelling late"),
    )
    named = [(days, korean, english) for days, korean, english in causes if days]
    if named:
        yield Sentence(
            "bars",
            ", ".join(f"{korean} {days}일" for days, korean, _ in named) + " 동안 신청할 수 없습니다.",
            "No applications for " + ", ".join(f"{days} days after {english}" for days, _, english in named) + ".",
        )


def _promises(
    policy: CallPolicy, quotas: Sequence[QuotaRow], covers: Sequence[Cover]
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """What is promised and what is given up: the table in docs/formats/selection.md, in words."""
    if policy.mechanism is Mechanism.FIRST_COME:
        return (CAPS, WASTE, ENVY), (NO_EVEN_START,)
    if policy.mechanism is Mechanism.FILL:
        return (CAPS, WASTE, SAME, MOST, NO_LOSS_FILL), (NO_TRUTH_FILL, NO_ENVY_FILL)
    has_reserves = any(quota.reserved for quota in quotas)
    is_orderly = policy.absence_percent is None and are_nested(covers) and keep_apart(covers)
    if policy.mechanism is Mechanism.SERIAL and has_reserves and not is_orderly:
        return (CAPS, ENVY, WASTE, SAME), (NO_TRUTH_RESERVES, NO_HIGHER_RESERVES, NOT_MOST)
    return (CAPS, TRUTH, ENVY, WASTE, SAME, HIGHER), (NOT_MOST,)
