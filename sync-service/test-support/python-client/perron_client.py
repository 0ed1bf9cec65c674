"""A Perron client written from docs/SYNC-PROTOCOL.md alone: it shows that the page is enough.

Speaks version 1, 2 or 3 of the protocol (without compression) over Debian's python3-socketio.
"""

import base64
import binascii
import hashlib
import json
import os
import threading
import time
import uuid

import socketio
import websocket
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAMESPACE = "/sync"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# "A connection that sends an Origin header is refused": the library sends one unless it is told not to.
_create_connection = websocket.create_connection
websocket.create_connection = lambda *args, **options: _create_connection(
    *args, **{**options, "suppress_origin": True}
)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text):
    return base64url(hashlib.sha256(text.encode()).digest())


def random16():
    return base64url(os.urandom(16))


def uuid7():
    number = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=number & ~(3 << 62) | 2 << 62))


def public_key(key):
    return base64url(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def anchor_id(statement):
    return base64url(hashlib.sha256(statement.encode()).digest()[:16])


def check_character(nine):
    return ALPHABET[sum(place * ALPHABET.index(c) for place, c in enumerate(nine, 1)) % 29]


def slip_part(secret, word, length=16):
    return HKDF(SHA256(), length, None, b"perron-slip-1\n" + word.encode()).derive(secret)


def slip_uuid(secret, word):
    number = int.from_bytes(slip_part(secret, word), "big")
    number = number & ~(0xF << 76) | 8 << 76
    return str(uuid.UUID(int=number & ~(3 << 62) | 2 << 62))


def slip_participant(secret):
    return slip_uuid(secret, "participant")


def slip_look_up(secret):
    return slip_uuid(secret, "look-up")


def slip_code(secret):
    number, nine = int.from_bytes(slip_part(secret, "code"), "big"), ""
    for _ in range(9):
        number, place = divmod(number, 29)
        nine += ALPHABET[place]
    return nine + check_character(nine)


def slip_mark(*lines):
    return hashlib.sha256("\n".join(lines).encode()).digest()[:3]


def slip_text(secret, publishes, service_id, consultation_id, version):
    place = slip_mark("perron-slip-place-1", service_id, consultation_id)
    content = bytes([publishes]) + secret + place + slip_mark("perron-slip-wording-1", version)
    content += binascii.crc_hqx(content, 0xFFFF).to_bytes(2, "big")
    base32 = base64.b32encode(content).decode()
    return "P1" + base32.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", CROCKFORD))


def slip_digest(code, service_id):
    salt = hashlib.sha256(f"perron-receipt-1\n{service_id}".encode()).digest()[:16]
    return base64url(hash_secret_raw(code.encode(), salt, 2, 19456, 1, 16, Type.ID, 19))


def proof_text(service_id, nonce, device_id, chain_id, head, kiosk_nonce):
    seq, hash_ = (str(head["seq"]), head["hash"]) if head else ("0", "-")
    return "\n".join(["perron-prove-1", service_id, nonce, device_id, chain_id, seq, hash_, kiosk_nonce])


def join_records(records):
    return "".join(f"{header}\n{body}\n" for header, body in records).encode()


class Chain:
    """The device's records: header and body lines, each linked to the one before."""

    def __init__(self):
        self.chain_id = uuid7()
        self.boot = random16()
        self.start = time.monotonic()
        self.anchor = None
        self.head = None
        self.records = []

    def add(self, kind, payload, session_id, participant_id=None):
        body = random16() + canonical(payload)
        header = {
            "anchor": self.anchor,
            "at": int(time.time() * 1000),
            "boot": self.boot,
            "chainId": self.chain_id,
            "id": uuid7(),
            "kind": kind,
            "mode": "assisted",
            "mono": int((time.monotonic() - self.start) * 1000),
            "participantId": participant_id,
            "payloadHash": digest(body),
            "prev": self.head["hash"] if self.head else None,
            "seq": self.head["seq"] + 1 if self.head else 1,
            "sessionId": session_id,
            "v": 1,
        }
        line = canonical(header)
        self.head = {"seq": header["seq"], "hash": digest(line)}
        self.records.append((line, body))
        return header["id"]


class Refused(Exception):
    """The service answered with a problem."""


class Client:
    def __init__(self, url):
        self.socket = socketio.Client(reconnection=False)
        self.challenge = None
        challenged = threading.Event()

        def on_challenge(challenge):
            self.challenge = challenge
            challenged.set()

        self.socket.on("device:challenge", on_challenge, namespace=NAMESPACE)
        self.socket.connect(url, namespaces=[NAMESPACE], transports=["websocket"])
        if not challenged.wait(10):
            raise TimeoutError("no challenge")

    def ask(self, event, request):
        answer = self.socket.call(event, request, namespace=NAMESPACE, timeout=20)
        if not answer["ok"]:
            raise Refused(answer["problem"])
        return answer["value"]

    def enrol(self, code, key, protocol):
        request = {"protocol": protocol, "code": code, "publicKey": public_key(key)}
        return self.ask("device:enrol", request)

    def prove(self, enrolment, key, chain, protocol):
        service_id, device_id = enrolment["serviceId"], enrolment["deviceId"]
        kiosk_nonce = random16()
        text = proof_text(
            service_id, self.challenge["nonce"], device_id, chain.chain_id, chain.head, kiosk_nonce
        )
        request = {
            "protocol": protocol,
            "deviceId": device_id,
            "chainId": chain.chain_id,
            "head": chain.head,
            "kioskNonce": kiosk_nonce,
            "signature": base64url(key.sign(text.encode())),
        }
        if protocol >= 2:
            request["encodings"] = ["plain"]
        welcome = self.ask("device:prove", request)
        anchor = welcome["anchor"]
        pinned = Ed25519PublicKey.from_public_bytes(from_base64url(enrolment["signingKey"]))
        pinned.verify(from_base64url(anchor["signature"]), anchor["statement"].encode())
        name, service, epoch, device, _at, nonce = anchor["statement"].split("\n")
        expected = ("perron-anchor-1", service_id, welcome["epoch"], device_id, kiosk_nonce)
        if (name, service, epoch, device, nonce) != expected:
            raise ValueError("the anchor is of another connection")
        chain.anchor = anchor_id(anchor["statement"])
        return welcome

    def push(self, records):
        return self.ask("records:push", {"batch": join_records(records)})

    def pull_all(self):
        """The whole feed by id, and its last cursor."""
        cursor, documents = None, {}
        while True:
            page = self.ask("feed:pull", {"cursor": cursor, "limit": 100})
            for entry in page["entries"]:
                documents[entry["id"]] = entry["document"]
            cursor = page["cursor"]
            if not page["more"]:
                return documents, cursor

    def close(self):
        self.socket.disconnect()
