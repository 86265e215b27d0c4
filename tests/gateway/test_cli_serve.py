"""`neikong serve` as a process."""

import re
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.portal import STOP_SECONDS, neikong, serving


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'fresh.db'}"


def test_a_first_start_makes_the_database_and_says_how_to_begin(url: str, tmp_path: Path) -> None:
    with serving(url, tmp_path) as portal:
        said = portal.log.read_text()
        assert f"Neikong 内控台: {portal.url}" in said
        assert "neikong user add NAME --role administrator" in said
        assert httpx.get(portal.url).status_code == 200
        made = portal.neikong("user", "add", "boss", "--role", "administrator").stdout
        assert re.search(r"password: ", made)
    assert "Traceback" not in portal.log.read_text()


def test_a_second_start_does_not_ask_for_a_first_account(url: str, tmp_path: Path) -> None:
    neikong(url, "database", "upgrade")
    neikong(url, "user", "add", "boss", "--role", "administrator")
    with serving(url, tmp_path) as portal:
        assert "Nobody has an account yet" not in portal.log.read_text()


def test_a_port_in_use_is_named(url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with pytest.raises(subprocess.CalledProcessError) as failure:
            neikong(url, "serve", "--port", port)
    assert failure.value.returncode == 1
    assert f"127.0.0.1:{port}" in failure.value.stderr


def test_it_stops_when_asked_even_with_a_page_open(url: str, tmp_path: Path) -> None:
    with serving(url, tmp_path) as portal:
        connect(portal.url.replace("http", "ws") + "/_stcore/stream")
        asked = time.monotonic()
    assert time.monotonic() - asked < STOP_SECONDS / 2
    assert "Traceback" not in portal.log.read_text()
