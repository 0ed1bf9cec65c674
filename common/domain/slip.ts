/**
 * What the QR code of a slip says: the letter P, the format, and 25 bytes in Crockford's base 32, so that it stays in the
 * alphanumeric mode of QR codes and every keyboard layout of a scanner has its characters. Of the bytes, the first tells in
 * its lowest bit whether its owner lets their words be published; then come the secret, the marks of the place and of the
 * wording, and a checksum, big-endian.
 */

/** Crockford's: without I, L, O and U. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FORMAT = 'P1';
const SECRET_BYTES = 16;
export const MARK_BYTES = 3;
const BYTES = 1 + SECRET_BYTES + 2 * MARK_BYTES + 2;
const LENGTH = FORMAT.length + (BYTES * 8) / 5;
/** Room for whatever a scanner reads, such as an address. */
export const SCANNED_MAX = 300;
/** More than anybody types as a code: a scanner read it. */
const TYPED_MAX = 12;

export type SlipContent = {
  /** 16 random bytes: whoever has them is the person. */
  readonly secret: Uint8Array;
  readonly publishes: boolean;
  /** Of the service and the consultation in which it holds. */
  readonly place: Uint8Array;
  /** Of the wording that its owner answered. */
  readonly wording: Uint8Array;
};

export function slipText({ secret, publishes, place, wording }: SlipContent): string {
  const bytes = [publishes ? 1 : 0, ...secret, ...place, ...wording];
  const sum = checksum(bytes);
  return FORMAT + toBase32([...bytes, sum >> 8, sum & 0xff]);
}

/** Whether a scanner read the QR code of a slip, whole or not. */
export function isSlipText(text: string): boolean {
  const read = cleaned(text);
  return read.length > TYPED_MAX && read.startsWith(FORMAT) && [...read].every((one) => BASE32.includes(one));
}

/** Null for what was not read whole. */
export function parseSlip(text: string): SlipContent | null {
  if (!isSlipText(text)) return null;
  const read = cleaned(text);
  if (read.length !== LENGTH) return null;
  const bytes = fromBase32(read.slice(FORMAT.length));
  const content = bytes.subarray(0, -2);
  const [high = 0, low = 0] = bytes.subarray(-2);
  const [flags = 0] = content;
  if (checksum(content) !== high * 256 + low || flags > 1) return null;
  const marks = 1 + SECRET_BYTES;
  return {
    publishes: flags === 1,
    secret: content.slice(1, marks),
    place: content.slice(marks, marks + MARK_BYTES),
    wording: content.slice(marks + MARK_BYTES),
  };
}

const cleaned = (text: string): string => text.trim().toUpperCase();

function toBase32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((one) => BASE32.indexOf(one).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** CRC-16/IBM-3740, which detects every change of up to 16 bits in a row. */
function checksum(bytes: Iterable<number>): number {
  let sum = 0xffff;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return sum;
}
