/** The kiosks, and the files of their USB sticks. */
import type { kioskRoutes } from '../../../common/contract/staff/kiosks.ts';
import { success } from '../../../common/problems.ts';
import type { CarryService } from '../../services/carry.ts';
import type { KioskStaff } from '../../services/kiosk-staff.ts';
import type { StaffSessions } from '../../services/staff-sessions.ts';
import type { Store } from '../../store/store.ts';
import type { HandlersOf } from './handler.ts';

export const kioskHandlers = ({
  store,
  sessions,
  kiosks,
  carry,
  serviceMark,
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly kiosks: KioskStaff;
  readonly carry: CarryService;
  readonly serviceMark: string;
  readonly now: () => number;
}): HandlersOf<keyof typeof kioskRoutes> => ({
  listKiosks: async ({ input }) => success({ ...(await sessions.kiosks(input)), serviceMark }),
  makeKioskCode: ({ input, account }) => kiosks.makeCode({ ...input, accountId: account.id }),
  showKiosk: ({ input }) => kiosks.show(input),
  saveKiosk: ({ input, account }) => kiosks.save({ ...input, accountId: account.id }),
  revokeKiosk: ({ input, account }) => kiosks.revoke({ ...input, accountId: account.id }),
  replaceKiosk: ({ input, account }) => kiosks.replace({ ...input, accountId: account.id }),
  answerLockedKiosk: ({ input, account }) => kiosks.answerLocked({ ...input, accountId: account.id }),
  async importCarry({ input: { file, acceptRevoked }, account }) {
    const imported = await carry.importFile({ bytes: Buffer.from(file, 'base64'), acceptRevoked });
    if (!imported.ok) return imported;
    const { answer, carryId, deviceId, ...counts } = imported.value;
    await store.staff.log({
      at: now(),
      accountId: account.id,
      action: 'carry.imported',
      subject: deviceId,
      detail: carryId,
    });
    const { kiosk, stored, duplicates, quarantined } = counts;
    const back = { name: answer.name, file: Buffer.from(answer.bytes).toString('base64') };
    return success({ kiosk, stored, duplicates, quarantined, answer: back });
  },
});
