"""Where the actors stand: each in a process of its own, that is told its credentials and its cues and nothing else."""

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
from typing import IO, Any, cast

ROOT = Path(__file__).parents[3]
# No variable of the service reaches an actor; these only say where programs and libraries are.
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
PATIENCE = 90.0


class Difference(Exception):
    """A leg did not go as the story says."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of the timeline."""

    name: str
    who: str
    saw: str
    milliseconds: float


Listener = Callable[[Leg], None]


class Actor:
    """One process."""

    def __init__(self, role: str, base_url: str, client: Mapping[str, Any]) -> None:
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "services.sandbox.story.actor", role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            text=True,
        )
        self._write({"base_url": base_url, "client": client})

    def cue(self, leg: str, given: Mapping[str, Any]) -> None:
        """Tell the actor to begin."""
        self._write({"leg": leg, "given": given})

    def answer(self) -> dict[str, Any]:
        """What came of it."""
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        try:
            line = cast(IO[str], self.process.stdout).readline()
        finally:
            timer.cancel()
        answer: dict[str, Any] = json.loads(line) if line else {"difference": "the actor ended without an answer"}
        return answer

    def end(self) -> None:
        """The process is gone."""
        self.process.kill()
        self.process.communicate()

    def _write(self, message: Mapping[str, Any]) -> None:
        cues = cast(IO[str], self.process.stdin)
        try:
            cues.write(json.dumps(message) + "\n")
            cues.flush()
        except BrokenPipeError:
            pass  # answer() will tell


class Stage:
    """All actors by name."""

    def __init__(self, actors: Mapping[str, Actor], listener: Listener) -> None:
        self.actors = actors
        self.listener = listener

    def leg(self, who: str, name: str, **given: Any) -> dict[str, Any]:
        """One actor's leg; what it tells the director. Difference when it went otherwise."""
        begun = time.monotonic()
        self.actors[who].cue(name, given)
        answer = self._answer(who, name)
        self._show(who, name, answer["saw"], begun)
        told: dict[str, Any] = answer["told"]
        return told

    def everybody(self, name: str) -> dict[str, dict[str, Any]]:
        """The same leg of all actors at once."""
        begun = time.monotonic()
        for actor in self.actors.values():
            actor.cue(name, {})
        answers = {who: self._answer(who, name) for who in self.actors}
        saw = {answer["saw"] for answer in answers.values()}
        self._show("everybody", name, f"{len(answers)} x {', '.join(sorted(saw))}", begun)
        return {who: answer["told"] for who, answer in answers.items()}

    def _show(self, who: str, name: str, saw: str, begun: float) -> None:
        self.listener(Leg(name, who, saw, (time.monotonic() - begun) * 1000))

    def _answer(self, who: str, name: str) -> dict[str, Any]:
        answer = self.actors[who].answer()
        if "difference" in answer:
            raise Difference(f"{who}, {name.replace('_', ' ')}: {answer['difference']}")
        return answer


@contextmanager
def stage(base_url: str, parts: Mapping[str, tuple[str, Mapping[str, Any]]], listener: Listener) -> Iterator[Stage]:
    """`parts` are role and client by name; the actors are gone at the end of the block."""
    actors: dict[str, Actor] = {}
    try:
        for who, (role, client) in parts.items():
            actors[who] = Actor(role, base_url, client)
        yield Stage(actors, listener)
    finally:
        for actor in actors.values():
            actor.end()
