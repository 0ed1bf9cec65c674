import fc from 'fast-check';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import {
  codeOfSlip,
  identityOfSlip,
  lookUpOfSlip,
  participantOfSlip,
  placeMark,
  wordingMark,
} from '../../platform/slip.ts';
import { uuid } from '../contract/values.ts';
import { parseReceiptCode, scannedCode } from './receipt-code.ts';
import vectors from './record-vectors.json' with { type: 'json' };
import { isSlipText, parseSlip, type SlipContent, slipText } from './slip.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const content: fc.Arbitrary<SlipContent> = fc.record({
  secret: bytes(16),
  publishes: fc.boolean(),
  place: bytes(3),
  wording: bytes(3),
});

test('a slip is read back as it was made, in whatever case a scanner types it', () => {
  fc.assert(
    fc.property(content, (made) => {
      const text = slipText(made);
      expect(parseSlip(text)).toEqual(made);
      expect(parseSlip(` ${text.toLowerCase()}\n`)).toEqual(made);
    }),
  );
});

test('a slip that was not read whole, or read wrong, is no slip, and is told from what is none', () => {
  fc.assert(
    fc.property(content, fc.nat(41), fc.constantFrom(...'0289AQWZM'), (made, at, other) => {
      const text = slipText(made);
      const wrong = text.slice(0, at) + other + text.slice(at + 1);
      if (wrong !== text) expect(parseSlip(wrong)).toBeNull();
      const cut = text.slice(0, at);
      expect(parseSlip(cut)).toBeNull();
      expect(isSlipText(cut)).toBe(at > 12);
    }),
  );
  for (const text of ['K7QM3-XWD9F', '5412345678901', 'https://city.example/', 'PAPER BAG 2026 PRICE'])
    expect(isSlipText(text), text).toBe(false);
});

test('its code is one that can be typed, its pseudonym a UUID, and no two secrets share either', () => {
  fc.assert(
    fc.property(bytes(16), bytes(16), (one, other) => {
      fc.pre(Buffer.compare(one, other) !== 0);
      const code = codeOfSlip(one);
      expect(parseReceiptCode(code)).toBe(code);
      expect(code).not.toBe(codeOfSlip(other));
      const participantId = participantOfSlip(one);
      expect(uuid.parse(participantId)[14]).toBe('8');
      expect(participantId).not.toBe(participantOfSlip(other));
    }),
  );
});

test('the text, the pseudonym and the code are what the vectors say', () => {
  const { text, secret, publishes, serviceId, consultationId, version, participantId, code } = vectors.slip;
  const read = parseSlip(text);
  expect(read).not.toBeNull();
  expect({ ...read, secret: Buffer.from(read?.secret ?? []).toString('base64url') }).toEqual({
    secret,
    publishes,
    place: new Uint8Array(placeMark({ serviceId, consultationId, practice: false })),
    wording: new Uint8Array(wordingMark(version)),
  });
  const bytes = Buffer.from(secret, 'base64url');
  expect(participantOfSlip(bytes)).toBe(participantId);
  expect(codeOfSlip(bytes)).toBe(code);
  expect(lookUpOfSlip(bytes)).toBe(vectors.slip.lookUp);
  expect(identityOfSlip(bytes)).toBe(vectors.slip.identity);
  expect(scannedCode(text).code).toBeNull();
});

test('fits a QR code of 29 modules a side, of which a quarter may be damaged', () => {
  fc.assert(
    fc.property(content, (made) => {
      expect(encode(slipText(made), { ecc: 'Q', border: 0 }).size).toBe(29);
    }),
    { numRuns: 20 },
  );
});
