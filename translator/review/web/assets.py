"""The style sheets, the script and the fonts of the review page: all read once, served by name, none by path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from translator.exporters.html.fonts import FACES, font_faces
from translator.exporters.html.templating import style_sheet

__all__ = ["serve"]

FOLDER = Path(__file__).parent / "static"
SCREEN_FACES = tuple(face for face in FACES if face.family != "Amiri")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


def serve(request: Request) -> Response:
    """One of the files that a page may ask for, else 404."""
    name = request.path_params["name"]
    if name not in _files():
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    # fonts stay the same while the page is open; the rest may change with the next version of the program
    headers = {"Cache-Control": "private, max-age=86400"} if name.endswith(".woff2") else {"Cache-Control": "no-cache"}
    return Response(_files()[name], media_type=_TYPES[Path(name).suffix], headers=headers)


@cache
def _files() -> Mapping[str, bytes]:
    own = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in _TYPES}
    fonts = {face.file: face.data for face in SCREEN_FACES}
    base = "\n".join((font_faces(SCREEN_FACES, "/static"), style_sheet()))
    return {**own, **fonts, "page.css": base.encode()}
