/** Staff let kiosks in and shut them out. */
import { randomUUID } from 'node:crypto';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import type { KioskConfiguration } from '../../common/contract/sync.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import type { Store } from '../store/store.ts';
import type { DeviceService } from './devices.ts';

export type KioskStaff = ReturnType<typeof kioskStaff>;
type ByAccount = { readonly accountId: string };

export function kioskStaff({
  store,
  devices,
  now,
}: {
  readonly store: Store;
  readonly devices: DeviceService;
  readonly now: () => number;
}) {
  return {
    async makeCode({
      accountId,
      name,
      place,
      consultationId,
      languages,
      facilitators: given,
    }: StaffParsed<'makeKioskCode'> & ByAccount): Promise<Outcome<StaffOutput<'makeKioskCode'>>> {
      if ((await store.city.consultation(consultationId)) === null)
        return problem('input-invalid', { field: 'consultationId' });
      const facilitators: KioskConfiguration['facilitators'] = [];
      for (const { name: called, pin } of given)
        facilitators.push({ id: randomUUID(), name: called, pinHash: await hashSecret(pin) });
      const made = await devices.makeEnrolmentCode({ name, place, consultationId, languages, facilitators });
      await store.staff.log({ at: now(), accountId, action: 'kiosk.code-made', subject: name, detail: '' });
      return success(made);
    },

    async revoke({
      accountId,
      id,
      reason,
    }: StaffParsed<'revokeKiosk'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      const revoked = await devices.revoke({ deviceId: id, reason });
      if (!revoked.ok) return revoked;
      await store.staff.log({ at: now(), accountId, action: 'kiosk.revoked', subject: id, detail: reason });
      return success({});
    },
  };
}
