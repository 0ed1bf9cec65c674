"""Checks every test vector of common/domain/record-vectors.json; prints how many things were compared."""

import json
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from perron_client import (
    anchor_id,
    base64url,
    canonical,
    check_character,
    digest,
    from_base64url,
    proof_text,
    public_key,
    slip_code,
    slip_digest,
    slip_look_up,
    slip_participant,
    slip_text,
)
from slip_copy import open_slip, slip_identity, slip_recipient

with open(sys.argv[1], encoding="utf-8") as file:
    vectors = json.load(file)
compared = 0


def same(mine, theirs):
    global compared
    compared += 1
    if mine != theirs:
        raise AssertionError(f"{mine!r} is not {theirs!r}")


for vector in vectors["canonicalJson"]:
    same(canonical(vector["value"]), vector["text"])
same("".join(r["headerLine"] + "\n" + r["bodyLine"] + "\n" for r in vectors["records"]), vectors["batch"]["text"])
previous = None
for seq, record in enumerate(vectors["records"], 1):
    header = record["header"]
    same(canonical(header), record["headerLine"])
    same(record["salt"] + canonical(record["payload"]), record["bodyLine"])
    same(digest(record["bodyLine"]), header["payloadHash"])
    same(digest(record["headerLine"]), record["headerHash"])
    same((header["seq"], header["prev"]), (seq, previous))
    previous = record["headerHash"]
for name in ("anchor", "proof", "emptyChainProof", "rekey"):
    vector = vectors[name]
    key = Ed25519PrivateKey.from_private_bytes(from_base64url(vector["seed"]))
    same(public_key(key), vector["publicKey"])
    same(base64url(key.sign(vector["text"].encode())), vector["signature"])
    verifier = Ed25519PublicKey.from_public_bytes(from_base64url(vector["publicKey"]))
    verifier.verify(from_base64url(vector["signature"]), vector["text"].encode())
proof = vectors["proof"]
named = [proof[key] for key in ("serviceId", "nonce", "deviceId", "chainId", "head", "kioskNonce")]
same(proof_text(*named), proof["text"])
same(anchor_id(vectors["anchor"]["text"]), vectors["anchor"]["id"])
slip = vectors["receiptCode"]
same(check_character(slip["code"][:9]), slip["code"][9])
same(slip_digest(slip["code"], slip["serviceId"]), slip["digest"])
slip = vectors["slip"]
secret = from_base64url(slip["secret"])
same(slip_participant(secret), slip["participantId"])
same(slip_code(secret), slip["code"])
same(slip_look_up(secret), slip["lookUp"])
same(slip_identity(secret), slip["identity"])
same(slip_recipient(secret), slip["recipient"])
same(open_slip(slip["sealed"], secret), json.loads(slip["copy"]))
named = [slip[key] for key in ("publishes", "serviceId", "consultationId", "version")]
same(slip_text(secret, *named), slip["text"])
print(compared)
