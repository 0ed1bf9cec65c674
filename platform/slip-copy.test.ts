import { expect, test } from 'vitest';
import vectors from '../common/domain/record-vectors.json' with { type: 'json' };
import { recipientOf } from './sealed-file.ts';
import { identityOfSlip } from './slip.ts';
import { openCopy, SLIP_COPY_MAX, sealCopy } from './slip-copy.ts';

const { secret: text, recipient, copy, sealed } = vectors.slip;
const secret = Buffer.from(text, 'base64url');
const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

test('the vector is opened by its slip, and by no other', async () => {
  expect(await recipientOf(identityOfSlip(secret))).toBe(recipient);
  expect(await openCopy(sealed, secret)).toEqual(JSON.parse(copy));
  const other = Buffer.from(secret);
  other[15] = (other[15] as number) ^ 1;
  expect(await openCopy(sealed, other)).toBeNull();
});

test('a copy with any bit altered is none, and neither is what another Perron may mean by one', async () => {
  const bytes = bytesOf(sealed);
  for (let at = 0; at < bytes.length; at += 37) {
    const altered = Buffer.from(bytes);
    altered[at] = (altered[at] as number) ^ 4;
    expect(await openCopy(altered.toString('base64'), secret)).toBeNull();
  }
  for (const unknown of ['{"at":1,"contributions":[],"newer":true}', 'no JSON', ''])
    expect(await openCopy(await sealCopy(unknown, recipient), secret)).toBeNull();
});

test('its length tells little: it is the same for shorter and longer words', async () => {
  const of = async (words: string): Promise<number> => {
    const contributions = [{ ...JSON.parse(copy).contributions[0], words }];
    const made = await sealCopy(JSON.stringify({ at: 1, contributions }), recipient);
    expect(await openCopy(made, secret)).toMatchObject({ contributions });
    return bytesOf(made).length;
  };
  expect(await of('No.')).toBe(await of('A ramp before the library, with a handrail.'));
});

test('one that would fill the memory is not unpacked', async () => {
  const bomb = JSON.stringify({ at: 1, contributions: [] }).padEnd(SLIP_COPY_MAX + 1, ' ');
  expect(await openCopy(await sealCopy(bomb, recipient), secret)).toBeNull();
});
