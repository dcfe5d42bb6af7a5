"""`check`: is a bundle what it claims to be? Everything is recomputed from the bytes alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from baeumgil.engines.selection_checking.arriving import faults_of_record, figures_of
from baeumgil.engines.selection_checking.comparing import differences
from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.deferred import asking_in_turn
from baeumgil.engines.selection_checking.file import NotReadable, digest, read
from baeumgil.engines.selection_checking.filling import filled
from baeumgil.engines.selection_checking.known import gaps_of
from baeumgil.engines.selection_checking.ordering import hash_of_seed
from baeumgil.engines.selection_checking.outcome import Outcome, rows_of
from baeumgil.engines.selection_checking.report import Finding, Report
from baeumgil.engines.selection_checking.serial import one_after_another
from baeumgil.engines.selection_checking.shapes import Row, faults_of

__all__ = ["Finding", "Report", "check"]

RECORD: Final = "baeumgil-arrival-bundle"
SIGNERS = 2
SAME_IN_POLICY: Final = ("mechanism", "order", "seats_a_year", "most_waiting")


def check(bundle: bytes, *, published: str = "") -> Report:
    """Judge a bundle, also against the digest that was published, if given. Whatever the bytes are, it is a report."""
    try:
        file = read(bundle)
    except NotReadable as broken:
        return Report(is_sound=False, findings=(broken.finding,))
    report = _check_record(file) if file.get("format") == RECORD else _check_selection(file)
    written = file.get("digest")
    report = replace(report, digest=written if isinstance(written, str) else "")
    if not published or report.digest == published.strip().lower():
        return report
    return replace(report, is_sound=False, findings=(*report.findings, _another(published)))


def _another(published: str) -> Finding:
    return Finding(
        "digest",
        f"digest: 공표된 지문({published})의 묶음이 아닙니다. 공표한 뒤에 내용을 바꾸어 다시 만든 파일입니다.",
        f"This is not the bundle with the published digest ({published}): it was made anew after publication.",
    )


def _check_record(file: Row) -> Report:
    """The record of a first-come call, followed from the first arrival to its end."""
    findings = (*faults_of(file, "arrival bundle"), *_digests(file))
    if not findings:
        findings = tuple(faults_of_record(file))
    return Report(not findings, findings, {} if findings else figures_of(file))


def _check_selection(file: Row) -> Report:
    faults = tuple(faults_of(file))
    if faults:
        return Report(is_sound=False, findings=(*faults, *_digests(file)))
    findings = [*_digests(file), *_seed(file), *_policy(file), *_call(file), *gaps_of(file["problem"], file["seed"])]
    if any(finding.path.startswith(("problem", "seed")) for finding in findings):
        return Report(is_sound=False, findings=tuple(findings))
    computed = recompute(file["problem"], file["seed"])
    findings += [*differences(file["result"], computed), *_overrides(file, computed)]
    return Report(not findings, tuple(findings), _figures(file, computed))


def recompute(problem: Row, seed: str) -> Row:
    """The result that a well-formed problem has under a seed."""
    contest = Contest(problem, seed)
    return rows_of(contest, _outcome(contest))


def _outcome(contest: Contest) -> Outcome:
    mechanism = contest.problem["mechanism"]
    if mechanism == "fill":
        return filled(contest)
    if mechanism == "deferred" or (
        mechanism == "serial"
        and contest.has_reserves
        and not contest.may_absences_bind()
        and all(contest.is_nested(session) and contest.is_apart(session) for session in contest.sessions)
    ):
        return asking_in_turn(contest)
    return one_after_another(contest)


def _digests(file: Row) -> Iterator[Finding]:
    written = file.get("digests")
    for name, claimed in written.items() if isinstance(written, dict) else ():
        if name in file and digest(file[name]) != claimed:
            yield Finding(
                f"digests.{name}",
                f"{name}: 내용이 적힌 지문과 다릅니다. 만든 뒤에 바뀌었습니다.",
                f"{name} does not have the digest written for it: it was changed since.",
            )
    if digest({key: value for key, value in file.items() if key != "digest"}) != file.get("digest"):
        yield Finding(
            "digest",
            "digest: 파일 전체의 지문이 다릅니다. 만든 뒤에 바뀌었습니다.",
            "The digest of the whole file differs: it was changed since.",
        )


def _seed(file: Row) -> Iterator[Finding]:
    seed, promised = file["seed"], file["problem"]["seed_hash"]
    if "draw" in file["problem"]["order"] and not (seed and promised):
        yield Finding(
            "seed", "seed: 추첨의 씨앗이나 그 지문이 없습니다.", "The seed of the draw, or its hash, is missing."
        )
    elif seed and promised and hash_of_seed(seed) != promised:
        yield Finding(
            "seed",
            "seed: 접수 전에 공고한 지문의 씨앗이 아닙니다.",
            "This is not the seed whose hash was published before closing.",
        )


def _policy(file: Row) -> Iterator[Finding]:
    policy = file["call"].get("policy")
    if not isinstance(policy, dict):
        yield Finding("call.policy", "call.policy: 방침이 없습니다.", "call.policy: there is no policy.")
        return
    for name in SAME_IN_POLICY:
        if policy.get(name) != file["problem"][name]:
            yield Finding(
                f"call.policy.{name}",
                f"call.policy.{name}: 공고한 방침과 계산에 쓴 방침이 다릅니다.",
                f"call.policy.{name}: what was announced is not what was computed with.",
            )
    if len(file["published"]["by"]) != SIGNERS or not all(file["published"]["by"]):
        yield Finding("published.by", "published.by: 두 사람이 서명해야 합니다.", "published.by must be two signers.")


def _call(file: Row) -> Iterator[Finding]:
    """What was announced holds the same sessions, and closed before the result was published."""
    rows, closes_at = file["call"].get("sessions"), file["call"].get("closes_at")
    announced = [row.get("id") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else []
    if sorted(map(str, announced)) != sorted(row["id"] for row in file["problem"]["sessions"]):
        yield Finding(
            "call.sessions",
            "call.sessions: 공고한 기수와 계산에 쓴 기수가 다릅니다.",
            "call.sessions: what was announced is not what was computed with.",
        )
    closed, published = _moment(closes_at), _moment(file["published"]["at"])
    if closed and published and published < closed:
        yield Finding(
            "published.at",
            "published.at: 신청을 마감하기 전에 공표했다고 적혀 있습니다.",
            "published.at lies before applications closed.",
        )


def _moment(text: object) -> datetime | None:
    """A moment with its offset, or nothing."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _overrides(file: Row, computed: Row) -> Iterator[Finding]:
    """Changes by hand are of what was computed, name a session where they give a seat, and never oversell."""
    was = dict(
        chain(
            ((row["applicant"], "seated") for row in computed["seated"]),
            ((each, "waiting") for each in computed["waiting"]),
            ((each, "not_selected") for each in computed["not_selected"]),
        )
    )
    where = {row["applicant"]: row["session"] for row in computed["seated"]}
    seats = {row["id"]: row["seats"] for row in file["problem"]["sessions"]}
    for row in file["overrides"]:
        path = f"overrides[{row['applicant']}]"
        if was.get(row["applicant"]) != row["from"]:
            yield Finding(
                f"{path}.from", f"{path}: 계산한 결과와 '바꾸기 전'이 다릅니다.", f"{path}: what it was before differs."
            )
        if (row["to"] == "seated") != (row["session"] in seats):
            yield Finding(
                f"{path}.session",
                f"{path}: 선발로 바꾼 줄에만 기수가 있어야 합니다.",
                f"{path}: a session stands where a seat is given, and only there.",
            )
        where.pop(row["applicant"], None)
        if row["to"] == "seated":
            where[row["applicant"]] = row["session"]
    for session, number in Counter(where.values()).items():
        if number > seats.get(session, number):
            yield Finding(
                "overrides",
                f"{session}: 바꾼 뒤 {number}명으로 정원 {seats[session]}명을 넘습니다.",
                f"{session}: after the changes {number} have one of {seats[session]} seats.",
            )


def _figures(file: Row, computed: Row) -> dict[str, int]:
    return {
        "applicants": len(computed["order"]),
        "seats": sum(row["seats"] for row in file["problem"]["sessions"]),
        "seated": len(computed["seated"]),
        "waiting": len(computed["waiting"]),
        "not_selected": len(computed["not_selected"]),
        "refusals": len(computed["refusals"]),
        "overrides": len(file["overrides"]),
    }
