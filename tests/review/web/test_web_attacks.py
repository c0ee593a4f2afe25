"""What other sites and injected markup can do in a real browser that is signed in to the review page: nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVIL = "http://evil.test/"
ATTACK = """async (review) => {
  const body = JSON.stringify({ do: "accept", text: "Taken over." });
  const pair = `${review}/pair?article=story&id=story/3`;
  const tries = [
    fetch(pair, { method: "PUT", credentials: "include", headers: { "Content-Type": "application/json" }, body }),
    fetch(pair, { method: "PUT", credentials: "include", mode: "no-cors", body }),
    fetch(`${review}/undo`, { method: "POST", credentials: "include", mode: "no-cors", body }),
    fetch(`${review}/`, { credentials: "include" }).then((answer) => answer.text()),
  ];
  const told = (answer) => (answer.type === "opaque" ? "opaque" : "read");
  return Promise.all(tries.map((one) => one.then(told, () => "refused")));
}"""


@pytest.fixture(scope="module")
def chromium(chromium: Any, require_program: Callable[..., str]) -> Iterator[Any]:
    """One for which evil.test and rebound.test are names of this machine, as after DNS rebinding."""
    path = require_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    rules = "--host-resolver-rules=MAP evil.test 127.0.0.1, MAP rebound.test 127.0.0.1"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", rules]
    browser = chromium.browser_type.launch(executable_path=path, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def signed_in(window: Callable[..., Any], serve: Any, po: Path) -> Any:
    """A window on the review page; other sites in it get its cookies if any does."""
    one = window(serve(po).url + "&order=document")
    one.opened("story/1")
    return one


def review_of(one: Any) -> str:
    return str(one.page.evaluate("location.origin"))


def test_another_site_changes_and_reads_nothing(signed_in: Any, po: Path) -> None:
    before = po.read_bytes()
    page = signed_in.context.new_page()
    page.route(
        f"{EVIL}**", lambda route: route.fulfill(body="<!DOCTYPE html><title>evil</title>", content_type="text/html")
    )
    page.goto(EVIL)
    refusals: list[int] = []
    page.on("response", lambda response: refusals.append(response.status))
    told = page.evaluate(ATTACK, review_of(signed_in))
    assert "read" not in told
    assert set(refusals) <= {401, 403}
    assert po.read_bytes() == before


def test_another_site_neither_frames_the_page_nor_uses_its_files(signed_in: Any) -> None:
    page = signed_in.context.new_page()
    review = review_of(signed_in)
    html = (
        f'<!DOCTYPE html><title>evil</title><iframe src="{review}/"></iframe>'
        f'<link rel="stylesheet" href="{review}/static/review.css"><script src="{review}/static/review.js"></script>'
    )
    page.route(f"{EVIL}**", lambda route: route.fulfill(body=html, content_type="text/html"))
    answers: dict[str, int] = {}
    page.on("response", lambda response: answers.update({response.url: response.status}))
    page.goto(EVIL, wait_until="load")
    (frame,) = page.frames[1:]
    assert frame.locator(".bar").count() == 0
    assert "translator review" not in frame.content(), "not even the refusal is shown"
    assert {status for url, status in answers.items() if url.startswith(review)} <= {401}
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--sheet')") == ""


def test_a_form_of_another_site_is_refused(signed_in: Any, po: Path) -> None:
    before = po.read_bytes()
    page = signed_in.context.new_page()
    html = (
        f'<!DOCTYPE html><form method="post" enctype="text/plain" action="{review_of(signed_in)}/undo"><input name="x">'
    )
    page.route(f"{EVIL}**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(EVIL)
    with page.expect_navigation() as navigation:
        page.evaluate("document.forms[0].submit()")
    assert navigation.value.status in {401, 403}
    assert po.read_bytes() == before


def test_a_rebound_name_is_not_served(signed_in: Any) -> None:
    page = signed_in.context.new_page()
    port = review_of(signed_in).rpartition(":")[2]
    answer = page.goto(f"http://rebound.test:{port}/")
    assert answer.status == 421
    assert "sentence" not in page.content()


def test_without_the_token_there_is_no_page(chromium: Any, serve: Any, po: Path) -> None:
    stranger = chromium.new_context()
    answer = stranger.new_page().goto(serve(po).url.partition("?")[0])
    assert answer.status == 401
    stranger.close()


def test_scripts_cannot_read_the_key_and_the_address_does_not_keep_it(signed_in: Any) -> None:
    assert signed_in.page.evaluate("document.cookie") == ""
    assert "token" not in signed_in.page.url
    (cookie,) = [one for one in signed_in.context.cookies() if one["name"].startswith("translator")]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")


def test_markup_that_got_in_would_still_run_load_and_send_nothing(signed_in: Any) -> None:
    """The policy holds where escaping would have failed: inline scripts, handlers, styles, other hosts."""
    sent: list[str] = []
    signed_in.page.route(f"{EVIL}**", lambda route: (sent.append(route.request.url), route.abort()))
    blocked = signed_in.page.evaluate(
        """() => new Promise((done) => {
          const blocked = new Set();
          document.addEventListener("securitypolicyviolation", (event) => blocked.add(event.effectiveDirective));
          document.body.insertAdjacentHTML("beforeend", `<p style="color: red">x</p>
            <img src="http://evil.test/a.png" onerror="document.title = 'taken'">
            <iframe src="http://evil.test/"></iframe><form action="http://evil.test/"></form>`);
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken'";
          document.body.append(script);
          fetch("http://evil.test/").catch(() => {});
          document.forms[document.forms.length - 1].submit();
          setTimeout(() => done([...blocked]), 1500);
        })"""
    )
    wanted = {
        "script-src-elem",
        "script-src-attr",
        "style-src-attr",
        "img-src",
        "connect-src",
        "frame-src",
        "form-action",
    }
    assert wanted <= {*blocked}
    assert signed_in.page.title() != "taken"
    assert sent == []
