"""Bundles made by hand: nothing here is asked of the engine that selects."""

import hashlib
import json
from typing import Any

SEED = "00" * 32
SEED_HASH = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
PARTS = ("call", "problem", "seed", "result", "overrides", "published")


def canonical(value: object) -> bytes:
    """The one form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """Of the one form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def sealed(file: dict[str, Any]) -> bytes:
    """A bundle with all its digests reckoned anew."""
    whole = {key: value for key, value in file.items() if key not in {"digest", "digests"}}
    whole["digests"] = {part: digest(whole[part]) for part in PARTS}
    whole["digest"] = digest(whole)
    return canonical(whole) + b"\n"


def applicant(
    name: str, wishes: list[str], *, mandatory: bool = False, waiting: int = 0, **more: Any
) -> dict[str, Any]:
    """An applicant of unit 10."""
    row = {
        "id": name,
        "wishes": wishes,
        "values": {"mandatory": mandatory, "longest_waiting": waiting},
        "groups": {"unit": ["10"], "grade": ["7"], "series": ["행정"]},
        "busy": [],
        "held": 0,
        "own": [],
    }
    return {**row, **more}


def refusal(name: str, session: str, code: str, at: str = "", last: str | None = None) -> dict[str, Any]:
    """One refused wish."""
    return {"applicant": name, "session": session, "code": code, "at": at, "last": last, "by_path": False}


def small() -> dict[str, Any]:
    """Six people, two sessions of two and one seats, worked out on paper.

    In order: AAAA must; BBBB waits 90 days; CCCC and DDDD 30, EEEE and FFFF none, the draw in between. With the seed of
    noughts, CCCC's lot is smaller than DDDD's, FFFF's smaller than EEEE's. AAAA sits in s1. BBBB is away on s1's day:
    s2. CCCC: s1. DDDD finds s2 gone and, in s1, two of unit 10. FFFF the same. EEEE holds a seat of the year already.
    """
    return {
        "format": "baeumgil-selection-bundle",
        "version": 1,
        "published": {"at": "2026-03-10T09:00:00+09:00", "by": ["교육훈련 담당", "부서장"]},
        "call": {
            "name": "보고서 작성 모집",
            "course": "보고서 작성",
            "sessions": [{"id": "s1", "name": "1기"}, {"id": "s2", "name": "2기"}],
            "closes_at": "2026-03-09T18:00:00+09:00",
            "policy": {
                "mechanism": "serial",
                "order": ["mandatory", "longest_waiting", "draw"],
                "seats_a_year": 1,
                "most_waiting": 2,
            },
        },
        "problem": {
            "format": "baeumgil-selection",
            "version": 1,
            "name": "보고서 작성 모집",
            "mechanism": "serial",
            "order": ["mandatory", "longest_waiting", "draw"],
            "sessions": [
                {"id": "s1", "name": "1기", "seats": 2, "days": ["2026-04-01"]},
                {"id": "s2", "name": "2기", "seats": 1, "days": ["2026-05-04", "2026-05-05"]},
            ],
            "applicants": [
                applicant("AAAA", ["s1"], mandatory=True),
                applicant("BBBB", ["s1", "s2"], waiting=90, busy=["2026-04-01"]),
                applicant("CCCC", ["s1", "s2"], waiting=30),
                applicant("DDDD", ["s2", "s1"], waiting=30),
                applicant("EEEE", ["s1"], held=1),
                applicant("FFFF", ["s1", "s2"]),
            ],
            "quotas": [
                {"id": "q", "kind": "unit", "keys": ["10"], "session": None, "most": 2, "reserved": None},
            ],
            "absences": [{"unit": "10", "week": "2026-W19", "most": 3, "held": 1}],
            "seats_a_year": 1,
            "most_waiting": 2,
            "seed_hash": SEED_HASH,
        },
        "seed": SEED,
        "result": {
            "format": "baeumgil-selection-result",
            "version": 1,
            "order": ["AAAA", "BBBB", "CCCC", "DDDD", "FFFF", "EEEE"],
            "seated": [
                {"applicant": "AAAA", "session": "s1", "rank": 1, "by": ""},
                {"applicant": "BBBB", "session": "s2", "rank": 2, "by": ""},
                {"applicant": "CCCC", "session": "s1", "rank": 1, "by": ""},
            ],
            "waiting": ["DDDD", "FFFF"],
            "not_selected": ["EEEE"],
            "refusals": [
                refusal("BBBB", "s1", "busy", "2026-04-01"),
                refusal("DDDD", "s2", "seats_gone", last="BBBB"),
                refusal("DDDD", "s1", "quota_full", "q", "CCCC"),
                refusal("FFFF", "s1", "quota_full", "q", "CCCC"),
                refusal("FFFF", "s2", "seats_gone", last="BBBB"),
                refusal("EEEE", "s1", "over_limit"),
            ],
        },
        "overrides": [],
    }
