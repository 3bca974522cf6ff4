"""Work spread over processes: chunks of items go out, and what came of them comes back in their order.

Each process has one connection to the one that spreads the work, and shares nothing else: no queue, lock or
thread that a process which is killed could leave in disorder.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from time import monotonic, sleep
from typing import TYPE_CHECKING, Generic, TypeVar

from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from multiprocessing.context import BaseContext

LARGEST_CHUNK = 256
"""Items handed out at once, at most; the first chunks are of one."""

SHORT, LONG = 0.02, 0.1
"""Seconds: a chunk that takes less costs too much to send, one that takes more is long waited for."""

LOOK_AHEAD = 1000
"""Items done for each process while one before them is not: what they gave is held in memory."""

GRACE = 0.3
"""Seconds in which a process that is told to end may take away what it has half written."""

MOST = 60
"""Processes: Windows waits for no more than 63 things at once."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

T = TypeVar("T")
R = TypeVar("R")


class Died(NamedTuple, Generic[T]):
    """The process that worked on ``item`` ended without an answer, and how."""

    item: T
    how: str


def spread(
    work: Callable[[Sequence[T]], R], items: Sequence[T], count: int
) -> Generator[tuple[int, R | Died[T]], None, None]:
    """What ``work`` makes of all ``items``, a few at a time, in their order: how many, and what came of them.

    ``work``, the items and what comes of them can be pickled. Where the system refuses to start processes the
    work is done in this one. Close the generator: no process is left then. Raises :class:`OSError` where
    processes end as they begin.
    """
    return _Spreading(work, items, min(count, len(items), MOST)).results()


def start_method() -> str:
    """``fork`` where that is safe: not beside other threads, nor with the system libraries of macOS."""
    alone = threading.active_count() == 1
    forks = alone and sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()
    return "fork" if forks else "spawn"


class _Spreading(Generic[T, R]):
    """One list of items in the doing."""

    def __init__(self, work: Callable[[Sequence[T]], R], items: Sequence[T], count: int) -> None:
        self.work = work
        self.items = items
        self.count = count
        self.context = multiprocessing.get_context(start_method())
        self.workers: list[_Worker] = []
        self.idle: list[_Worker] = []
        # Ranges of items: those in `again` are to be done once more, those from `ahead` on are still to be
        # handed out; what came before `at` was given to the caller.
        self.again: deque[range] = deque()
        self.ahead = 0
        self.at = 0
        self.size = 1
        self.done: dict[int, tuple[int, R | Died[T]]] = {}

    def results(self) -> Generator[tuple[int, R | Died[T]], None, None]:
        try:
            # What there is by now is nobody's garbage: a collector that looked at it would copy its pages.
            gc.freeze()
            with suppress(OSError):  # the system may grant fewer
                for _ in range(self.count):
                    self.start()
            gc.unfreeze()
            if not self.workers:
                yield from ((1, self.work([item])) for item in self.items)
                return
            while self.at < len(self.items):
                for connection in wait([worker.connection for worker in self.workers]):
                    self.hear(next(worker for worker in self.workers if worker.connection is connection))
                self.hand_out()
                while self.at in self.done:
                    size, result = self.done.pop(self.at)
                    self.at += size
                    yield size, result
                # Where all wait and none was allowed further ahead, none would ever be heard again.
                self.hand_out()
        finally:
            gc.unfreeze()
            _end(self.workers)

    def start(self) -> None:
        with _signals_held():
            self.workers.append(_Worker(self.context, self.work))

    def hand_out(self) -> None:
        """Give those that are idle what is to be done next, as far ahead as is allowed."""
        while self.idle and (chunk := self.next_chunk()):
            self.idle.pop().give(chunk, self.items)

    def next_chunk(self) -> range | None:
        """What to do next. Chunks are small towards the end, so that all processes end at about one time."""
        if self.again:
            return self.again.popleft()
        left = len(self.items) - self.ahead
        if not left or self.ahead - self.at >= LOOK_AHEAD * self.count:
            return None
        start = self.ahead
        self.ahead += max(1, min(self.size, left // (4 * self.count)))
        return range(start, self.ahead)

    def hear(self, worker: _Worker) -> None:
        """Take a process's answer, or its end."""
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self.bury(worker)
            return
        if worker.ready:
            self.done[worker.chunk.start] = len(worker.chunk), answer
            self.adapt(len(worker.chunk), monotonic() - worker.since)
        worker.ready = True
        worker.chunk = range(0)
        self.idle.append(worker)

    def adapt(self, size: int, seconds: float) -> None:
        """Hand out more items at once, or fewer, as so many took so long."""
        if seconds < SHORT and size == self.size:
            self.size = min(2 * size, LARGEST_CHUNK)
        elif seconds > LONG:
            self.size = max(size // 2, 1)

    def bury(self, worker: _Worker) -> None:
        """Put another process in place of one that died, and find out which item it was that it died of."""
        self.workers.remove(worker)
        if worker in self.idle:
            self.idle.remove(worker)
        _end([worker])
        if not worker.ready:
            raise OSError(f"a process for a part of the work {worker.how_it_ended()} as it began")
        chunk = worker.chunk
        if len(chunk) == 1:
            self.done[chunk.start] = 1, Died(self.items[chunk.start], worker.how_it_ended())
        else:
            self.again.extend(range(number, number + 1) for number in chunk)
        self.start()


class _Worker:
    """A process, and the range of items it is at ``since`` when; it is ``ready`` once it has said so."""

    def __init__(self, context: BaseContext, work: Callable[[Sequence[T]], R]) -> None:
        self.connection, other = context.Pipe()
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(other, work, gc.get_threshold()), daemon=True
        )
        self.process.start()
        # Held by that process alone, it is closed when the process ends.
        other.close()
        self.ready = False
        self.chunk = range(0)
        self.since = 0.0

    def give(self, chunk: range, items: Sequence[T]) -> None:
        self.chunk = chunk
        self.since = monotonic()
        with suppress(OSError):  # it may have died meanwhile, and will be found dead
            self.connection.send(items[chunk.start : chunk.stop])

    def how_it_ended(self) -> str:
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"ended with status {code}"
        return f"was killed by signal {-code} ({signal.strsignal(-code)})"


def _end(workers: list[_Worker]) -> None:
    """Leave none of the processes: those that are not quick to end are killed."""
    for worker in workers:
        worker.process.terminate()
    until = monotonic() + GRACE
    for worker in workers:
        worker.process.join(max(0, until - monotonic()))
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
        worker.connection.close()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals wait, so that a new process meets none before it knows what to do about it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    connection: Connection, work: Callable[[Sequence[T]], R], thresholds: tuple[int, int, int]
) -> None:
    """What a process does: work on what it is given, until it is told to end."""
    # An interrupt goes to the one that spreads the work too, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    threading.Thread(target=_watch, daemon=True).start()
    gc.set_threshold(*thresholds)
    try:
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError):
        pass  # nobody is there any more


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _watch() -> None:
    """End this process when the one that spreads the work is no more, whatever ended that."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this is a process that another has started
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(GRACE)
    os._exit(1)
