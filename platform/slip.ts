/** What follows from the secret of a slip, and what its marks are made of: HKDF-SHA-256 (RFC 5869) and SHA-256. */
import { hash, hkdfSync } from 'node:crypto';
import { bech32 } from '@scure/base';
import { makeReceiptCode, parseReceiptCode } from '../common/domain/receipt-code.ts';
import { isSlipText, MARK_BYTES, parseSlip } from '../common/domain/slip.ts';
import { type Outcome, problem, success } from '../common/problems.ts';

const derived = (secret: Uint8Array, what: string, bytes = 16): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `perron-slip-1\n${what}`, bytes));

const mark = (...lines: readonly string[]): Uint8Array =>
  hash('sha256', lines.join('\n'), 'buffer').subarray(0, MARK_BYTES);

/** A UUID of version 8, from which the secret does not follow. */
function uuidOfSlip(secret: Uint8Array, what: string): string {
  const bytes = derived(secret, what);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The pseudonym of whoever has the slip. */
export const participantOfSlip = (secret: Uint8Array): string => uuidOfSlip(secret, 'participant');

/** Under which the feed has what became of their contributions. */
export const lookUpOfSlip = (secret: Uint8Array): string => uuidOfSlip(secret, 'look-up');

/** That alone opens it: an identity of the age format. */
export const identityOfSlip = (secret: Uint8Array): string =>
  bech32.encodeFromBytes('age-secret-key-', derived(secret, 'seal', 32)).toUpperCase();

/** The code on the same slip, for who types it: 128 bits leave no character likelier than another. */
export function codeOfSlip(secret: Uint8Array): string {
  let rest = BigInt(`0x${derived(secret, 'code').toString('hex')}`);
  return makeReceiptCode((below) => {
    const pick = Number(rest % BigInt(below));
    rest /= BigInt(below);
    return pick;
  });
}

/** The code in what was typed, or read from a slip's QR code. */
export function codeIn(typed: string): Outcome<string> {
  if (isSlipText(typed)) {
    const slip = parseSlip(typed);
    return slip === null ? problem('slip-damaged', { field: 'code' }) : success(codeOfSlip(slip.secret));
  }
  const code = parseReceiptCode(typed);
  return code === null ? problem('code-malformed', { field: 'code' }) : success(code);
}

/** Where a slip holds: one consultation of one service; slips of practice hold in practice alone. */
export const placeMark = (at: {
  readonly serviceId: string;
  readonly consultationId: string;
  readonly practice: boolean;
}): Uint8Array =>
  mark('perron-slip-place-1', at.serviceId, at.consultationId, ...(at.practice ? ['practice'] : []));

/** `version` names the wording that was answered. */
export const wordingMark = (version: string): Uint8Array => mark('perron-slip-wording-1', version);
