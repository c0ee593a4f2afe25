"""A review page served in this process or one of its own that can be killed, and browser windows on it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from translator import checks
from translator.engines.base import Translation
from translator.glossary import Glossary, Term
from translator.memory import Memory, Unit
from translator.review.web import server
from translator.review.web.aids import Aids, linking


@dataclass
class Answer:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def tag(self) -> str:
        return self.headers["etag"]


@dataclass
class Client:
    """Someone who asks the server, with the cookie that a browser would have."""

    url: str
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])

    def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None, **query: str
    ) -> Answer:
        """One request on a connection of its own; `body` is sent as JSON unless it is bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Host": self.host, **({"Cookie": self.cookie} if self.cookie else {}), **self.headers}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        try:
            target = f"{path}?{urlencode(query)}" if query else path
            connection.request(method, target, data, {**sent, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def enter(self) -> Client:
        """The same client once it has swapped the token for the cookie."""
        answer = self.ask("GET", urlsplit(self.url).path + "?" + urlsplit(self.url).query)
        return Client(self.url, answer.headers["set-cookie"].partition(";")[0])

    def decide(self, do: str, text: str, tag: str, **place: str) -> Answer:
        return self.ask("PUT", "/pair", {"do": do, "text": text}, {"If-Match": tag}, **place)


Serve = Callable[..., Client]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(po, …, aids=…)` serves PO files on a free port of this machine until the test ends."""
    running: list[tuple[Any, threading.Thread]] = []

    def start(*paths: Path, aids: Aids = Aids(), reviewer: str = "amal") -> Client:
        address: list[str] = []
        service = server.prepare(paths, reviewer=reviewer, check=checks.check, aids=aids, port=0, ready=address.append)
        thread = threading.Thread(target=service.run)
        thread.start()
        running.append((service, thread))
        return Client(address[0])

    yield start
    for service, thread in running:
        service.stop()
        thread.join()


@pytest.fixture
def client(serve: Serve, po: Path) -> Client:
    """Someone with the cookie, before a page of the four pairs."""
    return serve(po).enter()


@dataclass
class Program:
    """`translator review --web` in a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """`program(po, "--port", "0")` starts one and waits for its address."""
    started: list[Program] = []

    def start(*arguments: str | Path) -> Program:
        command = [sys.executable, "-c", "from translator.cli import main; main()", "review", "--web", "--no-browser"]
        process = subprocess.Popen(
            [*command, "--reviewer", "amal", *map(str, arguments)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "TRANSLATOR_CACHE": str(tmp_path / "cache"), "TRANSLATOR_ENGINE": "echo"},
        )
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        started.append(Program(process, url))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        if one.process.stdout:
            one.process.stdout.close()


PATIENCE = 60_000
"""Milliseconds that a busy machine may take for anything."""


class Window:
    """A browser window on a review page."""

    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)

    def at(self, selector: str, **options: Any) -> Any:
        return self.page.locator(selector, **options)

    def expect(self, selector: str) -> Any:
        from playwright.sync_api import expect

        expect.set_options(timeout=PATIENCE)
        return expect(self.at(selector))

    def opened(self, identity: str) -> None:
        """Wait until this pair is the open one and can be written to."""
        self.expect(f'.row.open[data-id="{identity}"] #text').to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Replace the text in the field by typing."""
        self.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.expect("#kept").to_have_text("Draft kept")


@pytest.fixture
def window(chromium: Any) -> Iterator[Callable[..., Window]]:
    """Opens windows: `window(url, …)`; no page may have failed when the test ends."""
    opened: list[Window] = []

    def open_window(url: str, **options: Any) -> Window:
        opened.append(Window(chromium, url, **options))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
    assert [error for one in opened for error in one.errors] == []


@pytest.fixture
def aids(tmp_path: Path) -> Iterator[Aids]:
    """A memory with two units, a glossary of one term, and an engine that links words."""
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.add("old", [Unit("استؤنفت المحادثات.", "Talks resumed.", "old", "old/1")])
        memory.add("other", [Unit("استؤنفت المحادثات أمس.", "The talks resumed yesterday.", "other", "other/1")])
        glossary = Glossary((Term(("محادثات",), ("talks", "negotiations"), ("discussions",)),))
        links = linking(lambda source: Translation("The talks resumed.", -0.1, alignment=((1, 1), (0, 2))))
        yield Aids(memory, glossary, links)
