"""What all clients of a mailbox have done to it: what must be there in the end, and what must not."""
import collections
import threading

from view import Wrong, name_of, numbers

import re

FOLDERS = ["INBOX", "Archive", "Work"]
APPENDED = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.I)
COPIED = re.compile(rb"\[COPYUID (\d+) ([\d:,]+) ([\d:,]+)\]", re.I)
MESSAGE = re.compile(rb"\* \d+ FETCH \(.*?UID (\d+).*?BODY\[\] \{\d+\}\r\n(.*)\)\Z", re.I | re.S)
SHOWN = 5


class Ledger:
    """Messages by folder and UID; each has a name, and a copy has that of the first."""

    def __init__(self):
        self.lock = threading.Lock()
        self.validity = {}
        self.stored = {}
        self.attempted = set()  # names that were sent
        self.doomed = set()  # marked as deleted, or moved: may be gone, or not
        self.gone = set()  # somebody was told so
        self.wrong = []
        self.counts = collections.Counter()

    def note(self, way, commands, wrong=None):
        with self.lock:
            self.counts[way] += commands
            if wrong:
                self.wrong.append(f"{way}: {wrong}")

    def attempt(self, name):
        with self.lock:
            self.attempted.add(name)

    def doom(self, folder, uids):
        """Before the command is sent."""
        with self.lock:
            self.doomed.update((folder, uid) for uid in uids)

    def vanished(self, folder, uids):
        with self.lock:
            self.gone.update((folder, uid) for uid in uids)

    def appended(self, folder, said, name):
        match = APPENDED.search(said)
        if not match:
            raise Wrong(f"no APPENDUID in {said!r}")
        with self.lock:
            self.valid(folder, match.group(1))
            self.store(folder, int(match.group(2)), name)

    def copied(self, source, target, said):
        """Of COPY and MOVE; without a code, nothing was left to copy."""
        match = COPIED.search(said)
        if not match:
            return
        origins, copies = numbers(match.group(2)), numbers(match.group(3))
        if len(origins) != len(copies):
            raise Wrong(f"sets of different sizes in {said!r}")
        with self.lock:
            self.valid(target, match.group(1))
            for origin, copy in zip(origins, copies):
                self.store(target, copy, self.stored.get((source, origin)))
                if (source, origin) in self.doomed:  # with its flags
                    self.doomed.add((target, copy))

    def valid(self, folder, validity):
        if self.validity.setdefault(folder, validity) != validity:
            raise Wrong(f"UIDVALIDITY {validity!r} of {folder}, and it was {self.validity[folder]!r}")

    def store(self, folder, uid, name):
        if (folder, uid) in self.stored:
            raise Wrong(f"UID {uid} of {folder} was given twice")
        self.stored[folder, uid] = name

    def settle(self, connection):
        """Looks at the mailbox once all clients have left it."""
        there = {}
        for folder in FOLDERS:
            connection.run([b"EXAMINE " + folder.encode()])
            for reply in connection.run([b"UID FETCH 1:* (UID BODY.PEEK[])"])[1]:
                match = MESSAGE.match(reply)
                if match:
                    there[folder, int(match.group(1))] = name_of(match.group(2))
        lost = [it for it in self.stored if it not in there and it not in self.doomed]
        risen = [it for it in there if it in self.gone]
        names = self.stored.items()
        mixed = [it for it, name in names if name and it in there and there[it] != name]
        unknown = [it for it in there if it not in self.stored]
        # Of an APPEND that was cut off nobody knows, but it happened once or not at all.
        copies = collections.Counter(there[it] for it in unknown)
        ours = {name for name in self.stored.values() if name}
        foreign = [name for name, often in copies.items() if often > 1 or name in ours or name not in self.attempted]
        for what, found in {"lost": lost, "gone and there again": risen, "another message": mixed,
                            "there without having been sent": foreign}.items():
            if found:
                self.wrong.append(f"{what}: {found[:SHOWN]!r}")
        return len(there)
