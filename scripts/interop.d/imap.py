"""A connection to an IMAP server, for the scripts that compare mailboxes."""
import re
import socket
import ssl

SECONDS = 60  # a machine that is busy with everything else needs some
LITERAL = re.compile(rb"\{(\d+)\}\r\n\Z")


class OutOfStep(Exception):
    """The server said what nobody asked for, or no more."""


class Connection:
    """What one client says and hears. Without a CA file it is in plaintext."""

    def __init__(self, port, user, password, ca=None):
        plain = socket.create_connection(("127.0.0.1", port), SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = plain
        if ca:
            context = ssl.create_default_context(cafile=ca)
            self.socket = context.wrap_socket(plain, server_hostname="localhost")
        self.file = self.socket.makefile("rb")
        self.count = 0
        self.said = b""  # the last tagged reply
        self.reply()
        status, _ = self.run([b"LOGIN " + quoted(user) + b" " + quoted(password)])
        if status != "OK":
            raise OutOfStep(f"{user} may not log in: {self.said!r}")

    def next_tag(self):
        self.count += 1
        return b"t%d" % self.count

    def run(self, pieces):
        """Sends a command; between its pieces it waits for a continuation."""
        tag = self.next_tag()
        replies = []
        self.send(tag + b" " + pieces[0] + b"\r\n")
        rest = list(pieces[1:])
        while True:
            reply = self.reply()
            if reply.startswith(b"+") and rest:
                self.send(rest.pop(0) + b"\r\n")
            elif reply.startswith(tag + b" "):
                self.said = reply
                return reply.split(b" ", 2)[1].decode().upper(), replies
            elif reply.startswith(b"* "):
                replies.append(reply)
            else:
                raise OutOfStep(f"out of step: {reply!r} to {pieces!r}")

    def send(self, octets):
        self.socket.sendall(octets)

    def reply(self):
        """One reply with its literals, less the line's end."""
        whole = b""
        while True:
            line = self.file.readline()
            if not line.endswith(b"\r\n"):
                raise OutOfStep(f"the connection ended after {(whole + line)[-200:]!r}")
            whole += line
            literal = LITERAL.search(line)
            # Servers put into status replies and continuations what clients said.
            if not literal or STATUS.match(whole):
                return whole[:-2]
            whole += self.file.read(int(literal.group(1)))

    def close(self):
        self.run([b"LOGOUT"])
        self.drop()

    def drop(self):
        """Without a goodbye."""
        self.file.close()
        self.socket.close()


STATUS = re.compile(rb"(?:\+|\S+ (?:OK|NO|BAD|BYE|PREAUTH))[ \r]", re.I)


def quoted(text):
    return b'"' + text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
