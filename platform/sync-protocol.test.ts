/** What `docs/SYNC-PROTOCOL.md` shows is what both sides take: each example fits its schema, and none is missing. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { carryHead, enrolmentFileHead, enrolmentRequestHead, returnHead } from '../common/contract/carry.ts';
import { feedDocuments, officialAnswer, slipDocument } from '../common/contract/feed.ts';
import { slipCopy } from '../common/contract/receipts.ts';
import { recordHeader, recordPayloads } from '../common/contract/records.ts';
import {
  challenge,
  feedHint,
  PROTOCOL_VERSIONS,
  proofText,
  proveRequest,
  rekeyRequest,
  rekeyText,
  revocation,
  syncRequests,
  welcome,
} from '../common/contract/sync.ts';
import { canonicalJson } from '../common/domain/canonical-json.ts';
import { payloadText } from '../common/domain/record-lines.ts';
import { QUARANTINE_RULES } from '../common/domain/records.ts';
import { PROBLEM_CODES } from '../common/problems.ts';
import { isSignedBy, sha256 } from './crypto.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const page = read('../docs/SYNC-PROTOCOL.md');
const vectors = JSON.parse(read('../common/domain/record-vectors.json'));

/** By what stands behind the language of their fences; a `json` fence without a name is none of ours. */
const examples = new Map<string, string>();
const twice: string[] = [];
for (const [, name = '', text = ''] of page.matchAll(/^```json ?(.*)\n([\s\S]*?)\n```$/gm)) {
  if (examples.has(name) && name !== 'feed:pull answer') twice.push(name);
  // A problem is shown as an answer of the same event.
  examples.set(examples.has(name) ? `${name}, another` : name, text);
}
const example = (name: string): unknown => JSON.parse(examples.get(name) ?? 'null');

const schemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...Object.entries(syncRequests).flatMap(([event, { request, answer }]): [string, z.ZodType][] => [
    [`${event} request`, request],
    [`${event} answer`, answer],
  ]),
  ['feed:pull answer, another', syncRequests['feed:pull'].answer],
  ['device:challenge', challenge],
  ['device:welcome', welcome],
  ['device:revoked', revocation],
  ['feed:hint', feedHint],
  ['answer', officialAnswer],
  ['slip', slipCopy],
  ['perron-carry-1', carryHead],
  ['perron-return-1', returnHead],
  ['perron-request-1', enrolmentRequestHead],
  ['perron-enrolment-1', enrolmentFileHead],
]);
/** One example a key. */
const families = { payloads: recordPayloads, feed: { ...feedDocuments, slip: slipDocument } };

test('every example names what it is an example of, once', () => {
  expect(twice).toEqual([]);
  const known = new Set([...schemas.keys(), ...Object.keys(families)]);
  expect([...examples.keys()].filter((name) => !known.has(name))).toEqual([]);
});

// A batch is binary; the test vectors hold one.
test.each([...schemas].filter(([name]) => name !== 'records:push request' && !name.endsWith('another')))(
  'there is an example of %s, and it fits',
  (name, schema) => {
    expect(schema.safeParse(example(name))).toMatchObject({ success: true });
    const other = `${name}, another`;
    if (examples.has(other)) expect(schema.safeParse(example(other))).toMatchObject({ success: true });
  },
);

test.each(Object.entries(families))('there is an example of each of the %s, and it fits', (name, kinds) => {
  const shown = example(name) as Record<string, unknown>;
  expect(Object.keys(shown).toSorted()).toEqual(Object.keys(kinds).toSorted());
  for (const [kind, schema] of Object.entries(kinds))
    expect({ kind, ...(schema as z.ZodType).safeParse(shown[kind]) }).toMatchObject({ success: true });
});

test('the record that is shown is canonical and has the digest that it names', () => {
  const [, header = '', body = ''] = /```text record\n(.*)\n(.*)\n```/.exec(page) ?? [];
  const parsed = recordHeader.parse(JSON.parse(header));
  expect(canonicalJson(parsed)).toBe(header);
  expect(sha256(body)).toBe(parsed.payloadHash);
  expect(canonicalJson(JSON.parse(payloadText(body)))).toBe(payloadText(body));
});

test('the proof and the new key that are shown were signed for the challenge that is shown', () => {
  const { serviceId, nonce, protocols } = challenge.parse(example('device:challenge'));
  expect(protocols).toEqual(PROTOCOL_VERSIONS);
  const proof = proveRequest.parse(example('device:prove request'));
  const { publicKey: deviceKey } = vectors.proof;
  expect(isSignedBy(proofText({ ...proof, serviceId, nonce }), proof.signature, deviceKey)).toBe(true);
  const { publicKey, signature } = rekeyRequest.parse(example('device:rekey request'));
  const { deviceId } = proof;
  expect(isSignedBy(rekeyText({ serviceId, nonce, deviceId, publicKey }), signature, publicKey)).toBe(true);
});

test('every rule, every version and every event’s problems are told', () => {
  const firstCells = [...page.matchAll(/^\| `?([^`|]+?)`? \|/gm)].map(([, cell]) => cell);
  expect(QUARANTINE_RULES.filter((rule) => !firstCells.includes(rule))).toEqual([]);
  expect(PROTOCOL_VERSIONS.filter((version) => !firstCells.includes(String(version)))).toEqual([]);
  const table = /^\| event \| its own problems[^\n]*\n((?:\|[^\n]*\n)+)/m.exec(page)?.[1] ?? '';
  expect(Object.keys(syncRequests).filter((event) => !table.includes(`\`${event}\``))).toEqual([]);
  const told = [...table.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code);
  expect(told.filter((code) => !PROBLEM_CODES.some((known) => known === code))).toEqual([]);
});
