"""What `--model` means: directories, names, the hub's cache, and clear words when there is no network."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from translator.engines import models
from translator.engines.models import available, describe, find
from translator.errors import ModelError

HUB_NAME = "Helsinki-NLP/opus-mt-ar-en"


def test_the_embedded_model_has_a_name(embedded_model: Path) -> None:
    assert find("ar-en").path == embedded_model
    assert find(embedded_model) == find(str(embedded_model)) == find("ar-en")
    assert "ar-en" in [model.name for model in available()]


def test_description(embedded_model: Path) -> None:
    found = describe("ar-en")
    weights = embedded_model / "model.safetensors"
    config = json.loads((embedded_model / "config.json").read_text(encoding="utf-8"))
    assert found.digest == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert found.bytes == weights.stat().st_size
    assert found.layers == (config["encoder_layers"], config["decoder_layers"])
    assert found.vocabulary[0] == config["vocab_size"]
    assert find("ar-en").name_with_digest == f"ar-en@{found.digest[:6]}"


def test_licence_of_the_card(embedded_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "model"
    shutil.copytree(embedded_model, path)
    for card, licence in (("---\nlanguage: ar\nlicense: cc-by-4.0\n---\n# A\n", "cc-by-4.0"), ("# license: no\n", "")):
        (path / "README.md").write_text(card, encoding="utf-8")
        assert describe(path).licence == licence
    (path / "README.md").unlink()
    assert describe(path).licence == ""


def test_models_of_the_user_are_found_by_name(
    embedded_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(embedded_model, tmp_path / "translator" / "models" / "news")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if tmp_path not in models.roots()[-1].parents:
        pytest.skip("this platform keeps a user's data elsewhere")
    assert find("news").path == tmp_path / "translator" / "models" / "news"
    assert {"ar-en", "news"} <= {model.name for model in available()}


def test_a_directory_of_any_name(embedded_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(embedded_model, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert find("mine") == find("./mine") == find(Path("mine")) == models.Model("mine", tmp_path / "mine")


def test_nothing_of_that_name(tmp_path: Path) -> None:
    for model in ("nothing", str(tmp_path / "nothing"), tmp_path / "nothing", "", "./no/such"):
        with pytest.raises(ModelError, match=r"one of: .*ar-en"):
            find(model)


@pytest.fixture
def hub(embedded_model: Path, tmp_path: Path) -> Path:
    """A home of the hub's client with the embedded model in its cache under a hub name, laid out as the client does."""
    repository = tmp_path / "hub" / "models--Helsinki-NLP--opus-mt-ar-en"
    commit = "0" * 40
    snapshot = repository / "snapshots" / commit
    snapshot.mkdir(parents=True)
    (repository / "blobs").mkdir()
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    for file in embedded_model.iterdir():
        blob = repository / "blobs" / hashlib.sha256(file.read_bytes()).hexdigest()
        shutil.copy(file, blob)
        (snapshot / file.name).symlink_to(os.path.relpath(blob, snapshot))
    return tmp_path


def run(program: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a program with the hub's client at home in `home` and no hub that answers."""
    values = {**os.environ, "HF_HOME": str(home), "HF_ENDPOINT": "http://127.0.0.1:9", **environment}
    values.pop("HF_HUB_CACHE", None)
    return subprocess.run(
        [sys.executable, "-c", program], env=values, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.model
def test_a_hub_name_in_the_cache_needs_no_network(hub: Path) -> None:
    program = f"""
from translator.engines import load
from translator.engines.models import available, describe
print(load({HUB_NAME!r}).translate(["نعم"])[0].score < 0)
print([model.name for model in available()], describe({HUB_NAME!r}).name)
import sys; print("httpx" in sys.modules)
"""
    result = run(program, hub)
    assert result.stderr == ""
    assert result.stdout.splitlines() == ["True", f"['ar-en', '{HUB_NAME}'] {HUB_NAME}", "False"]


def test_a_snapshot_directory_has_its_hub_name(hub: Path) -> None:
    snapshot = next((hub / "hub" / "models--Helsinki-NLP--opus-mt-ar-en" / "snapshots").iterdir())
    assert find(snapshot).name == HUB_NAME


ASK = """
from translator.engines.models import find
from translator.errors import ModelError
try:
    find("Helsinki-NLP/opus-mt-tc-big-ar-en")
except ModelError as error:
    print(error)
"""


@pytest.mark.parametrize("environment", [{}, {"HF_HUB_OFFLINE": "1"}])
def test_without_a_network_the_way_is_shown(tmp_path: Path, environment: dict[str, str]) -> None:
    result = run(ASK, tmp_path, **environment)
    assert "the hub cannot be reached" in result.stdout
    assert "Helsinki-NLP/opus-mt-tc-big-ar-en" in result.stdout
    assert "HF_HOME" in result.stdout


@pytest.fixture
def hub_server(embedded_model: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a hub on this machine that has the embedded model under a hub name, and another model."""
    files = {file.name: file.read_bytes() for file in embedded_model.iterdir()}
    models = {HUB_NAME: files, "someone/bert": {"config.json": b"{}", "model.safetensors": b""}}

    class Hub(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            for name, files in models.items():
                if path.startswith(f"/api/models/{name}/tree/"):
                    tree = [
                        {"type": "file", "path": file, "size": len(body), "oid": "2" * 40}
                        for file, body in files.items()
                    ]
                    return self.answer(200, json.dumps(tree).encode())
                if path.startswith(f"/api/models/{name}"):
                    siblings = [{"rfilename": file} for file in files]
                    body = json.dumps({"id": name, "sha": "1" * 40, "siblings": siblings}).encode()
                    return self.answer(200, body)
                if path.startswith(f"/{name}/resolve/") and (body := files.get(path.rsplit("/", 1)[1])) is not None:
                    return self.answer(200, body, etag=hashlib.sha256(body).hexdigest())
            return self.answer(404, b"", **{"X-Error-Code": "RepoNotFound"})

        def do_HEAD(self) -> None:
            self.do_GET()

        def answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Repo-Commit", "1" * 40)
            for name, value in headers.items():
                self.send_header(name, f'"{value}"' if name == "etag" else value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_hub_name_is_fetched_once(hub_server: str, embedded_model: Path, tmp_path: Path) -> None:
    program = f"""
from translator.engines.models import find
model = find({HUB_NAME!r})
print(model.name_with_digest, *sorted(file.name for file in model.path.iterdir()))
"""
    first = run(program, tmp_path / "home", HF_ENDPOINT=hub_server)
    again = run(program, tmp_path / "home")
    assert first.stdout.startswith(f"{HUB_NAME}@{find(embedded_model).digest[:6]} ")
    assert {"model.safetensors", "source.spm", "vocab.json"} <= set(first.stdout.split())
    assert again.stdout == first.stdout


@pytest.mark.parametrize(
    ("name", "reason"),
    [("someone/bert", "is no Marian model: it has no vocab.json"), ("someone/nothing", "lets everyone read")],
)
def test_what_the_hub_lacks(hub_server: str, tmp_path: Path, name: str, reason: str) -> None:
    result = run(ASK.replace("Helsinki-NLP/opus-mt-tc-big-ar-en", name), tmp_path, HF_ENDPOINT=hub_server)
    assert reason in result.stdout


def test_half_a_download_is_no_model(hub: Path) -> None:
    snapshot = next((hub / "hub" / "models--Helsinki-NLP--opus-mt-ar-en" / "snapshots").iterdir())
    (snapshot / "model.safetensors").unlink()
    result = run(ASK.replace("opus-mt-tc-big-ar-en", "opus-mt-ar-en"), hub)
    assert "the hub cannot be reached" in result.stdout
