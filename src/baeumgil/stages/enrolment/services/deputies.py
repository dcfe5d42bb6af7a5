"""대리. Who decides in somebody's place while they are away."""

from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.stages.enrolment.access import may_name_deputy
from baeumgil.stages.enrolment.errors import DeputyInvalid, DeputyNotFound, NotAtThisStage
from baeumgil.stages.enrolment.models import Deputy
from baeumgil.stages.enrolment.rules.deputies import DeputyDraft, problems_of_deputy
from baeumgil.stages.people.queries.persons import ids_by_staff_no, person_rows
from baeumgil.stages.people.queries.signers import signers
from baeumgil.stages.people.queries.unit_holders import accounts_of_people, lock_account
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import NoticeKind


@action("enrolment.name_deputy")
def name_deputy(
    *,
    actor: Actor,
    deputy_staff_no: str,
    starts_on: date,
    ends_on: date,
    staff_no: str = "",
    note: str = "",
) -> int:
    """Let a colleague decide in one's place; the office, in the place of whom `staff_no` names.

    Raises `DeputyInvalid` naming everything that is wrong.
    """
    accounts = _accounts([staff_no.strip(), deputy_staff_no.strip()])
    account = accounts.get(staff_no.strip()) if staff_no.strip() else actor.account
    allow(may_name_deputy(actor, account=account or 0))
    taken: list[tuple[date, date]] = []
    if account is not None:
        lock_account(account)
        standing = Deputy.objects.filter(account_id=account, ends_on__gte=clock.today()).order_by("starts_on")
        taken = list(standing.values_list("starts_on", "ends_on"))
    draft = DeputyDraft(account, accounts.get(deputy_staff_no.strip()), starts_on, ends_on, note.strip())
    problems = problems_of_deputy(draft, taken, clock.today())
    if problems or draft.account is None or draft.deputy is None:
        raise DeputyInvalid(problems)
    made = Deputy.objects.create(
        account_id=draft.account,
        deputy_id=draft.deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        note=draft.note,
        named_by=actor.label[:200],
        named_at=clock.now(),
    )
    _tell(made)
    record("대리 지정", account=draft.account, deputy=draft.deputy, starts_on=starts_on, ends_on=ends_on)
    return made.pk


@action("enrolment.end_deputy")
def end_deputy(*, actor: Actor, deputy: int) -> None:
    """End it with yesterday, or take it back when it has not begun. Who stands in may end it too.

    Raises `DeputyNotFound`, `NotAtThisStage` when it is over.
    """
    found = hold(Deputy, [deputy]) if 0 < deputy <= HIGHEST_NUMBER else []
    row = next((one for one in found if isinstance(one, Deputy)), None)
    if row is None or not (may_name_deputy(actor, account=row.account_id) or row.deputy_id == actor.account):
        allow(may_name_deputy(actor, account=actor.account or 0))
        raise DeputyNotFound(deputy=deputy)
    allow(permitted=True)
    today = clock.today()
    if row.ends_on < today:
        raise NotAtThisStage(deputy=deputy)
    record("대리 끝냄", account=row.account_id, deputy=row.deputy_id)
    if row.starts_on >= today:
        row.delete()
        return
    row.ends_on = today.fromordinal(today.toordinal() - 1)
    row.save(update_fields=["ends_on"])


def _accounts(staff_nos: list[str]) -> dict[str, int]:
    """Accounts of these staff numbers whose people serve and may sign in."""
    people = ids_by_staff_no(number for number in staff_nos if number)
    rows = person_rows(person_ids=people.values(), on=clock.today())
    accounts = accounts_of_people(people.values())
    able = signers(accounts.values())
    return {
        number: accounts[person]
        for number, person in people.items()
        if person in accounts and able[accounts[person]].is_able and rows[person].employment is not None
    }


def _tell(row: Deputy) -> None:
    person = row.deputy.person_id
    if person is not None:
        tell(
            people=[person],
            kind=NoticeKind.APPROVAL,
            key=f"deputy:{row.pk}",
            title=f"{row.account.display_name} 대신 교육신청을 승인합니다",
            text=f"{row.starts_on:%Y-%m-%d}부터 {row.ends_on:%Y-%m-%d}까지 승인함에 함께 보입니다.",
            link="application-approvals",
        )
