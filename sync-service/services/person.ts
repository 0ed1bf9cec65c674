/** Hands a person all that is kept of them, once staff have checked who asks. */
import type { HeldPersonRecord } from '../../common/contract/staff/person.ts';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { receiptCodeDigest } from '../../platform/argon2id.ts';
import { codeIn } from '../../platform/slip.ts';
import type { HeldOfPerson } from '../store/personal-data.ts';
import { contentOf } from '../store/projection.ts';
import { QUARANTINE_TEXT_MAX } from '../store/quarantine.ts';
import type { Store } from '../store/store.ts';
import { ownContributions } from './own-contributions.ts';
import { recordedAt, storedPayload } from './staff-sessions.ts';

/** As it came, as far as it can be read: nothing vouches for it. */
function heldRecord({
  lines: { header, body },
  participantId: _,
  deviceId: __,
  ...held
}: HeldOfPerson): HeldPersonRecord {
  const payload = storedPayload<Record<string, unknown>>(body);
  const text = payload === null && body !== '' ? body.slice(0, QUARANTINE_TEXT_MAX) : null;
  return { ...held, recordedAt: recordedAt(header), payload, text };
}

export type Person = ReturnType<typeof person>;

export function person({
  store,
  serviceId,
  now,
}: {
  readonly store: Store;
  readonly serviceId: string;
  readonly now: () => number;
}) {
  /** Where the slip itself is in quarantine, its kiosk alone says whose it is: of others' records it brings none. */
  const heldBySlip = async (codeDigest: string): Promise<readonly HeldOfPerson[]> => {
    const slips = await store.personalData.heldOfPerson({ participantId: null, codeDigest });
    const slip = slips.find(({ kind, participantId }) => kind === 'receipt.issued' && participantId !== null);
    if (slip === undefined) return [];
    const { participantId, deviceId } = slip;
    const held = await store.personalData.heldOfPerson({ participantId, codeDigest });
    return held.filter((one) => one.deviceId === deviceId);
  };

  return {
    async open({
      code: typed,
      check,
      accountId,
    }: StaffParsed<'openPerson'> & { readonly accountId: string }): Promise<
      Outcome<StaffOutput<'openPerson'>>
    > {
      const code = codeIn(typed);
      if (!code.ok) return code;
      const codeDigest = await receiptCodeDigest({ code: code.value, serviceId });
      const stored = await store.receipts.participant(codeDigest);
      const held =
        stored === null
          ? await heldBySlip(codeDigest)
          : await store.personalData.heldOfPerson({ participantId: stored, codeDigest });
      const participantId =
        stored ?? held.find(({ kind }) => kind === 'receipt.issued')?.participantId ?? null;
      const logged = { at: now(), accountId, subject: participantId ?? '', detail: check };
      if (participantId === null) {
        await store.staff.log({ ...logged, action: 'person.not-found' });
        return problem('code-unknown');
      }
      await store.staff.log({ ...logged, action: 'person.opened' });
      const records = stored === null ? [] : await store.personalData.ofPerson(stored);
      return success({
        participantId,
        contributions: stored === null ? [] : await ownContributions(store, stored),
        records: records.map(({ lines, ...record }) => ({
          ...record,
          recordedAt: recordedAt(lines.header) ?? 0,
          payload: contentOf({ kind: record.kind, body: lines.body })?.payload ?? null,
        })),
        held: held.map(heldRecord),
      });
    },
  };
}
