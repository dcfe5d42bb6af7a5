"""Writing problems, results and bundles in the open format of docs/formats/selection.md, and their digests."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NotRequired, TypedDict, Unpack

from baeumgil.engines.selection.problem import Problem
from baeumgil.engines.selection.result import Result

PROBLEM_FORMAT: Final = "baeumgil-selection"
RESULT_FORMAT: Final = "baeumgil-selection-result"
BUNDLE_FORMAT: Final = "baeumgil-selection-bundle"
FORMAT_VERSION: Final = 1
PARTS: Final = ("call", "problem", "seed", "result", "overrides", "published")


def canonical(data: object) -> bytes:
    """Write a JSON value in the one form that is digested: keys sorted, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: object) -> str:
    """Return the SHA-256 of a JSON value, canonically written."""
    return hashlib.sha256(canonical(data)).hexdigest()


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Write a problem as a JSON value, every default filled in; the order of its rows does not show."""
    return {
        "format": PROBLEM_FORMAT,
        "version": FORMAT_VERSION,
        "name": problem.name,
        "mechanism": problem.mechanism,
        "order": list(problem.order),
        "sessions": [
            {"id": one.id, "name": one.name, "seats": one.seats, "days": sorted(day.isoformat() for day in one.days)}
            for one in sorted(problem.sessions, key=lambda one: one.id)
        ],
        "applicants": [
            {
                "id": one.id,
                "wishes": list(one.wishes),
                "values": dict(one.values),
                "groups": {kind: list(groups) for kind, groups in one.groups.items()},
                "busy": sorted(day.isoformat() for day in one.busy),
                "held": one.held,
                "own": sorted(one.own),
            }
            for one in sorted(problem.applicants, key=lambda one: one.id)
        ],
        "quotas": [
            {
                "id": one.id,
                "kind": one.kind,
                "keys": sorted(one.keys),
                "session": one.session,
                "most": one.most,
                "reserved": one.reserved,
            }
            for one in sorted(problem.quotas, key=lambda one: one.id)
        ],
        "absences": [
            {"unit": one.unit, "week": one.week, "most": one.most, "held": one.held}
            for one in sorted(problem.absences, key=lambda one: (one.unit, one.week))
        ],
        "seats_a_year": problem.seats_a_year,
        "most_waiting": problem.most_waiting,
        "seed_hash": problem.seed_hash,
    }


def result_as_json(result: Result) -> dict[str, Any]:
    """Write a result as a JSON value."""
    return {
        "format": RESULT_FORMAT,
        "version": FORMAT_VERSION,
        "order": list(result.order),
        "seated": [
            {"applicant": one.applicant, "session": one.session, "rank": one.rank, "by": one.by}
            for one in result.seated
        ],
        "waiting": list(result.waiting),
        "not_selected": list(result.not_selected),
        "refusals": [
            {
                "applicant": one.applicant,
                "session": one.session,
                "code": one.code,
                "at": one.at,
                "last": one.last,
                "by_path": one.by_path,
            }
            for one in result.refusals
        ],
    }


class Parts(TypedDict):
    """What a bundle is made of; problem and result as values, as JSON, or as the canonical text stored of them."""

    published: Mapping[str, Any]
    call: Mapping[str, Any]
    problem: Problem | Mapping[str, Any] | str
    seed: str
    result: Result | Mapping[str, Any] | str
    overrides: NotRequired[Iterable[Mapping[str, Any]]]


def bundle(**parts: Unpack[Parts]) -> bytes:
    """The file that lets anybody choose again: everything that went in, what came out, and a digest of each part."""
    return sealed(**parts)[0]


def sealed(**parts: Unpack[Parts]) -> tuple[bytes, str]:
    """The file, and the digest over all of it that stands in it. Each part is written once."""
    problem, result = parts["problem"], parts["result"]
    whole = {
        "format": canonical(BUNDLE_FORMAT),
        "version": canonical(FORMAT_VERSION),
        "published": canonical(dict(parts["published"])),
        "call": canonical(dict(parts["call"])),
        "problem": _text(problem_as_json(problem) if isinstance(problem, Problem) else problem),
        "seed": canonical(parts["seed"]),
        "result": _text(result_as_json(result) if isinstance(result, Result) else result),
        "overrides": canonical([dict(one) for one in parts.get("overrides", ())]),
    }
    whole["digests"] = canonical({part: hashlib.sha256(whole[part]).hexdigest() for part in PARTS})
    seal = hashlib.sha256(_joined(whole)).hexdigest()
    return _joined({**whole, "digest": canonical(seal)}) + b"\n", seal


def _text(value: Mapping[str, Any] | str) -> bytes:
    return value.encode() if isinstance(value, str) else canonical(dict(value))


def _joined(written: Mapping[str, bytes]) -> bytes:
    """An object of values that are written already."""
    return b"{%b}" % b",".join(b"%b:%b" % (canonical(name), text) for name, text in sorted(written.items()))
