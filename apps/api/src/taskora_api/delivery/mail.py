"""Mail, over a server that the configuration names."""

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from taskora_api.delivery.messages import SENT, Outcome, Parcel

STEP_SECONDS = 10.0
_SUBJECT_LENGTH_MAX = 200
# Codes of a server from here on mean that another attempt ends alike.
_PERMANENT = 500


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and from whom it is."""

    host: str
    port: int
    sender: str
    is_tls: bool
    # None: where the server offers it.
    goes_over_to_tls: bool | None
    username: str | None
    password: str | None
    context: ssl.SSLContext | None = None

    @classmethod
    def parse(cls, address: str, sender: str, context: ssl.SSLContext | None) -> "MailServer":
        """Read an address as the front ends have it: smtps, or smtp with `requireTLS` or not."""
        parts = urlsplit(address)
        is_tls = parts.scheme == "smtps"
        is_required = parse_qs(parts.query).get("requireTLS") == ["true"]
        return cls(
            host=str(parts.hostname),
            port=parts.port or (465 if is_tls else 587),
            sender=sender,
            is_tls=is_tls,
            goes_over_to_tls=False if is_tls else True if is_required else None,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            context=context,
        )


class MailSender:
    """Hands over one mail at a time; its Message-ID is the key, so that doubles can be known."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def send(self, parcel: Parcel) -> Outcome:
        server = self._server
        try:
            await aiosmtplib.send(
                self._mail(parcel),
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.is_tls,
                start_tls=server.goes_over_to_tls,
                tls_context=server.context,
                timeout=STEP_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _refused(error.recipients[0].code)
        except aiosmtplib.SMTPResponseException as error:
            return _refused(error.code)
        except aiosmtplib.SMTPTimeoutError:
            return Outcome("timeout")
        except (aiosmtplib.SMTPException, OSError) as error:
            return Outcome(f"connection_{type(error).__name__}")
        return SENT

    def _mail(self, parcel: Parcel) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._server.sender
        mail["To"] = parcel.channel.address
        mail["Subject"] = parcel.message.title[:_SUBJECT_LENGTH_MAX]
        mail["Date"] = format_datetime(parcel.due_at)
        mail["Message-ID"] = f"<{parcel.key}@{self._server.sender.rpartition('@')[2].strip('>')}>"
        # No out-of-office reply comes back to it.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(parcel.message.text)
        return mail


def _refused(code: int) -> Outcome:
    return Outcome(f"smtp_{code}", is_final=code >= _PERMANENT)
