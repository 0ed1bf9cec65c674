/**
 * The secret on a slip's QR code, from which its owner's pseudonym and code follow: made when they are welcomed or read from the
 * slip, held in memory until they leave, and on no disk.
 */
import { randomBytes } from 'node:crypto';
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { KioskOutput } from '../../common/contract/kiosk-api.ts';
import { isSlipText, parseSlip, slipText } from '../../common/domain/slip.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { recipientOf } from '../../platform/sealed-file.ts';
import {
  codeOfSlip,
  identityOfSlip,
  lookUpOfSlip,
  participantOfSlip,
  placeMark,
  wordingMark,
} from '../../platform/slip.ts';
import type { Store } from './store/store.ts';

export type Slip = { readonly secret: Uint8Array; readonly participantId: string; readonly code: string };
type Holding = Slip & { readonly text: string };
/** What the service may know of a slip: under which id, and for whom, it seals what became of the contributions. */
export type SlipKeys = { readonly lookUp: string; readonly recipient: string };

export type Slips = ReturnType<typeof createSlips>;

const slipOf = (secret: Uint8Array): Slip => ({
  secret,
  participantId: participantOfSlip(secret),
  code: codeOfSlip(secret),
});

export function createSlips({ store, practice }: { store: Store; practice: boolean }) {
  const held = new Map<string, Holding>();

  const placeOf = ({ id: consultationId }: ConsultationDocument): Uint8Array => {
    const enrolment = store.device.enrolment();
    if (enrolment === null) throw new Error('a kiosk has no consultation before its enrolment');
    return placeMark({ serviceId: enrolment.serviceId, consultationId, practice });
  };
  const wordingOf = ({ consent }: ConsultationDocument): Uint8Array => wordingMark(consent.version);

  return {
    make: (): Slip => slipOf(randomBytes(16)),

    /** Of whoever is there, once that is on the disk. */
    hold(
      slip: Slip,
      says: { readonly publishes: boolean; readonly consultation: ConsultationDocument },
    ): void {
      const { publishes, consultation } = says;
      const marks = { place: placeOf(consultation), wording: wordingOf(consultation) };
      held.set(slip.participantId, { ...slip, text: slipText({ ...slip, publishes, ...marks }) });
    },
    of: (participantId: string): Holding | null => held.get(participantId) ?? null,
    forget: (participantId: string): void => void held.delete(participantId),
    async keysOf(participantId: string): Promise<SlipKeys | null> {
      const secret = held.get(participantId)?.secret;
      if (secret === undefined) return null;
      return { lookUp: lookUpOfSlip(secret), recipient: await recipientOf(identityOfSlip(secret)) };
    },

    /** What a slip says to whom it is held out for this consultation. */
    read(
      text: string,
      consultation: ConsultationDocument,
    ): Outcome<KioskOutput<'slip:read'> & { readonly slip: Slip }> {
      if (!isSlipText(text)) return problem('code-foreign', { field: 'slip' });
      const read = parseSlip(text);
      if (read === null) return problem('slip-damaged', { field: 'slip' });
      if (!isSame(read.place, placeOf(consultation))) return problem('slip-elsewhere', { field: 'slip' });
      const reworded = !isSame(read.wording, wordingOf(consultation));
      return success({ publishes: read.publishes, reworded, slip: slipOf(read.secret) });
    },
  };
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
