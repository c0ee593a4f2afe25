"""Text that a reviewer is still writing: on disk while they type, gone once they decide.

One small JSON file beside the PO file (`story.drafts.json`), written as a whole and synced, deleted with its last
draft. Drafts are one per pair and reviewer; they are nobody's translation yet, so PO files never hold them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from translator.errors import StoreError
from translator.store.files import locked, replace_file

__all__ = ["Draft", "drafts_path", "drop", "keep", "read"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What `who` wrote so far for the pair `id`; `version` tags the pair as it was when they began."""

    id: str
    who: str
    text: str
    version: str


def drafts_path(po: Path) -> Path:
    """Where the drafts of a PO file's pairs are kept."""
    return po.with_suffix(".drafts.json")


def read(po: Path) -> list[Draft]:
    """All drafts of a PO file's pairs; a file that is no list of drafts has none."""
    try:
        entries = json.loads(drafts_path(po).read_bytes())
        return [Draft(**entry) for entry in entries if all(isinstance(value, str) for value in entry.values())]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(drafts_path(po), f"cannot be read ({error.strerror}).", "Check its permissions.") from None
    except (ValueError, TypeError, AttributeError):
        return []


def keep(po: Path, draft: Draft) -> None:
    """Put a draft in place of the one its reviewer had of the same pair; it is on disk on return."""
    _change(po, draft.id, draft.who, [draft])


def drop(po: Path, identity: str, who: str) -> None:
    """Forget a reviewer's draft of a pair."""
    if drafts_path(po).exists():
        _change(po, identity, who, [])


def _change(po: Path, identity: str, who: str, new: list[Draft]) -> None:
    path = drafts_path(po)
    with locked(path):
        rest = [draft for draft in read(po) if (draft.id, draft.who) != (identity, who)]
        if drafts := rest + new:
            replace_file(path, json.dumps([asdict(one) for one in drafts], ensure_ascii=False, indent=1).encode())
        else:
            path.unlink(missing_ok=True)
