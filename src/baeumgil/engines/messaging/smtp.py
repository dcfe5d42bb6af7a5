"""Mail by SMTP. The connection serves many messages; what breaks it decides what is known about the message."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr

from baeumgil.engines.messaging.messages import Answer, Envelope, Outcome

TEMPORARY = range(400, 500)
ACCEPTED = range(200, 300)
LOGIN_REFUSED = "login"


class SmtpGateway:
    """A mail server. `is_wrapped`: TLS from the first byte; else TLS is begun when the server offers it.

    A password is never sent without TLS. Mail servers know no keys: a message in doubt stays in doubt.
    """

    is_keyed = False

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        user: str = "",
        password: str = "",
        is_wrapped: bool = False,
        timeout: float = 10.0,
    ) -> None:
        self.host, self.port = host, port
        self.sender = sender
        self.user, self.password = user, password
        self.is_wrapped = is_wrapped
        self.timeout = timeout
        self._server: smtplib.SMTP | None = None

    def send(self, envelope: Envelope) -> Answer:
        """Up to the text nothing is lost by trying again; once the text is on its way, silence means doubt."""
        message = self._message(envelope)
        try:
            server = self._ready()
            for code, words in (
                server.mail(parseaddr(self.sender)[1]),
                server.rcpt(envelope.address),
            ):
                if code not in ACCEPTED:
                    server.rset()
                    return _said(code, words)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            self.close()
            return Answer(Outcome.TRY_AGAIN, _name(error))
        return self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> Answer:
        try:
            code, words = server.data(message.as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as error:  # refused before the text was asked for
            return _said(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Answer(Outcome.UNKNOWN, _name(error))
        return _said(code, words)

    def close(self) -> None:
        """Hang up; a server that is already gone does no harm."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _ready(self) -> smtplib.SMTP:
        """The open connection if it still answers, else a new one."""
        if self._server is not None:
            try:
                if self._server.noop()[0] in ACCEPTED:
                    return self._server
            except (OSError, smtplib.SMTPException):
                pass
            self.close()
        context = ssl.create_default_context()
        if self.is_wrapped:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        self._server = server
        server.ehlo_or_helo_if_needed()
        if not self.is_wrapped and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if self.user:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPNotSupportedError("no TLS, no password")
            server.login(self.user, self.password)
        return server

    def _message(self, envelope: Envelope) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = envelope.address
        message["Subject"] = " ".join(envelope.title.split())
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = f"<{envelope.key}@{parseaddr(self.sender)[1].rpartition('@')[2] or 'baeumgil'}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(envelope.text)
        return message


def _said(code: int, words: bytes | str) -> Answer:
    """A server's answer. Its words may repeat the address, so only the code is kept."""
    del words
    if code in ACCEPTED:
        return Answer(Outcome.SENT)
    return Answer(Outcome.TRY_AGAIN if code in TEMPORARY else Outcome.REFUSED, f"SMTP {code}")


def _name(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return LOGIN_REFUSED
    return type(error).__name__
