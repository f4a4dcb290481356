"""The rounds are done by as many programs as there are processors, each with its own part of every kind."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

from tools.faults.bench import HOW_FAR, Bench, Score, Worker

Trial = Callable[[Bench], Score]
MakeBench = Callable[[str, Worker, Callable[[str], None]], Bench]

ENDINGS = (signal.SIGINT, signal.SIGTERM)
EVERY = 30.0
"""Seconds between two lines about how far it is, where nobody looks at a screen."""


@dataclass
class Crew:
    """Programs at work. What they have found of a kind is yielded when all are through with it; of the kinds
    that were left when they were interrupted, what was found by then."""

    trials: Mapping[str, Trial]
    make_bench: MakeBench
    size: int
    is_interrupted: bool = False
    _found: dict[str, list[Score]] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)

    def work(self) -> Iterator[Score]:
        """Do all; a program that ends before its time is a bug of the trial, and is said."""
        fork = get_context("fork")
        programs: dict[Connection, ForkProcess] = {}
        for number in range(self.size):
            here, there = fork.Pipe(duplex=False)
            program = fork.Process(target=self._do, args=(Worker(number, self.size), there))
            program.start()
            there.close()
            programs[here] = program
        before = [(number, signal.signal(number, signal.default_int_handler)) for number in ENDINGS]
        try:
            while programs:
                try:
                    yield from self._listen(programs)
                except KeyboardInterrupt:
                    self._interrupt(programs.values())
        finally:
            for program in programs.values():
                program.kill()
            for number, handler in before:
                signal.signal(number, handler)
        for name in self.trials:
            if name in self._found:
                yield self._sum(name)

    def _listen(self, programs: dict[Connection, ForkProcess]) -> Iterator[Score]:
        for heard in connection.wait(list(programs)):
            assert isinstance(heard, Connection)
            try:
                message: tuple[str, Any] = heard.recv()
            except EOFError:
                program = programs.pop(heard)
                program.join()
                if program.exitcode:
                    raise RuntimeError(f"a program of the trial ended with {program.exitcode}") from None
                continue
            name, said = message
            if isinstance(said, str):
                self._say(said)
                continue
            self._found.setdefault(name, []).append(said)
            if len(self._found[name]) == self.size:
                yield self._sum(name)

    def _sum(self, name: str) -> Score:
        first, *others = self._found.pop(name)
        for other in others:
            first.add(other)
        return first

    def _interrupt(self, programs: Iterable[ForkProcess]) -> None:
        self.is_interrupted = True
        print("\ninterrupted; what was found by now:", file=sys.stderr, flush=True)
        for program in programs:
            with contextlib.suppress(ProcessLookupError):
                os.kill(program.pid or 0, signal.SIGINT)

    def _say(self, words: str) -> None:
        """What was found is said at once; how far it is, now and then."""
        minutes = (time.monotonic() - self._began) / 60
        if not words.startswith(HOW_FAR):
            print(f"{words} ({minutes:.0f} min)", file=sys.stderr, flush=True)
        elif sys.stderr.isatty():
            print(f"\r{words.removeprefix(HOW_FAR)} …\033[K", end="\r", file=sys.stderr, flush=True)
        elif time.monotonic() - self._said > EVERY:
            self._said = time.monotonic()
            print(f"{words.removeprefix(HOW_FAR)} … ({minutes:.1f} min)", file=sys.stderr, flush=True)

    def _do(self, worker: Worker, there: Connection) -> None:
        """In one of the programs: everything, one kind after the other."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        bench: Bench | None = None
        name = ""
        start = 0.0
        try:
            for name, trial in self.trials.items():
                start = time.monotonic()
                bench = self.make_bench(name, worker, lambda words, name=name: there.send((name, words)))  # type: ignore[misc]
                bench.begin()
                score = trial(bench)
                score.seconds = time.monotonic() - start
                there.send((name, score))
                bench = None
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if bench is not None and bench.score is not None:
                bench.score.seconds = time.monotonic() - start
                there.send((name, bench.score))
        except BrokenPipeError:  # nobody listens any more
            pass


def costs(scores: Sequence[Score], size: int) -> Iterator[str]:
    """What a round of each part costs, and how long all that are wanted would take with so many programs."""
    whole = 0.0
    for score in scores:
        for name, part in score.parts.items():
            if part.done:
                each = part.seconds / part.done
                whole += each * part.wanted
                what = f"{score.kind}, {name}" if name else score.kind
                yield f"  {what:<28} {part.done:>6} of {part.wanted:<6} {1000 * each:>7.1f} ms"
    whole /= 60
    yield f"  all rounds: {whole:.1f} min of a processor, {whole / size:.1f} min with {size} programs"
