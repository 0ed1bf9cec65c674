"""Plays a workshop against a service: enrols, proves, pushes, pushes again, pushes poison, pulls, comes back.

Arguments: the service's address, a one-time code, the protocol version. Prints one JSON object.
"""

import json
import os
import sys
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from perron_client import (
    Chain,
    Client,
    Refused,
    digest,
    random16,
    slip_code,
    slip_digest,
    slip_look_up,
    slip_participant,
    uuid7,
)
from slip_copy import open_slip, slip_recipient

url, code, protocol = sys.argv[1], sys.argv[2], int(sys.argv[3])
key = Ed25519PrivateKey.generate()
chain = Chain()

client = Client(url)
try:
    client.push([])
    refused = None
except Refused as problem:
    refused = str(problem)
enrolment = client.enrol(code, key, protocol)
welcome = client.prove(enrolment, key, chain, protocol)

consultation = enrolment["configuration"]["consultationId"]
secret = os.urandom(16)
session, participant = uuid7(), slip_participant(secret)
WORDS = "Héllo 😀 \u202e\u0645\u0631\u062d\u0628\u0627\n\t\u0001<b>\"'\\</b>"
worded = {"consultationId": consultation, "language": "fr", "authorship": "verbatim", "readBack": "aloud"}
consent = {
    "purpose": "publish-words",
    "given": True,
    "version": "v1",
    "wording": digest("Mes mots peuvent être publiés."),
    "language": "fr",
    "manner": "spoken",
}

opening = {"consultationId": consultation, "facilitatorId": uuid7(), "workshopId": None}
chain.add("session.opened", opening, session)
chain.add("participant.welcomed", {"language": "fr", "consents": [consent]}, session, participant)
idea = chain.add("idea", {**worded, "title": "Une idée", "words": WORDS, "topicId": None}, session, participant)
target = {"targetId": idea, "targetKind": "idea"}
comment = chain.add("comment", {**worded, **target, "words": "Oui !"}, session, participant)
chain.add("support", {"consultationId": consultation, **target}, session, participant)
slip = slip_digest(slip_code(secret), enrolment["serviceId"])
chain.add("receipt.issued", {"codeDigest": slip}, session, participant)
keys = {"lookUp": slip_look_up(secret), "recipient": slip_recipient(secret)}
chain.add("slip.keyed", {"consultationId": consultation, **keys}, session, participant)
chain.add("participant.left", {}, session, participant)
counts = {"participants": 1, "ideas": 1, "comments": 1, "supports": 1}
chain.add("session.closed", {**counts, "records": len(chain.records), "head": chain.head}, session)

first = client.push(chain.records)
again = client.push(chain.records)
header, body = chain.records[2]
poisoned = client.push([(header, body + " "), ("no header", random16() + "{}")])
documents, cursor = client.pull_all()
behind_slip = client.ask("receipt:find", {"codeDigest": slip})
client.close()

back = Client(url)
second = back.prove(enrolment, key, chain, protocol)
opened = None
if protocol >= 3:
    # The service seals it a moment later.
    for _ in range(100):
        copy = back.pull_all()[0].get(keys["lookUp"])
        if copy is not None:
            opened = open_slip(copy["sealed"], secret)
            break
        time.sleep(0.1)
later, _ = back.pull_all()
back.close()

print(
    json.dumps(
        {
            "refused": refused,
            "welcomeKeys": sorted(welcome),
            "sessionId": session,
            "words": WORDS,
            "first": first,
            "again": again,
            "poisoned": poisoned,
            "idea": documents.get(idea),
            "comment": documents.get(comment),
            "behindSlip": sorted(one["kind"] for one in behind_slip["contributions"]),
            "position": cursor["position"],
            "opened": opened and sorted((one["kind"], one["words"]) for one in opened["contributions"]),
            "told": keys["lookUp"] in later,
            "headIsMine": second["head"] == chain.head,
            "missing": second["missing"],
        }
    )
)
