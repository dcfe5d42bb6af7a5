"""Writing problems, results and bundles in the open format of docs/formats/selection.md, and their digests."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from json.encoder import encode_basestring
from typing import Any, Final, NotRequired, TypedDict, Unpack

from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Problem
from baeumgil.engines.selection.result import Refusal, Result, Seating

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


def problem_text(problem: Problem) -> bytes:
    """Write `canonical(problem_as_json(problem))`, several times quicker for many applicants and caps."""
    frame = canonical(problem_as_json(replace(problem, applicants=(), absences=())))
    people = _applicants(sorted(problem.applicants, key=lambda one: one.id))
    caps = _absences(sorted(problem.absences, key=lambda one: (one.unit, one.week)))
    rest = frame.removeprefix(b'{"absences":[],"applicants":[],')  # the first of the sorted keys
    return f'{{"absences":[{caps}],"applicants":[{people}],'.encode() + rest


def result_text(result: Result) -> bytes:
    """Write `canonical(result_as_json(result))`, several times quicker for many people."""
    return (
        f'{{"format":"{RESULT_FORMAT}",'
        f'"not_selected":[{",".join(map(encode_basestring, result.not_selected))}],'
        f'"order":[{",".join(map(encode_basestring, result.order))}],'
        f'"refusals":[{_refusals(result.refusals)}],'
        f'"seated":[{_seated(result.seated)}],'
        f'"version":{FORMAT_VERSION},'
        f'"waiting":[{",".join(map(encode_basestring, result.waiting))}]}}'
    ).encode()


def _absences(caps: Iterable[AbsenceCap]) -> str:
    return ",".join(
        f'{{"held":{one.held},"most":{one.most},"unit":{encode_basestring(one.unit)},'
        f'"week":{encode_basestring(one.week)}}}'
        for one in caps
    )


def _applicants(people: Iterable[Applicant]) -> str:
    """Rows of applicants. What many of them share (standing, units, wishes) is written once."""
    shared: dict[int, str] = {}
    """By identity: the problem keeps its values alive while this runs."""
    rows = []
    for one in people:
        values, groups = one.values, one.groups
        if id(values) not in shared:
            shared[id(values)] = canonical(dict(values)).decode()
        if id(groups) not in shared:
            shared[id(groups)] = canonical({kind: list(of) for kind, of in groups.items()}).decode()
        busy = ",".join(f'"{day}"' for day in sorted(one.busy)) if one.busy else ""
        own = ",".join(map(encode_basestring, sorted(one.own))) if one.own else ""
        rows.append(
            f'{{"busy":[{busy}],"groups":{shared[id(groups)]},"held":{one.held},"id":{encode_basestring(one.id)},'
            f'"own":[{own}],"values":{shared[id(values)]},"wishes":[{",".join(map(encode_basestring, one.wishes))}]}}'
        )
    return ",".join(rows)


def _refusals(refusals: Iterable[Refusal]) -> str:
    text = encode_basestring
    return ",".join(
        f'{{"applicant":{text(one.applicant)},"at":{text(one.at)},"by_path":{"true" if one.by_path else "false"},'
        f'"code":{text(one.code)},"last":{"null" if one.last is None else text(one.last)},'
        f'"session":{text(one.session)}}}'
        for one in refusals
    )


def _seated(seated: Iterable[Seating]) -> str:
    text = encode_basestring
    return ",".join(
        f'{{"applicant":{text(one.applicant)},"by":{text(one.by)},"rank":{one.rank},"session":{text(one.session)}}}'
        for one in seated
    )


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
        "problem": problem_text(problem) if isinstance(problem, Problem) else _text(problem),
        "seed": canonical(parts["seed"]),
        "result": result_text(result) if isinstance(result, Result) else _text(result),
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
