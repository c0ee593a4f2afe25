"""The review page: a small web application on this machine for the person who reviews.

    serve(paths, reviewer="Salma", check=check)      until Ctrl-C

`security` decides who may ask, `app` answers, `desk` holds the articles and settles decisions, `drafts` keeps what is
being written, `views` says what the templates show.
"""

from __future__ import annotations

from translator.review.web.aids import project_aids
from translator.review.web.server import serve

__all__ = ["project_aids", "serve"]
