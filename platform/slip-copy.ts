/**
 * What the feed holds for one slip: its `SlipCopy`, as JSON compressed by DEFLATE, filled with zeros up to a power of two so that
 * its length tells little, and sealed to the key that follows from the slip's secret.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type SlipCopy, slipCopy } from '../common/contract/receipts.ts';
import { seal, unseal } from './sealed-file.ts';
import { identityOfSlip } from './slip.ts';

/** Bytes of the smallest, and of the JSON of the largest. */
const SMALLEST = 512;
export const SLIP_COPY_MAX = 262_144;

/** Base64; `copy` is at most `SLIP_COPY_MAX` bytes long. */
export async function sealCopy(copy: string, recipient: string): Promise<string> {
  const compressed = deflateRawSync(copy);
  const filled = Buffer.alloc(Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(compressed.length))));
  compressed.copy(filled);
  return Buffer.from(await seal(filled, recipient)).toString('base64');
}

/** Null for what was not sealed to this slip, was altered, or is of a form that this Perron does not know. */
export async function openCopy(sealed: string, secret: Uint8Array): Promise<SlipCopy | null> {
  const opened = await unseal(Buffer.from(sealed, 'base64'), identityOfSlip(secret));
  if (!opened.ok) return null;
  try {
    // Whatever follows the end of the stream is left aside.
    const text = inflateRawSync(opened.value, { maxOutputLength: SLIP_COPY_MAX }).toString('utf8');
    return slipCopy.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
