"""The ways to a mailbox that are compared: directly, and through the bridge."""
import json
import pathlib

from imap import Connection


class Way:
    """One of them, as a line of JSON in a file describes it."""

    def __init__(self, name, port, user, password, ca=None, limited=False):
        self.name, self.port, self.user, self.password = name, port, user, password
        self.ca, self.limited = ca, limited

    def connect(self):
        return Connection(self.port, self.user, self.password, self.ca)


def read(path):
    """The first is the direct one."""
    lines = pathlib.Path(path).read_text().splitlines()
    return [Way(**json.loads(line)) for line in lines]


def count(path, what, tried, held):
    """A line for the table of scripts/torture, if it wants one."""
    if path:
        with open(path, "a") as table:
            table.write(f"conformance\t{what}\t{tried}\t{held}\n")
