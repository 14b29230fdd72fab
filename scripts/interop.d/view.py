"""What one connection knows of the mailbox that it has selected, and what no server may tell it.

RFC 9051 7.4.1, 7.5.1: message numbers change by EXPUNGE alone, and by no EXPUNGE while a command that
names them is answered. RFC 9051 2.3.1.1: UIDs ascend. RFC 7162 3.1: a change of flags has a MODSEQ of
its own, and they ascend.
"""
import hashlib
import re

NUMBERED = re.compile(rb"\* (\d+) (EXISTS|EXPUNGE|RECENT|FETCH)\b ?(.*)", re.I | re.S)
UID = re.compile(rb"[( ]UID (\d+)")
FLAGS = re.compile(rb"[( ]FLAGS \(([^)]*)\)", re.I)
MODSEQ = re.compile(rb"[( ]MODSEQ \((\d+)\)", re.I)
SIZE = re.compile(rb"[( ]RFC822\.SIZE (\d+)")
BODY = re.compile(rb"[( ]BODY\[\] \{(\d+)\}\r\n")
NAME = re.compile(rb"^X-Name: (\S+)\r\n", re.M)
WITHOUT_EXPUNGE = re.compile(rb"(?:FETCH|STORE|SEARCH)\b", re.I)


class Wrong(Exception):
    """A reply that contradicts what was said before."""


def numbers(text):
    """Of a set without *."""
    found = []
    for part in text.split(b","):
        first, _, last = part.partition(b":")
        low, high = sorted((int(first), int(last or first)))
        found.extend(range(low, high + 1))
    return found


def message(name, size):
    """One that says by itself whether all of it has arrived."""
    line = hashlib.sha256(name.encode()).hexdigest().encode() + b"\r\n"
    body = (line * (size // len(line) + 1))[: max(size, len(line)) - 2] + b"\r\n"
    body += b".\r\nt1 OK done {9}\r\n"
    head = f"From: ann@example.org\r\nSubject: {name}\r\nX-Name: {name}/{len(body)}\r\n\r\n".encode()
    return head + body


def name_of(octets):
    """The name of a message that is whole."""
    found = NAME.search(octets)
    if found:
        name, size = found.group(1).decode().rsplit("/", 1)
        if octets == message(name, int(size) - len(b".\r\nt1 OK done {9}\r\n")):
            return name
    raise Wrong(f"not a message of ours: {octets[:300]!r}, {len(octets)} octets")


class View:
    """The messages by number: the UID of each, once it was told."""

    def __init__(self, keyword):
        self.keyword = keyword  # that nobody else sets
        self.uids = []
        self.own = {}  # whether a message has it, by UID
        self.modseqs = {}  # the last, and the flags with it, by UID
        self.gone = set()

    def heard(self, reply, commands):
        """A reply while these commands are being answered."""
        match = NUMBERED.match(reply)
        if not match:
            return
        number, kind = int(match.group(1)), match.group(2).upper()
        if kind == b"EXISTS":
            if number < len(self.uids):
                raise Wrong(f"{reply!r}, and there were {len(self.uids)}")
            self.uids += [None] * (number - len(self.uids))
        elif kind == b"EXPUNGE":
            if commands and all(WITHOUT_EXPUNGE.match(it) for it in commands):
                raise Wrong(f"{reply!r} during {commands!r}")
            self.expunged(number, reply)
        elif kind == b"FETCH":
            self.fetched(number, match.group(3), reply)

    def announced(self, number):
        """Cyrus now and then speaks of a new message before it says EXISTS, also directly."""
        if number == len(self.uids) + 1:
            self.uids.append(None)

    def expunged(self, number, reply):
        self.announced(number)
        if not 1 <= number <= len(self.uids):
            raise Wrong(f"{reply!r}, and there are {len(self.uids)}")
        uid = self.uids.pop(number - 1)
        if uid is not None:
            self.gone.add(uid)

    def fetched(self, number, items, reply):
        self.announced(number)
        if not 1 <= number <= len(self.uids):
            raise Wrong(f"{reply[:200]!r}, and there are {len(self.uids)}")
        body = BODY.search(items)
        plain = items if not body else items[: body.start()] + items[body.end() + int(body.group(1)) :]
        uid = UID.search(plain)
        if uid:
            self.learn(number, int(uid.group(1)), reply)
        if body:
            octets = items[body.end() : body.end() + int(body.group(1))]
            name_of(octets)
            size = SIZE.search(plain)
            if size and int(size.group(1)) != len(octets):
                raise Wrong(f"RFC822.SIZE {size.group(1)!r} of {len(octets)} octets")
        flags, known = FLAGS.search(plain), self.uids[number - 1]
        if flags and known is not None:
            self.flagged(known, frozenset(flags.group(1).split()), MODSEQ.search(plain))

    def learn(self, number, uid, reply):
        known = self.uids[number - 1]
        if known not in (None, uid):
            raise Wrong(f"{reply[:200]!r}, and it was {known}")
        before = [it for it in self.uids[: number - 1] if it is not None]
        behind = [it for it in self.uids[number:] if it is not None]
        if (before and before[-1] >= uid) or (behind and behind[0] <= uid) or uid in self.gone:
            raise Wrong(f"{reply[:200]!r} among {self.uids!r}, gone {uid in self.gone}")
        self.uids[number - 1] = uid

    def flagged(self, uid, flags, modseq):
        flags -= {b"\\Recent"}
        if uid in self.own and (self.keyword in flags) != self.own[uid]:
            raise Wrong(f"{uid} has {flags!r}, and {self.keyword!r} of it is {self.own[uid]}")
        if modseq:
            now = int(modseq.group(1))
            before, last = self.modseqs.get(uid, (0, flags))
            if now < before and b"\\Deleted" in last:
                return  # Dovecot shows an old state of what is being expunged, also directly
            if now < before or (now == before and flags != last):
                raise Wrong(f"{uid} has {flags!r} at {now}, and had {last!r} at {before}")
            self.modseqs[uid] = now, flags

    def known(self):
        return [uid for uid in self.uids if uid is not None]
