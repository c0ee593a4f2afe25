"""Who may talk to the review page, and what its answers allow a browser to do.

A page in another tab can send requests to this machine, and by DNS rebinding even under a name of its own. So a request
must name a Host that is served here (421), come from this origin if it says where from (403), and carry the token that
was printed, or the cookie that was given for it (401). Bodies are limited (413).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BODY_LIMIT", "Guard", "Site"]

BODY_LIMIT = 256 * 1024
"""Bytes that a request may carry: far more than any sentence."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "font", "img", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_REFUSALS = {
    401: "Open the address that translator review --web printed: it holds the key to this page.",
    403: "This request comes from another site.",
    413: "This is more text than a sentence can hold.",
    421: "No such site is served here.",
}
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is served, and its two secrets: `token` for the address, `session` for the cookie it is given."""

    host: str
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which this site may be asked for."""
        names = {self.host, "localhost", "127.0.0.1", "::1"}
        return frozenset(f"[{name}]:{self.port}" if ":" in name else f"{name}:{self.port}" for name in names)

    @property
    def url(self) -> str:
        """The address to open, with the token."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/?{urlencode({'token': self.token})}"

    @property
    def cookie(self) -> str:
        """The cookie's name: browsers share cookies among the ports of a host."""
        return f"translator-{self.port}"


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        send = _with_headers(send)
        answer = self._judge(scope)
        if answer is None and (body := await _read(receive)) is None:
            answer = _refuse(413)
        if answer is not None:
            await answer(scope, receive, send)
        else:
            await self.app(scope, _replay(body or b"", receive), send)

    def _judge(self, scope: Scope) -> Response | None:
        """The answer to a request that does not get through to the application."""
        headers = Headers(scope=scope)
        host = headers.getlist("host")
        if len(host) != 1 or host[0].lower() not in self.site.hosts:
            return _refuse(421)
        if any(origin != f"http://{host[0]}" for origin in headers.getlist("origin")):
            return _refuse(403)
        if scope["method"] not in _SAFE and headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refuse(403)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        tokens = [value for name, value in query if name == "token"]
        if tokens and scope["path"] == "/":
            return self._enter(tokens[0], [(name, value) for name, value in query if name != "token"])
        if not _same(_cookie(headers, self.site.cookie), self.site.session):
            return _refuse(401)
        length = headers.get("content-length", "0")
        return _refuse(413) if not length.isdecimal() or int(length) > BODY_LIMIT else None

    def _enter(self, token: str, rest: list[tuple[str, str]]) -> Response:
        """Swap the token for the cookie, so that it stays in no history and no address bar."""
        if not _same(token, self.site.token):
            return _refuse(401)
        answer = RedirectResponse("/?" + urlencode(rest) if rest else "/", status_code=303)
        answer.set_cookie(self.site.cookie, self.site.session, httponly=True, samesite="strict")
        return answer


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _cookie(headers: Headers, name: str) -> str:
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return next((value for key, _, value in pairs if key == name), "")


def _refuse(status: int) -> Response:
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{status}</title><h1>{_REFUSALS[status]}</h1>'
    return HTMLResponse(page, status_code=status)


def _with_headers(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return send_guarded


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None for one that is too long, whatever its headers promised."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
