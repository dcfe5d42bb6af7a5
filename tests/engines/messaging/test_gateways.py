"""Each gateway says truly what became of a message: taken, refused, to be tried again, or in doubt."""

import email
import json
import smtplib
import socket
import ssl
import stat
from email.policy import default
from pathlib import Path

import pytest

from baeumgil.engines.messaging.files import FileGateway
from baeumgil.engines.messaging.http_json import HttpGateway
from baeumgil.engines.messaging.messages import Answer, Envelope, Outcome
from baeumgil.engines.messaging.smtp import SmtpGateway
from tests.engines.messaging.servers import HANG_UP, http_server, mail_server

LETTER = Envelope(key="a1b2", address="haneul@city.example", title="선발\r\nBcc: 결과", text="선발되었습니다.\n.\n끝")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def http(port: int, *, is_keyed: bool = False, timeout: float = 5.0) -> HttpGateway:
    return HttpGateway(
        "127.0.0.1",
        port,
        "/messages?team=1",
        secret="열지마".encode().hex(),
        sender="0331234567",
        is_keyed=is_keyed,
        is_encrypted=False,
        timeout=timeout,
    )


def smtp(port: int, *, user: str = "") -> SmtpGateway:
    return SmtpGateway("127.0.0.1", port, sender="교육담당 <edu@city.example>", user=user, password="비밀", timeout=5.0)


def test_a_message_is_posted_once_with_its_key_and_secret() -> None:
    with http_server(202) as server:
        answer = http(server.port).send(LETTER)
    path, headers, body = server.taken[0]
    assert answer == Answer(Outcome.SENT)
    assert len(server.taken) == 1
    assert (path, headers["Idempotency-Key"], headers["Authorization"]) == (
        "/messages?team=1",
        "a1b2",
        f"Bearer {'열지마'.encode().hex()}",
    )
    assert body == {
        "key": "a1b2",
        "from": "0331234567",
        "to": "haneul@city.example",
        "title": LETTER.title,
        "text": LETTER.text,
    }


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.SENT),
        (409, Outcome.SENT),
        (302, Outcome.TRY_AGAIN),
        (401, Outcome.TRY_AGAIN),
        (422, Outcome.REFUSED),
        (429, Outcome.TRY_AGAIN),
        (503, Outcome.TRY_AGAIN),
    ],
)
def test_a_status_is_an_outcome_and_a_redirect_is_not_followed(status: int, outcome: Outcome) -> None:
    with http_server(status) as server:
        answer = http(server.port).send(LETTER)
    assert (answer.outcome, len(server.taken)) == (outcome, 1)


def test_a_gateway_that_hangs_up_after_the_message_leaves_it_in_doubt() -> None:
    with http_server(HANG_UP) as server:
        answer = http(server.port).send(LETTER)
    assert (answer.outcome, len(server.taken)) == (Outcome.UNKNOWN, 1)


def test_a_gateway_that_says_nothing_in_time_leaves_the_message_in_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = http(silent.getsockname()[1], timeout=0.05).send(LETTER)
    assert answer.outcome is Outcome.UNKNOWN


def test_a_gateway_that_is_not_there_can_be_tried_again() -> None:
    assert http(free_port()).send(LETTER).outcome is Outcome.TRY_AGAIN
    assert smtp(free_port()).send(LETTER).outcome is Outcome.TRY_AGAIN


def test_a_mail_arrives_whole_and_its_title_starts_no_header() -> None:
    with mail_server() as server:
        gateway = smtp(server.port)
        answers = [gateway.send(LETTER), gateway.send(LETTER)]
        gateway.close()
    read = email.message_from_bytes(server.taken[0], policy=default)
    assert answers == [Answer(Outcome.SENT)] * 2
    assert (len(server.taken), server.connections) == (2, 1)
    assert (read["Subject"], read["To"], read["Bcc"]) == ("선발 Bcc: 결과", "haneul@city.example", None)
    assert read["Message-ID"] == "<a1b2@city.example>"
    assert read.get_content().replace("\r\n", "\n").strip() == LETTER.text


@pytest.mark.parametrize(
    ("verb", "code", "outcome"),
    [
        ("MAIL", 451, Outcome.TRY_AGAIN),
        ("RCPT", 550, Outcome.REFUSED),
        ("RCPT", 452, Outcome.TRY_AGAIN),
        ("DATA", 554, Outcome.REFUSED),
        ("TEXT", 552, Outcome.REFUSED),
        ("TEXT", 451, Outcome.TRY_AGAIN),
        ("TEXT", HANG_UP, Outcome.UNKNOWN),
    ],
)
def test_where_a_mail_server_says_no_decides_what_is_known(verb: str, code: int, outcome: Outcome) -> None:
    with mail_server(**{verb: code}) as server:
        gateway = smtp(server.port)
        answer = gateway.send(LETTER)
        gateway.close()
    assert answer.outcome is outcome
    assert LETTER.address not in answer.detail


def test_a_password_is_not_sent_without_tls() -> None:
    with mail_server() as server:
        answer = smtp(server.port, user="edu").send(LETTER)
    assert (answer.outcome, server.taken) == (Outcome.TRY_AGAIN, [])


def test_what_should_be_encrypted_and_is_not_is_not_spoken_to() -> None:
    with http_server() as server:
        plain = HttpGateway("127.0.0.1", server.port, "/", timeout=5.0)
        assert plain.send(LETTER).outcome is Outcome.TRY_AGAIN
        plain.close()
    with mail_server() as mail:
        wrapped = SmtpGateway("127.0.0.1", mail.port, sender="edu@city.example", is_wrapped=True, timeout=5.0)
        assert wrapped.send(LETTER).outcome is Outcome.TRY_AGAIN
    with mail_server("STARTTLS", STARTTLS=220) as mail:
        assert smtp(mail.port).send(LETTER).outcome is Outcome.TRY_AGAIN
    assert (server.taken, mail.taken) == ([], [])


@pytest.mark.parametrize(("code", "answer"), [(235, Answer(Outcome.SENT)), (535, Answer(Outcome.TRY_AGAIN, "login"))])
def test_under_tls_the_password_is_sent_and_a_refusal_is_named(
    code: int, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtplib.SMTP, "starttls", lambda *_, **__: (220, b"as if"))
    monkeypatch.setattr(ssl, "SSLSocket", socket.socket)
    with mail_server("STARTTLS", "AUTH PLAIN", AUTH=code) as server:
        gateway = smtp(server.port, user="edu")
        gateway.password = "secret"
        assert gateway.send(LETTER) == answer
        gateway.close()


def test_a_server_that_left_is_asked_anew() -> None:
    with mail_server(NOOP=HANG_UP) as server:
        gateway = smtp(server.port)
        answers = [gateway.send(LETTER).outcome, gateway.send(LETTER).outcome]
        gateway.close()
    assert (answers, server.connections) == ([Outcome.SENT, Outcome.SENT], 2)


def test_a_gateway_without_a_secret_is_sent_none() -> None:
    with http_server() as server:
        gateway = HttpGateway("127.0.0.1", server.port, "/", is_encrypted=False)
        assert gateway.send(LETTER).outcome is Outcome.SENT
    assert "Authorization" not in server.taken[0][1]


def test_a_connection_that_died_is_opened_again() -> None:
    with mail_server(NOOP=421) as server:
        gateway = smtp(server.port)
        answers = [gateway.send(LETTER).outcome, gateway.send(LETTER).outcome]
        gateway.close()
    assert (answers, server.connections) == ([Outcome.SENT, Outcome.SENT], 2)


def test_a_message_handed_over_twice_is_one_file_for_our_eyes_only(tmp_path: Path) -> None:
    gateway = FileGateway(tmp_path / "outbox")
    assert [gateway.send(LETTER), gateway.send(LETTER)] == [Answer(Outcome.SENT)] * 2
    gateway.close()
    [file] = (tmp_path / "outbox").iterdir()
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "key": "a1b2",
        "address": LETTER.address,
        "title": LETTER.title,
        "text": LETTER.text,
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_can_be_tried_again_and_a_key_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("", encoding="utf-8")
    assert FileGateway(tmp_path / "outbox").send(LETTER).outcome is Outcome.TRY_AGAIN
    odd = Envelope(key="../../a", address="a@b.kr", title="", text="")
    assert FileGateway(tmp_path).send(odd).outcome is Outcome.REFUSED
