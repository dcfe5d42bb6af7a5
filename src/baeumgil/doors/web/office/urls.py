"""Addresses of the office's pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.jobs import job
from baeumgil.doors.web.office import dashboard
from baeumgil.doors.web.people import imports, mappings, organisation, person, search, unit_changes
from baeumgil.doors.web.roadmap import board, draft, forecast, person_road, records, rules
from baeumgil.doors.web.units import unit

urlpatterns: list[URLPattern] = [
    path("office", dashboard.show, name="office"),
    path("jobs/<int:job_id>", job.show, name="job"),
    path("people", search.show, name="people"),
    path("people/<int:person_id>", person.show, name="person"),
    path("people/<int:person_id>/road", person_road.show, name="person-road"),
    path("people/<int:person_id>/road/exempt", person_road.exempt, name="person-exempt"),
    path(
        "people/<int:person_id>/road/exemptions/<int:exemption_id>/withdraw",
        person_road.take_back,
        name="person-exemption-withdraw",
    ),
    path("organisation", organisation.show, name="organisation"),
    path("organisation/file", organisation.take_in, name="organisation-file"),
    path("organisation/<int:unit_id>", organisation.history, name="unit-history"),
    path("organisation/<int:unit_id>/<slug:what>", unit_changes.change, name="unit-change"),
    path("imports", imports.index, name="imports"),
    path("imports/new", imports.new, name="import-new"),
    path("imports/mappings", mappings.index, name="mappings"),
    path("imports/mappings/edit", mappings.edit, name="mapping-edit"),
    path("imports/records", records.index, name="record-imports"),
    path("imports/records/new", records.new, name="record-import-new"),
    path("imports/records/<int:import_id>", records.show, name="record-import"),
    path("imports/records/<int:import_id>/problems.xlsx", records.problems, name="record-import-problems"),
    path("imports/records/<int:import_id>/apply", records.apply, name="record-import-apply"),
    path("imports/records/<int:import_id>/undo", records.undo, name="record-import-undo"),
    path("imports/records/<int:import_id>/discard", records.discard, name="record-import-discard"),
    path("imports/<int:import_id>", imports.show, name="import"),
    path("imports/<int:import_id>/problems.xlsx", imports.problems, name="import-problems"),
    path("imports/<int:import_id>/apply", imports.apply, name="import-apply"),
    path("imports/<int:import_id>/undo", imports.undo, name="import-undo"),
    path("imports/<int:import_id>/discard", imports.discard, name="import-discard"),
    path("board", board.show, name="board"),
    path("board.xlsx", board.export, name="board-export"),
    path("forecast", forecast.show, name="forecast"),
    path("forecast/ask", forecast.ask, name="forecast-ask"),
    path("forecast.xlsx", forecast.export, name="forecast-export"),
    path("rules", rules.index, name="rules"),
    path("rules/<int:rule_set_id>", rules.show, name="rule-set"),
    path("rules/<int:rule_set_id>/adopt", rules.take, name="rules-adopt"),
    path("rules/<int:rule_set_id>/compare", rules.differences, name="rules-compare"),
    path("rules/<int:rule_set_id>/restore/<int:number>", rules.restore, name="rules-restore"),
    path("rules/<int:rule_set_id>/in-force", rules.enforce, name="rules-enforce"),
    path("rules/<int:rule_set_id>/draft", draft.show, name="rules-draft"),
    path("rules/<int:rule_set_id>/draft/save", draft.save, name="rules-draft-save"),
    path("rules/<int:rule_set_id>/draft/discard", draft.discard, name="rules-draft-discard"),
    path("rules/<int:rule_set_id>/draft/stages/new", draft.new_stage, name="rules-stage-new"),
    path("rules/<int:rule_set_id>/draft/stages/<int:place>", draft.stage, name="rules-stage"),
    path("rules/<int:rule_set_id>/draft/stages/<int:place>/remove", draft.remove_stage, name="rules-stage-remove"),
    path("units", unit.own, name="unit"),
    path("units/<int:unit_id>", unit.show, name="unit-page"),
]
