"""Who listens to what: one line per reaction, run in the same transaction in the order written."""

from baeumgil.core.events import on
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.services import completions, lists, policy_checks, releasing, seat_changes
from baeumgil.stages.people.events import CareerChanged, PolicySet, RosterApplied
from baeumgil.stages.roadmap.events import ExemptionChanged, RecordsChanged, RulesChanged
from baeumgil.stages.roadmap.services import requirements
from baeumgil.stages.schedule.events import (
    CancellationAsked,
    SeatsAsked,
    SeatsChanged,
    SessionCancelled,
    SessionsPlaced,
)


def wire() -> None:
    """Called once, when Django has loaded every app."""
    on(RosterApplied, requirements.after_city_change)
    on(CareerChanged, requirements.after_career_change)
    on(PolicySet, policy_checks.after_policy_set)
    on(RecordsChanged, completions.after_records_changed, requirements.after_records_change)
    on(ExemptionChanged, requirements.after_exemption_change)
    on(RulesChanged, requirements.after_city_change)
    on(CancellationAsked, releasing.after_cancellation_asked)
    on(SessionCancelled, releasing.after_session_cancelled)
    on(SeatsAsked, seat_changes.after_seats_asked)
    on(SeatsChanged, seat_changes.after_seats_changed)
    on(SessionsPlaced, releasing.after_sessions_placed)
    on(ParticipantsChanged, lists.after_participants_changed)
