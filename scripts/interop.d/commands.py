"""Random commands of IMAP, the same for the same seed."""
import random

from imap import quoted

HIDDEN = ["Private", "Private/Deep", "Archived"]
FOLDERS = ["INBOX", "Archive", "Archive/2024", "Trash", *HIDDEN]

NUMBERS = [b"1", b"2:4", b"1:*", b"3,5", b"*", b"9"]
SIGNED = [b"+FLAGS", b"-FLAGS", b"+FLAGS.SILENT"]


def message(number):
    return (
        f"From: ann@example.org\r\nTo: bob@example.org\r\nSubject: number {number}\r\n"
        f"Message-ID: <{number}@example.org>\r\n\r\nBody {number}\r\nt1 OK done\r\n"
    ).encode()


class Sessions:
    """Makes commands: the same for the same seed."""

    def __init__(self, seed, run):
        self.random = random.Random(seed)
        self.flags = run.get("flags", ["\\Seen", "\\Flagged", "\\Answered", "\\Draft", "$Work"])
        self.stores = run.get("stores", [b"FLAGS", *SIGNED])
        self.copied = run.get("copied", NUMBERS)
        self.without = run.get("without", set())
        self.added = 0

    def commands(self):
        while True:
            made = self.command()
            if not made[0].decode().startswith(tuple(self.without)):
                yield made

    def command(self):
        pick = self.random.choice
        uid = pick([b"", b"UID "])
        numbers = pick(NUMBERS)
        kind = self.random.randrange(22)
        if kind < 5:
            return [pick([b"SELECT ", b"EXAMINE ", b"SELECT "]) + self.mailbox()] if kind < 4 else [b"UNSELECT"]
        if kind < 7:
            what = pick([b"FLAGS", b"(UID BODY[])", b"(BODY.PEEK[HEADER.FIELDS (Subject)])", b"(FLAGS RFC822.SIZE)"])
            return [uid + b"FETCH " + numbers + b" " + what]
        if kind < 10:
            return [uid + b"STORE " + numbers + b" " + self.stored()]
        if kind == 10:
            return [uid + pick([b"COPY ", b"MOVE "]) + pick(self.copied) + b" " + self.mailbox()]
        if kind < 13:
            return self.append()
        if kind == 13:
            return [pick([b"EXPUNGE", b"UID EXPUNGE 1:*", b"CLOSE", b"CHECK"])]
        if kind == 14:
            return [pick([b"CREATE ", b"DELETE "]) + self.new_folder()]
        if kind == 15:
            return [b"RENAME " + self.new_folder() + b" " + self.new_folder()]
        if kind < 18:
            return [pick([b'LIST "" *', b'LIST "" %', b'LSUB "" *', b'LIST (SUBSCRIBED) "" * RETURN (CHILDREN)',
                          b'LIST "" "Archive/%"', b'LIST "" "P*"'])]
        if kind == 18:
            return [b"STATUS " + self.mailbox() + b" (MESSAGES UIDNEXT UNSEEN)"]
        if kind == 19:
            return self.search(uid)
        if kind == 20:
            return [pick([b"NOOP", b"CAPABILITY", b"NAMESPACE", b"FROBNICATE x", b'ID ("name" "x")'])]
        return [uid + pick([b"SORT (SUBJECT) UTF-8 ALL", b"THREAD REFERENCES UTF-8 ALL"])]

    def search(self, uid):
        kind = self.random.randrange(3)
        if kind == 0:
            return [uid + b"SEARCH UNSEEN"]
        if kind == 1:
            return [uid + b"SEARCH SUBJECT {6}", b"number"]
        return [uid + b"SEARCH OR FLAGGED (NOT DELETED)"]

    def mailbox(self):
        return self.written(self.random.choice(FOLDERS + ["INBOX", "inbox", "INBOX", "Archive", "Nowhere"]))

    def new_folder(self):
        return self.written(self.random.choice(["Archive/new", "Archive/other", "Elsewhere", "Private/x"]))

    def written(self, name):
        if self.random.random() < 0.5:
            return quoted(name)
        return b"{%d+}\r\n%s" % (len(name), name.encode()) if self.random.random() < 0.5 else name.encode()

    def stored(self):
        how = self.random.choice(self.stores)
        if self.random.random() < 0.2:
            return b"+FLAGS (\\Deleted)"
        flags = self.random.sample(self.flags, self.random.randrange(1, 3))
        return how + b" (" + " ".join(flags).encode() + b")"

    def append(self):
        self.added += 1
        text = message(f"new-{self.added}")
        flags = self.random.choice([b"(\\Seen) ", b"", b"(\\Flagged $Work) "])
        head = b'APPEND %s %s"02-Feb-2026 10:00:00 +0000" ' % (self.mailbox(), flags)
        if self.random.random() < 0.5:
            return [head + b"{%d+}\r\n%s" % (len(text), text)]
        return [head + b"{%d}" % len(text), text]
