"""Answers the questions of `leadfolio init` as a person at a terminal does. Windows has no `pty`, so nothing is tried there."""

import os
import re
import select
import signal
import sys
import time
from pathlib import Path

# A program that has not asked by then hangs.
SECONDS = 60

# The end of each question, and what is typed.
CONVERSATION = [
    ("> ", "Dana\x1b[D\x1b[D Whitfield"),
    ("Backspace deletes\r\n> ", "Dana Whitfield"),
    ("> ", "Nurse manager of a surgical ward in Ortheim"),
    ("Number? ", ""),
    ("Number? ", "own"),
    ("Number? ", "2"),
    ("> ", "The night shift designed a short huddle about falls"),
    ("[Y/n] ", "y"),
    ("browser now? [Y/n] ", "n"),
]


def has_terminals():
    return sys.platform != "win32"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command, folder):
        import pty

        self.shown = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ["NO_COLOR"] = "1"
            os.execvp(command[0], command)

    def read_until(self, end):
        """Everything up to a text, which the program has to show."""
        limit = time.monotonic() + SECONDS
        start = len(self.shown)
        while not re.search(re.escape(end) + r"$", self.shown[start:]):
            ready, _, _ = select.select([self.terminal], [], [], max(0, limit - time.monotonic()))
            try:
                part = os.read(self.terminal, 4096) if ready else b""
            except OSError:
                part = b""
            if not part:
                raise RuntimeError(f"`{end}` was not asked:\n{self.shown}")
            self.shown += part.decode()

    def type(self, line):
        os.write(self.terminal, (line + "\n").encode())

    def wait(self):
        """How the program ended, after all that it showed."""
        while True:
            try:
                part = os.read(self.terminal, 4096)
            except OSError:
                break
            if not part:
                break
            self.shown += part.decode()
        _, status = os.waitpid(self.process, 0)
        return status


def try_interview(command, folder):
    """Raises an error that says what does not work. `command` is the program, with what starts it."""
    terminal = Terminal([*command, "init", "asked"], folder)
    for end, answer in CONVERSATION:
        terminal.read_until(end)
        terminal.type(answer)
    status = terminal.wait()
    if status != 0:
        raise RuntimeError(f"the interview ended with {status}:\n{terminal.shown}")
    settings = (Path(folder) / "asked/content/portfolio.yaml").read_text(encoding="utf-8")
    for line in ['name: "Dana Whitfield"', "theme: dossier", "frameworks: [my-standards]"]:
        if line not in settings:
            raise RuntimeError(f"the settings lack `{line}`:\n{settings}")
    # Ctrl-C leaves nothing.
    terminal = Terminal([*command, "init", "given-up"], folder)
    terminal.read_until("> ")
    os.kill(terminal.process, signal.SIGINT)
    status = terminal.wait()
    if status == 0 or (Path(folder) / "given-up").exists():
        raise RuntimeError(f"an interview that was given up ends with {status} and leaves a folder")
    if "Stopped. Nothing was written." not in terminal.shown:
        raise RuntimeError(f"an interview that was given up doesn't say so:\n{terminal.shown}")
