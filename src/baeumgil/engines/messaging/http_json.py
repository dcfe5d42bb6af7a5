"""Text-message and messenger gateways: one POST of JSON for each message.

The body is `{"key", "from", "to", "title", "text"}`, the key also stands in `Idempotency-Key`. A status of 200 to
299 means taken; 409 means that this key was taken before. Nothing is followed: a redirect is a fault of the setting.
"""

import http.client
import json
import ssl

from baeumgil.engines.messaging.messages import Answer, Envelope, Outcome

TAKEN = range(200, 300)
TAKEN_BEFORE = 409
FOR_GOOD = frozenset({400, 410, 413, 422})
"""The message itself is wrong. Anything else (a wrong secret, a wrong path, an overload) can be put right."""


class HttpGateway:
    """A gateway of the city or of its provider. `is_keyed`: it promises to send one key once."""

    def __init__(
        self,
        host: str,
        port: int | None,
        path: str,
        *,
        secret: str = "",
        sender: str = "",
        is_keyed: bool = False,
        is_encrypted: bool = True,
        timeout: float = 15.0,
        connect_timeout: float = 5.0,
    ) -> None:
        self.host, self.port, self.path = host, port, path
        self.secret, self.sender = secret, sender
        self.is_keyed = is_keyed
        self.is_encrypted = is_encrypted
        self.timeout, self.connect_timeout = timeout, connect_timeout

    def send(self, envelope: Envelope) -> Answer:
        """A new connection each time, so that silence of an old one is never taken for an answer to this message."""
        connection = self._connection()
        try:
            try:
                connection.connect()
                connection.sock.settimeout(self.timeout)
            except OSError as error:
                return Answer(Outcome.TRY_AGAIN, type(error).__name__)
            try:
                connection.request("POST", self.path, self._body(envelope), self._headers(envelope))
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                return Answer(Outcome.UNKNOWN, type(error).__name__)
        finally:
            connection.close()
        return _said(status)

    def close(self) -> None:
        """Nothing is kept open."""

    def _connection(self) -> http.client.HTTPConnection:
        if not self.is_encrypted:
            return http.client.HTTPConnection(self.host, self.port, timeout=self.connect_timeout)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(self.host, self.port, timeout=self.connect_timeout, context=context)

    def _body(self, envelope: Envelope) -> bytes:
        message = {
            "key": envelope.key,
            "from": self.sender,
            "to": envelope.address,
            "title": envelope.title,
            "text": envelope.text,
        }
        return json.dumps(message, ensure_ascii=False).encode()

    def _headers(self, envelope: Envelope) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": envelope.key}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        return headers


def _said(status: int) -> Answer:
    if status in TAKEN or status == TAKEN_BEFORE:
        return Answer(Outcome.SENT)
    return Answer(Outcome.REFUSED if status in FOR_GOOD else Outcome.TRY_AGAIN, f"HTTP {status}")
