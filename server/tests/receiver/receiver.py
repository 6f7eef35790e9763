"""A mail server (aiosmtpd) and a gateway for short messages, each on a free port.

Both write what they take as one JSON line to standard output, and behave as the last line on standard input says: take,
refuse, busy, cut, wrong (the answer to a log-in that isn't known), down (no mail server at all), or hang: the next one is
held until the line after. The first line that is written names the ports. The gateway checks signatures by itself, from the
standard's text: its key is the only argument.
"""

import asyncio
import base64
import email
import email.policy
import hashlib
import hmac
import json
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

KEY = base64.b64decode(sys.argv[1].removeprefix("whsec_"))

manner = "take"
released = threading.Event()
lock = threading.Lock()
known = set()


def say(**what):
    with lock:
        print(json.dumps(what, ensure_ascii=False), flush=True)


class Mail:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if manner == "refuse":
            return "550 5.1.1 no such mailbox: " + address
        if manner == "busy":
            return "451 4.3.0 try later"
        if manner == "wrong":
            return "530 5.7.0 authentication required"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if manner == "cut":
            say(kind="cut", means="mail")
            server.transport.abort()
            return "421 gone"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        took = dict(
            means="mail",
            id=message["Message-ID"],
            to=envelope.rcpt_tos,
            subject=message["Subject"],
            form=message.get_content_type(),
            text=message.get_body(("plain",)).get_content(),
            page=message.get_body(("html",)).get_content(),
            date=message["Date"],
            automatic=message["Auto-Submitted"],
        )
        if hangs():
            say(kind="hung", **took)
            while not released.is_set():
                await asyncio.sleep(0.01)
            say(kind="late", **took)
            return "250 taken after all"
        say(kind="took", **took)
        return "250 taken"


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        identity, second = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = b".".join([identity.encode(), second.encode(), body])
        mine = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
        given = self.headers["webhook-signature"].split(" ")
        if not any(hmac.compare_digest("v1," + mine, one) for one in given):
            say(kind="forged", means="message")
            return self.answer(401)
        content = json.loads(body)
        took = dict(means="message", id=identity, second=int(second), to=[content["data"]["to"]], text=content["data"]["text"])
        if manner == "refuse":
            return self.answer(422)
        if manner in ("busy", "wrong"):
            return self.answer(503 if manner == "busy" else 401)
        if manner == "cut":
            say(kind="cut", **took)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if hangs():
            say(kind="hung", **took)
            released.wait()
            say(kind="late", **took)
            return self.answer(204)
        say(kind="double" if identity in known else "took", **took)
        known.add(identity)
        self.answer(204)


def hangs():
    """Whether this one is to be held; only the first is."""
    global manner
    with lock:
        held = manner == "hang"
        manner = "take" if held else manner
        return held


def free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mail_on(port):
    mail = Controller(Mail(), hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    mail.start()
    return mail


def main():
    global manner
    port = free()
    mail = mail_on(port)
    gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    gateway.daemon_threads = True
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    say(kind="ready", mail=port, gateway=gateway.server_port)
    for line in sys.stdin:
        manner = line.strip()
        if manner == "down" and mail:
            mail.stop()
            mail = None
        elif manner != "down" and not mail:
            mail = mail_on(port)
        (released.clear if manner == "hang" else released.set)()
        say(kind="now", manner=manner)


main()
