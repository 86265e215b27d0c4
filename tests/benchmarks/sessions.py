"""Many signed-in people on one process: how long each waits for a page, and what it costs the server."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.asyncio.client import connect

from tests.gateway.browser import Browser
from tests.portal import Portal

THINK = 4.0
"""Seconds between two presses of a person, give or take half."""
PRESSES = 6
RAMP = 15.0
"""Seconds over which people arrive."""
PATIENCE = 60


@dataclass
class Waits:
    """What people at one load met."""

    people: int
    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    """Kind of error -> people whom it let down."""
    cpu: float = 0.0
    """Seconds of processor time of the server for one run."""
    memory: float = 0.0
    """Megabytes of the server at the end."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Percentiles of the wait, errors, cost."""
        runs = sorted(self.seconds)
        p50, p95 = statistics.median(runs), runs[int(len(runs) * 0.95)]
        kinds = "".join(f" ({count} {kind})" for kind, count in self.errors.items())
        told = f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {self.errors.total()} errors{kinds}"
        yield f"{self.people} sessions", f"{told}, {self.cpu * 1000:.0f} ms CPU a run, {self.memory:.0f} MB"


def load(portal: Portal, username: str, password: str, people: int, path: str) -> Waits:
    """Let so many tabs of one account work on a page at the same time."""
    browser = Browser(portal)
    browser.sign_in(username, password)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.http.cookies.jar)
    server, waits = psutil.Process(portal.process), Waits(people)
    before = _cpu(server)
    asyncio.run(_everybody(portal.url, path, cookies, waits))
    waits.cpu = (_cpu(server) - before) / max(1, len(waits.seconds))
    waits.memory = server.memory_info().rss / 2**20
    return waits


async def _everybody(url: str, path: str, cookies: str, waits: Waits) -> None:
    await asyncio.gather(*(_person(url, path, cookies, waits, at) for at in range(waits.people)))


async def _person(url: str, path: str, cookies: str, waits: Waits, number: int) -> None:
    random = Random(number)
    await asyncio.sleep(RAMP * number / waits.people)
    try:
        async with connect(
            url.replace("http", "ws", 1) + "/_stcore/stream", additional_headers={"Cookie": cookies},
            origin=url, subprotocols=[Subprotocol("streamlit")], max_size=None,  # type: ignore[arg-type]
        ) as socket:  # fmt: skip
            page, cached = await _run(socket, url + path, "", [])
            for _ in range(PRESSES):
                await asyncio.sleep(THINK * (0.5 + random.random()))
                start = time.perf_counter()
                page, cached = await _run(socket, url + path, page, cached)
                waits.seconds.append(time.perf_counter() - start)
    except Exception as error:  # noqa: BLE001  whatever happened, this person was let down
        waits.errors[type(error).__name__] += 1


async def _run(socket: Any, url: str, page: str, cached: list[str]) -> tuple[str, list[str]]:
    """Run the page as a press does, until it is drawn; its hash, and the messages the browser keeps."""
    asked = BackMsg()
    run = asked.rerun_script
    run.page_script_hash = page
    run.page_name = "" if page else url.rsplit("/", 1)[-1].split("?")[0]
    run.context_info.locale, run.context_info.url = "zh-CN", url
    run.cached_message_hashes.extend(cached)
    await socket.send(asked.SerializeToString())
    kept = list(cached)
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket.recv(), PATIENCE))
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash:
            kept.append(message.hash)
        if kind == "navigation":
            page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        elif kind == "script_finished" and not message.script_finished:
            return page, kept


def _cpu(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system)
