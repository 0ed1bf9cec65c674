"""What a slip opens: the age format with one X25519 recipient, as age-encryption.org/v1 has it, and Bech32 (BIP 173)."""

import base64
import hashlib
import hmac
import json
import zlib

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from perron_client import slip_part

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHUNK = 65536 + 16


def bech32(prefix, data):
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    fill = -bits % 5
    number, count = number << fill, (bits + fill) // 5
    values = [number >> 5 * place & 31 for place in reversed(range(count))]
    check = 1
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    for value in expanded + values + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    check ^= 1
    return prefix + "1" + "".join(BECH32[value] for value in values + [check >> 5 * (5 - i) & 31 for i in range(6)])


def slip_key(secret):
    return X25519PrivateKey.from_private_bytes(slip_part(secret, "seal", 32))


def raw_public(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def slip_identity(secret):
    return bech32("age-secret-key-", slip_part(secret, "seal", 32)).upper()


def slip_recipient(secret):
    return bech32("age", raw_public(slip_key(secret)))


def derived(key, salt, info):
    return HKDF(SHA256(), 32, salt, info).derive(key)


def unpadded(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def open_age(file, key):
    header, rest = file.split(b"\n--- ", 1)
    mac, payload = rest.split(b"\n", 1)
    version, stanza, wrapped = header.decode().split("\n")
    kind, share = stanza.removeprefix("-> ").split(" ")
    if (version, kind) != ("age-encryption.org/v1", "X25519"):
        raise ValueError("another format")
    shared = key.exchange(X25519PublicKey.from_public_bytes(unpadded(share)))
    wrapping = derived(shared, unpadded(share) + raw_public(key), b"age-encryption.org/v1/X25519")
    file_key = ChaCha20Poly1305(wrapping).decrypt(bytes(12), unpadded(wrapped), None)
    expected = hmac.digest(derived(file_key, b"", b"header"), header + b"\n---", hashlib.sha256)
    if not hmac.compare_digest(expected, unpadded(mac.decode())):
        raise ValueError("the header was altered")
    stream = ChaCha20Poly1305(derived(file_key, payload[:16], b"payload"))
    chunks = [payload[at : at + CHUNK] for at in range(16, len(payload), CHUNK)]
    plain = b""
    for number, chunk in enumerate(chunks):
        nonce = number.to_bytes(11, "big") + bytes([number == len(chunks) - 1])
        plain += stream.decrypt(nonce, chunk, None)
    return plain


def open_slip(sealed, secret):
    opened = open_age(base64.b64decode(sealed), slip_key(secret))
    return json.loads(zlib.decompressobj(-15).decompress(opened))
