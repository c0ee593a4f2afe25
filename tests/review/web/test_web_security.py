"""Who gets an answer from the review page, and what the answers allow: asked as an attacker would."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Any

import pytest

from translator import store
from translator.bitext import State

ROUTES = [
    ("GET", "/"),
    ("GET", "/pair?article=story&id=story/1"),
    ("GET", "/words?article=story&id=story/1"),
    ("GET", "/search?text=a"),
    ("GET", "/static/review.js"),
    ("PUT", "/pair?article=story&id=story/1"),
    ("PUT", "/draft?article=story&id=story/1"),
    ("POST", "/split?article=story&id=story/1"),
    ("POST", "/join?article=story&id=story/1"),
    ("POST", "/undo"),
    ("PUT", "/reviewer"),
]
DECISION = {"do": "accept", "text": "Taken over."}


def body_for(method: str) -> object:
    return DECISION if method != "GET" else None


def test_only_this_machine_is_served_by_default(client: Any) -> None:
    assert client.host.startswith("127.0.0.1:")
    with socket.socket() as elsewhere:
        elsewhere.settimeout(10)
        address = next(
            (info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)), "127.0.0.2"
        )
        if address.startswith("127."):
            address = "127.0.0.2"
        assert elsewhere.connect_ex((address, client.port)) != 0


def test_foreign_hosts_are_misdirected(client: Any) -> None:
    for host in ("evil.example", f"evil.example:{client.port}", "127.0.0.1", f"127.0.0.1:{client.port + 1}", ""):
        for method, path in ROUTES:
            assert client.ask(method, path, body_for(method), {"Host": host}).status == 421, (host, path)
    assert client.ask("GET", "/", headers={"Host": f"LOCALHOST:{client.port}"}).status == 200


def test_foreign_origins_are_forbidden(client: Any) -> None:
    origins = ("http://evil.example", "null", f"https://{client.host}", f"http://127.0.0.1:{client.port + 1}")
    for origin in origins:
        for method, path in ROUTES:
            assert client.ask(method, path, body_for(method), {"Origin": origin}).status == 403, (origin, path)
    tag = client.ask("GET", "/pair", article="story", id="story/3").tag
    headers = {"Origin": f"http://{client.host}", "If-Match": tag}
    assert client.ask("PUT", "/pair", DECISION, headers, article="story", id="story/3").status == 200
    elsewhere = {"Sec-Fetch-Site": "cross-site", "If-Match": tag}
    assert client.ask("PUT", "/pair", DECISION, elsewhere, article="story", id="story/3").status == 403


def test_nothing_without_the_token_or_its_cookie(client: Any, po: Path) -> None:
    name = client.cookie.partition("=")[0]
    for cookie in ("", f"{name}=", f"{name}=wrong", f"other={client.cookie.partition('=')[2]}", f"{name}={'é' * 9}"):
        stranger = type(client)(client.url, cookie.encode().decode("latin-1"))
        for method, path in ROUTES:
            assert stranger.ask(method, path, body_for(method), {"If-Match": '"x"'}).status == 401, (cookie, path)
    for token in ("wrong", "", "é"):
        assert type(client)(client.url).ask("GET", "/", token=token).status == 401
    assert store.load(po).count(State.REVIEWED) == 0


def test_the_token_is_swapped_for_a_cookie_that_scripts_cannot_read(client: Any) -> None:
    token = client.url.rpartition("=")[2]
    answer = type(client)(client.url).ask("GET", "/", token=token, state="all")
    assert (answer.status, answer.headers["location"]) == (303, "/?state=all")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert token.lower() not in cookie
    assert token.encode() not in client.ask("GET", "/").body


def test_every_answer_carries_the_policy(client: Any) -> None:
    stranger = type(client)(client.url)
    answers = [client.ask(method, path, body_for(method)) for method, path in ROUTES]
    answers += [client.ask("GET", "/nothing"), client.ask("DELETE", "/pair"), stranger.ask("GET", "/")]
    answers += [client.ask("GET", "/", headers={"Host": "evil.example"})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"unsafe|\*|http:|data:|blob:", policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cache-control"] in {"no-store", "no-cache", "private, max-age=86400"}


def test_the_page_has_no_script_style_or_handler_of_its_own(client: Any) -> None:
    page = client.ask("GET", "/").body.decode()
    assert re.findall(r"<script[^>]*>[^<]", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
    assert re.findall(r"(?:src|href)=\"(?!/|#)", page) == []


def test_too_much_is_refused(client: Any, po: Path) -> None:
    place = {"article": "story", "id": "story/3"}
    tag = {"If-Match": client.ask("GET", "/pair", **place).tag}
    long = {"do": "accept", "text": "x" * 300_000}
    assert client.ask("PUT", "/pair", long, tag, **place).status == 413
    with socket.create_connection(("127.0.0.1", client.port), timeout=60) as raw:
        head = f"PUT /pair HTTP/1.1\r\nHost: {client.host}\r\nCookie: {client.cookie}\r\n"
        raw.sendall(head.encode() + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(10):
            raw.sendall(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413")
    with socket.create_connection(("127.0.0.1", client.port), timeout=60) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\nHost: {client.host}\r\nX: ".encode() + b"x" * 70_000)
        assert raw.recv(100).startswith(b"HTTP/1.1 4")
    assert client.ask("PUT", "/reviewer", {"name": "n" * 1000}).json == {"name": "n" * 80}
    assert store.load(po).pairs[2].target == "The talks resumed."


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"not json", b"[]", b"7", b"[" * 100_000, b"\xff\xfe"),
        *(b'{"do": 1}', b'{"do": "accept", "text": []}', b'{"do": "rm -rf"}', b'{"do": "silence", "text": "unknown"}'),
    ],
)
def test_what_makes_no_sense_is_a_bad_request(client: Any, po: Path, body: bytes) -> None:
    before = po.read_bytes()
    place = {"article": "story", "id": "story/3"}
    tag = {"If-Match": client.ask("GET", "/pair", **place).tag}
    assert client.ask("PUT", "/pair", body, tag, **place).status == 400
    assert po.read_bytes() == before


def test_only_json_is_read(client: Any) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""):
        assert client.ask("PUT", "/reviewer", {"name": "x"}, {"Content-Type": kind}).status == 415


def test_a_split_far_outside_the_text_changes_nothing(client: Any, po: Path) -> None:
    before = po.read_bytes()
    place = {"article": "story", "id": "story/3"}
    tag = {"If-Match": client.ask("GET", "/pair", **place).tag}
    for at, status in ((0, 422), (10**9, 422), (-1, 400), (True, 400), (1.5, 400)):
        assert client.ask("POST", "/split", {"source_at": at, "target_at": 0}, tag, **place).status == status
    assert po.read_bytes() == before


def test_no_path_of_a_client_reaches_the_file_system(client: Any, po: Path) -> None:
    secret = po.with_name("secret.po")
    secret.write_bytes(po.read_bytes())
    files = sorted(po.parent.rglob("*"))
    names = ("secret", "../secret", "secret.po", str(secret), "..", ".", "story/../secret", "story\0", "C:\\story", "~")
    for name in names:
        for method, path in ROUTES:
            if "article" in path:
                place = {"article": name, "id": "story/1"}
                body = body_for(method)
                answer = client.ask(method, path.partition("?")[0], body, {"If-Match": '"x"'}, **place)
                assert answer.status == 404, (name, path)
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/../x"):
        assert client.ask("GET", path).status == 404, path
    assert client.ask("GET", "/", article="../secret").status == 200
    assert sorted(po.parent.rglob("*")) == files


def test_decisions_say_which_version_they_are_about(client: Any, po: Path) -> None:
    place = {"article": "story", "id": "story/3"}
    tag = client.ask("GET", "/pair", **place).tag
    before = po.read_bytes()
    for method, path in (("PUT", "/pair"), ("POST", "/split"), ("POST", "/join")):
        assert client.ask(method, path, {**DECISION, "source_at": 3}, **place).status == 428
        assert client.ask(method, path, {**DECISION, "source_at": 3}, {"If-Match": '"old"'}, **place).status == 412
        assert client.ask(method, path, {**DECISION, "source_at": 3}, {"If-Match": "*"}, **place).status == 412
    assert po.read_bytes() == before
    answer = client.decide("accept", "Taken.", tag, **place)
    assert answer.status == 200
    assert answer.tag != tag
    assert client.decide("accept", "Again.", tag, **place).status == 412
    assert store.load(po).pairs[2].target == "Taken."


def test_a_script_in_a_sentence_is_text(client: Any, po: Path) -> None:
    place = {"article": "story", "id": "story/3"}
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='x"
    tag = client.ask("GET", "/pair", **place).tag
    answer = client.decide("accept", evil, tag, **place)
    answer = client.decide("note", evil, answer.tag, **place)
    client.ask("PUT", "/draft", {"text": evil + "2", "version": "x"}, **place)
    client.ask("PUT", "/reviewer", {"name": evil})
    fresh = client.ask("GET", "/pair", **place)
    page = client.ask("GET", "/", state="all", text="alert")
    for html in (answer.json["bench"], answer.json["row"], fresh.json["bench"], page.body.decode()):
        assert "&lt;script&gt;" in html
        assert "<script>alert" not in html
        assert "<img" not in html
    assert store.load(po).pairs[2].target == evil
