"""Run the steps of a scenario: each actor is a process of its own that gets its credentials and commands, no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.credentials import ClientCredentials

ROOT = Path(__file__).parents[3]
# Only the variables that locate programs and libraries: an actor gets no setting of the service.
PASSED_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
REPLY_TIMEOUT_SECONDS = 90.0


class StoryFailed(Exception):
    """A step did not have the expected result."""


@dataclass(frozen=True, slots=True)
class CompletedStep:
    """A step for the printed table: which actor did what, with which result, in how many milliseconds."""

    actor: str
    name: str
    summary: str
    milliseconds: float


StepListener = Callable[[CompletedStep], None]


class ActorProcess:
    """The process of one actor and its two pipes."""

    def __init__(self, role: str, base_url: str, credentials: ClientCredentials) -> None:
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "services.sandbox.story.actor", role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ},
            text=True,
        )
        self._write({"base_url": base_url, "credentials": credentials})

    def send_command(self, step: str, arguments: JsonObject) -> None:
        """Tell the actor to run a step with these keyword arguments."""
        self._write({"step": step, "arguments": arguments})

    def read_reply(self) -> JsonObject:
        """Return the actor's reply to the last command; kill the actor if there is none in REPLY_TIMEOUT_SECONDS."""
        timer = threading.Timer(REPLY_TIMEOUT_SECONDS, self.process.kill)
        timer.start()
        try:
            line = cast(IO[str], self.process.stdout).readline()
        finally:
            timer.cancel()
        reply: JsonObject = json.loads(line) if line else {"failure": "the actor ended without a reply"}
        return reply

    def kill(self) -> None:
        """Kill the process and close its pipes."""
        self.process.kill()
        self.process.communicate()

    def _write(self, message: JsonObject) -> None:
        """Send a line of JSON to the actor."""
        pipe = cast(IO[str], self.process.stdin)
        try:
            pipe.write(json.dumps(message) + "\n")
            pipe.flush()
        except BrokenPipeError:
            pass  # read_reply() reports it


class StepRunner:
    """Runs steps of the actors and reports each to a listener."""

    def __init__(self, actors: Mapping[str, ActorProcess], listener: StepListener) -> None:
        self.actors = actors
        self.listener = listener

    def run(self, actor: str, step: str, arguments: JsonObject | None = None) -> JsonObject:
        """Run a step of one actor and return its data; raise StoryFailed when it fails."""
        started = time.monotonic()
        self.actors[actor].send_command(step, arguments or {})
        reply = self._read_reply(actor, step)
        self._report(actor, step, reply["summary"], started)
        data: JsonObject = reply["data"]
        return data

    def run_for_all(self, step: str) -> dict[str, JsonObject]:
        """Run the same step of all actors at once and return the data of each by its name."""
        started = time.monotonic()
        for process in self.actors.values():
            process.send_command(step, {})
        replies = {actor: self._read_reply(actor, step) for actor in self.actors}
        summaries = sorted({reply["summary"] for reply in replies.values()})
        self._report("all", step, f"{len(replies)} x {', '.join(summaries)}", started)
        return {actor: reply["data"] for actor, reply in replies.items()}

    def _report(self, actor: str, step: str, summary: str, started: float) -> None:
        """Tell the listener that a step which began at `started` (monotonic clock) is complete."""
        self.listener(CompletedStep(actor, step, summary, (time.monotonic() - started) * 1000))

    def _read_reply(self, actor: str, step: str) -> JsonObject:
        """Return the actor's reply; raise StoryFailed when it reports a failure."""
        reply = self.actors[actor].read_reply()
        if "failure" in reply:
            raise StoryFailed(f"{actor}, {step.replace('_', ' ')}: {reply['failure']}")
        return reply


@contextmanager
def start_actors(
    base_url: str, actors: Mapping[str, tuple[str, ClientCredentials]], listener: StepListener
) -> Iterator[StepRunner]:
    """Start the actors' processes for the length of a block.

    Args:
        base_url: the base URL of the service.
        actors: role and credentials of each actor by its name.
        listener: called after each step.
    """
    processes: dict[str, ActorProcess] = {}
    try:
        for actor, (role, credentials) in actors.items():
            processes[actor] = ActorProcess(role, base_url, credentials)
        yield StepRunner(processes, listener)
    finally:
        for process in processes.values():
            process.kill()
