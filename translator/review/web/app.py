"""The review page's addresses: pages and fragments as HTML, decisions as JSON under If-Match."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from translator.bitext import Pair
from translator.errors import ChangedError, LockedError, TranslatorError
from translator.review.web import assets, views
from translator.review.web.aids import Aids, Links
from translator.review.web.decisions import Body, decision
from translator.review.web.desk import DecisionError, Desk, Place, UnknownPairError
from translator.review.web.page import fragment, page, progress_values
from translator.review.web.security import Guard, Site

__all__ = ["create_app"]


def create_app(desk: Desk, site: Site, reviewer: str, aids: Aids = Aids()) -> Starlette:
    """The ASGI application for the articles on `desk`; `reviewer` is who works there until they say another name."""
    app = Starlette(
        routes=[
            Route("/", _show_page),
            Route("/pair", _show_pair),
            Route("/pair", _reading(_decide), methods=["PUT"]),
            Route("/draft", _reading(_keep_draft), methods=["PUT"]),
            Route("/split", _reading(_split), methods=["POST"]),
            Route("/join", _reading(_join), methods=["POST"]),
            Route("/undo", _reading(_undo), methods=["POST"]),
            Route("/reviewer", _reading(_rename), methods=["PUT"]),
            Route("/words", _show_words),
            Route("/search", _search),
            Route("/static/{name}", assets.serve),
        ],
        middleware=[Middleware(Guard, site=site)],
        exception_handlers={
            UnknownPairError: partial(_tell, 404),
            DecisionError: partial(_tell, 422),
            LockedError: partial(_tell, 423),
            ChangedError: partial(_tell, 412),
            TranslatorError: partial(_tell, 500),
            HTTPException: _tell_refused,
        },
    )
    app.state.desk, app.state.site, app.state.reviewer, app.state.aids = desk, site, reviewer, aids
    return app


Handler = Callable[[Request, Body], Response]


def _reading(handler: Handler) -> Callable[[Request], object]:
    """The endpoint that reads a JSON body and lets `handler` answer in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "Send application/json.")
        return await run_in_threadpool(handler, request, Body.read(await request.body()))

    return endpoint


def _show_page(request: Request) -> Response:
    return HTMLResponse(page(_desk(request), request.query_params, _who(request)))


def _show_pair(request: Request) -> Response:
    return _answer(request, _place(request))


def _show_words(request: Request) -> Response:
    """The texts with their words linked as the engine says, which takes a while; nothing where it cannot tell."""
    desk, place = _desk(request), _place(request)
    pair = desk.item(place).pair
    machine = desk.machine_text(pair, desk.history(place))
    alignment = _alignment(request, pair, machine)
    draft = desk.draft(place, _who(request))
    live = views.live(desk, _aids(request), place, pair, machine, draft.text if draft else pair.target, alignment)
    return JSONResponse(_texts(live) if alignment else {})


def _alignment(request: Request, pair: Pair, machine: str) -> Links:
    links = _aids(request).links
    return links(pair.source, machine) if links and machine else ()


def _texts(live: views.Live) -> dict[str, object]:
    """What is marked in the texts while somebody types, and the text that the marks are for."""
    return {"text": live.text, "source": str(live.source), "machine": str(live.machine), "marks": live.marks}


def _search(request: Request) -> Response:
    found = _aids(request).concordances(request.query_params.get("text", ""))
    return HTMLResponse(fragment("found", found=[views.found(one) for one in found]))


def _decide(request: Request, body: Body) -> Response:
    place, tag, who = _place(request), _tag(request), _who(request)
    _desk(request).decide(place, tag, decision(body, who), who, body.seconds)
    return _answer(request, place)


def _keep_draft(request: Request, body: Body) -> Response:
    desk, place = _desk(request), _place(request)
    text = body.text("text")
    kept = desk.keep_draft(place, _who(request), text, body.text("version"))
    pair = desk.item(place).pair
    machine = desk.machine_text(pair, desk.history(place))
    alignment = _alignment(request, pair, machine) if body.values.get("linked") is True else ()
    live = views.live(desk, _aids(request), place, pair, machine, text, alignment)
    return JSONResponse({"kept": kept, "live": fragment("live", live=live), **_texts(live)})


def _split(request: Request, body: Body) -> Response:
    place = _place(request)
    at = body.number("source_at"), body.number("target_at")
    _desk(request).split(place, _tag(request), *at, _who(request))
    return _answer(request, place)


def _join(request: Request, body: Body) -> Response:
    place = _place(request)
    _desk(request).join(place, _tag(request), body.text("next"), _who(request))
    return _answer(request, place)


def _undo(request: Request, body: Body) -> Response:
    undone = _desk(request).undo(body.text("article"), _who(request))
    if undone is None:
        raise DecisionError("nothing of yours is left to undo")
    place, cut = undone
    return _answer(request, place, cut=cut)


def _rename(request: Request, body: Body) -> Response:
    name = body.reviewer
    if not name:
        raise DecisionError("a name is needed: it goes into the history")
    answer = JSONResponse({"name": name})
    answer.set_cookie(
        f"{_site(request).cookie}-reviewer", quote(name), max_age=31_536_000, httponly=True, samesite="strict"
    )
    return answer


def _answer(request: Request, place: Place, **more: object) -> Response:
    """A pair as it is now, opened and at a glance, and how far the review is."""
    desk = _desk(request)
    bench = views.bench(desk, _aids(request), place, _who(request))
    return JSONResponse(
        {
            "article": place.article,
            "id": place.id,
            "bench": fragment("bench", bench=bench, keys=views.KEYS, has_memory=_aids(request).memory is not None),
            "row": fragment("glance", row=bench.row),
            "state": bench.row.state,
            "drafted": bench.row.drafted,
            "progress": progress_values(desk.progress()),
            **more,
        },
        headers={"ETag": f'"{bench.fresh}"'},
    )


def _tell(status: int, request: Request, error: Exception) -> Response:
    return JSONResponse({"error": _sentence(error)}, status_code=status)


def _tell_refused(request: Request, error: Exception) -> Response:
    status, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, str(error))
    return JSONResponse({"error": detail}, status_code=status)


def _sentence(error: Exception) -> str:
    if isinstance(error, UnknownPairError):
        return "This sentence is no longer in its article."
    if isinstance(error, TranslatorError):
        return f"{error.cause} {error.tip}".strip()
    text = str(error)
    return text[:1].upper() + text[1:] + "."


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _aids(request: Request) -> Aids:
    aids: Aids = request.app.state.aids
    return aids


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _who(request: Request) -> str:
    default: str = request.app.state.reviewer
    return unquote(request.cookies.get(f"{_site(request).cookie}-reviewer", "")) or default


def _place(request: Request) -> Place:
    return Place(request.query_params.get("article", ""), request.query_params.get("id", ""))


def _tag(request: Request) -> str:
    """The version a decision is about; without one nobody may decide (RFC 6585: 428)."""
    tag = request.headers.get("if-match")
    if tag is None:
        raise HTTPException(428, "Say which version this decision is about (If-Match).")
    return tag.removeprefix("W/").strip('"')
