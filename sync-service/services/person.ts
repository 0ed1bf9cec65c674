/** Hands a person all that is kept of them, once staff have checked who asks. */
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { parseReceiptCode } from '../../common/domain/receipt-code.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { receiptCodeDigest } from '../../platform/argon2id.ts';
import { contentOf } from '../store/projection.ts';
import type { Store } from '../store/store.ts';
import { ownContributions } from './own-contributions.ts';
import { recordedAt } from './staff-sessions.ts';

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
  return {
    async open({
      code: typed,
      check,
      accountId,
    }: StaffParsed<'openPerson'> & { readonly accountId: string }): Promise<
      Outcome<StaffOutput<'openPerson'>>
    > {
      const code = parseReceiptCode(typed);
      if (code === null) return problem('code-malformed');
      const codeDigest = await receiptCodeDigest({ code, serviceId });
      const participantId = await store.receipts.participant(codeDigest);
      const logged = { at: now(), accountId, subject: participantId ?? '', detail: check };
      if (participantId === null) {
        await store.staff.log({ ...logged, action: 'person.not-found' });
        return problem('code-unknown');
      }
      await store.staff.log({ ...logged, action: 'person.opened' });
      const records = await store.personalData.ofPerson(participantId);
      return success({
        participantId,
        contributions: await ownContributions(store, participantId),
        records: records.map(({ lines, ...record }) => ({
          ...record,
          recordedAt: recordedAt(lines.header) ?? 0,
          payload: contentOf({ kind: record.kind, body: lines.body })?.payload ?? null,
        })),
      });
    },
  };
}
