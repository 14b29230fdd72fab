"""Random commands of all that IMAP servers have, the same for the same seed."""
from commands import NUMBERS, Sessions, message
from imap import quoted

FOLDERS = ["INBOX", "Archive", "Archive/2024", "Trash", "Entw&APw-rfe", 'Odd "name"', "Elsewhere"]
HEAD = (
    b"From: =?utf-8?q?Ann_=C3=84?= <ann@example.org>\r\n"
    b'To: "Bob \\"B\\" Lee" <bob@example.org>, Group: a@b, c@d;\r\n'
)
MESSAGES = [
    message("plain"),
    HEAD + b'Subject: "quotes" and \\backslashes\\ {9}\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\n\r\n'
    b"{3}\r\n)\r\n* 1 EXPUNGE\r\n",
    HEAD + b"Subject: parts\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="(b}{1}"\r\n\r\npreamble\r\n'
    b"--(b}{1}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"w6TDtsO8Cg==\r\n"
    b"--(b}{1}\r\nContent-Type: message/rfc822\r\n\r\n"
    b"Subject: within\r\nIn-Reply-To: <plain@example.org>\r\n\r\ninner\r\n"
    b'--(b}{1}\r\nContent-Disposition: attachment; filename="a) (b.bin"\r\n'
    b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"=00=FF=\r\n\r\n--(b}{1}--\r\n",
    b"Subject: raw \xc3\xa4\xff\r\nReferences: <plain@example.org>\r\nX-Long: " + b"x" * 3000
    + b"\r\n\r\n" + b"\xff\x80 y" * 500 + b"\r\n",
    b"\r\nno header\r\n",
    b"Subject: no body\r\n\r\n",
]
READ = [
    b"FLAGS",
    b"(UID BODY.PEEK[])",
    b"(BODY.PEEK[HEADER.FIELDS (Subject To)])",
    b"(FLAGS RFC822.SIZE INTERNALDATE)",
    b"ENVELOPE",
    b"BODYSTRUCTURE",
    b"ALL",
    b"FULL",
    b"BODY[TEXT]",
    b"(UID BODY.PEEK[1.MIME] BODY.PEEK[2.HEADER])",
    b"BODY.PEEK[]<5.40>",
    b"(MODSEQ UID)",
    b"BODY.PEEK[HEADER.FIELDS.NOT (Received)]",
    b"RFC822.HEADER",
    b"(BINARY.PEEK[1] BINARY.SIZE[1])",
    b"(UID FLAGS BODY.PEEK[2.1]<0.3> BODY.PEEK[3])",
    b'BODY.PEEK[HEADER.FIELDS ("Subject" {2+}\r\nTo)]',
]
KEYS = [
    b"ALL",
    b"UNSEEN",
    b"NOT DELETED",
    b"OR FLAGGED (KEYWORD $Work SEEN)",
    b'SUBJECT "quotes\\""',
    b"TEXT {5+}\r\ninner",
    b"UID 1:3",
    b"CHARSET UTF-8 BODY {2+}\r\n\xc3\xa4",
    b"SINCE 1-Jan-2025",
    b"LARGER 400 SMALLER 40000",
    b"HEADER X-Long x",
    b"MODSEQ 1",
    b"2,4:*",
]
RETURNS = [b"", b"", b"RETURN (COUNT) ", b"RETURN (MIN MAX ALL) ", b"RETURN (SAVE) "]
SORTS = [b"SORT (REVERSE DATE SUBJECT) UTF-8 ", b"THREAD REFS UTF-8 ", b"SORT RETURN (COUNT) (SIZE) US-ASCII "]
LISTS = [
    b'LIST "" *',
    b'LIST "" %',
    b'LIST "Archive/" %',
    b'LSUB "" *',
    b'LIST (SUBSCRIBED) "" *',
    b'LIST "" (INBOX "Arch*") RETURN (CHILDREN)',
    b'LIST "" "*" RETURN (STATUS (MESSAGES UNSEEN))',
    b'LIST (SUBSCRIBED RECURSIVEMATCH) "" %',
    b'LIST "" ""',
    b'LIST "" {4+}\r\nTras',
]
WIDE = [  # none of these passes the gate
    b"NOTIFY NONE",
    b"NOTIFY SET (SELECTED (MessageNew MessageExpunge))",
    b"GETMETADATA INBOX /private/comment",
    b"GETACL INBOX",
    b"UNAUTHENTICATE",
    b"X-NOTHING",
    b"ESEARCH IN (mailboxes Archive) UNSEEN",
    b"SEARCH RETURN (PARTIAL 1:2) ALL",
    b'CANCELUPDATE "x"',
]
# In the midst of others it changes nothing.
HARMLESS = (b"FETCH ", b"LIST ", b"STATUS ", b"SEARCH ", b"LSUB ")
HARMFUL = (b"SAVE", b"BODY[", b"$")


class Everything(Sessions):
    """The commands of the other comparison, and those that they leave out."""

    def __init__(self, seed, limited):
        super().__init__(seed, {})
        self.limited = limited

    def command(self):
        pick = self.random.choice
        uid = pick([b"", b"UID "])
        kind = self.random.randrange(18)
        if kind < 4:
            return [uid + b"FETCH " + pick(NUMBERS) + b" " + pick(READ)]
        if kind == 4:
            return [b"UID FETCH 1:* (FLAGS) (CHANGEDSINCE %MODSEQ%)"]
        if kind == 5:
            return [uid + b"STORE " + pick(NUMBERS) + b" (UNCHANGEDSINCE %MODSEQ%) +FLAGS (\\Answered)"]
        if kind < 8:
            return [uid + b"SEARCH " + pick(RETURNS) + pick(KEYS)]
        if kind == 8:
            return [uid + pick([b"FETCH $ FLAGS", b"SEARCH $ SEEN", b"STORE $ +FLAGS ($Work)"])]
        if kind == 9:
            return [uid + pick(SORTS) + pick(KEYS[:4])]
        if kind == 10:
            return [pick(LISTS)]
        if kind == 11:
            return [b"STATUS " + self.mailbox() + b" (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)"]
        if kind == 12:
            subscribe = pick([b"SUBSCRIBE ", b"UNSUBSCRIBE "]) + self.mailbox()
            return pick([[b"IDLE", b"DONE"], [subscribe], [subscribe], [b"GETQUOTAROOT INBOX"]])
        if kind == 13 and not self.limited:
            return pick([[pick(WIDE)], self.two_messages()])
        return super().command()

    def mailbox(self):
        return self.written(self.random.choice(FOLDERS + ["inbox", "INBOX", "INBOX", "Archive"]))

    def new_folder(self):
        return self.written(self.random.choice(["Archive/new", "Archive/other", "Elsewhere", "Trash/&AOQ-"]))

    def written(self, name):
        how = self.random.randrange(3)
        if how == 0:
            return b"{%d+}\r\n%s" % (len(name), name.encode())
        return name.encode() if how == 1 and name.replace("/", "").isalnum() else quoted(name)

    def append(self):
        text = self.random.choice(MESSAGES)
        flags = self.random.choice([b"(\\Seen) ", b"", b"(\\Flagged $Work) "])
        head = b'APPEND %s %s"02-Feb-2026 10:00:00 +0000" ' % (self.mailbox(), flags)
        if self.random.random() < 0.5:
            return [head + b"{%d+}\r\n%s" % (len(text), text)]
        return [head + b"{%d}" % len(text), text]

    def two_messages(self):
        one, other = self.random.sample(MESSAGES, 2)
        date = b'"02-Feb-2026 10:00:00 +0000"'
        return [b"APPEND INBOX %s {%d}" % (date, len(one)), one + b" (\\Seen) %s {%d}" % (date, len(other)), other]

    def harmless(self):
        """One whose place among others changes nothing."""
        while True:
            made = self.command()
            if len(made) == 1 and made[0].startswith(HARMLESS) and not any(it in made[0] for it in HARMFUL):
                return made
