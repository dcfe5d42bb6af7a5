"""A gateway that writes files: for trying out, and for a city whose own machine picks messages up from a folder."""

import json
import os
import re
from pathlib import Path

from baeumgil.engines.messaging.messages import Answer, Envelope, Outcome

KEY = re.compile(r"[0-9a-zA-Z_\-]{1,64}")


class FileGateway:
    """One file a message, named by its key: a message handed over twice is one file."""

    is_keyed = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, envelope: Envelope) -> Answer:
        """Write the file whole or not at all, readable only by this product's account."""
        if not KEY.fullmatch(envelope.key):
            return Answer(Outcome.REFUSED, "key")
        path = self.folder / f"{envelope.key}.json"
        half = path.with_suffix(f".{os.getpid()}.part")
        text = json.dumps(
            {
                "key": envelope.key,
                "address": envelope.address,
                "title": envelope.title,
                "text": envelope.text,
            },
            ensure_ascii=False,
            indent=1,
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except OSError as error:
            return Answer(Outcome.TRY_AGAIN, error.strerror or "file")
        return Answer(Outcome.SENT)

    def close(self) -> None:
        """Nothing is kept open."""
