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
      selfService,
    }: StaffParsed<'makeKioskCode'> & ByAccount): Promise<Outcome<StaffOutput<'makeKioskCode'>>> {
      if ((await store.city.consultation(consultationId)) === null)
        return problem('input-invalid', { field: 'consultationId' });
      const facilitators: KioskConfiguration['facilitators'] = [];
      for (const { name: called, pin } of given)
        facilitators.push({ id: randomUUID(), name: called, pinHash: await hashSecret(pin) });
      const made = await devices.makeEnrolmentCode({
        name,
        place,
        consultationId,
        languages,
        facilitators,
        ...(selfService ? { selfService } : {}),
      });
      await store.staff.log({ at: now(), accountId, action: 'kiosk.code-made', subject: name, detail: '' });
      return success(made);
    },

    /** Without the PINs, which nobody can read back. */
    async show({ id }: StaffParsed<'showKiosk'>): Promise<Outcome<StaffOutput<'showKiosk'>>> {
      const device = await store.devices.find(id);
      if (device === null) return problem('not-found');
      const { facilitators, selfService, ...settings } = device.configuration;
      return success({
        ...settings,
        selfService: selfService ?? null,
        facilitators: facilitators.map(({ id: facilitatorId, name }) => ({ id: facilitatorId, name })),
      });
    },

    /** A connected kiosk has them within seconds, any other at its next contact. */
    async save({
      accountId,
      id,
      facilitators: given,
      selfService,
      ...settings
    }: StaffParsed<'saveKiosk'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      const device = await store.devices.find(id);
      if (device === null || device.revoked !== null) return problem('not-found');
      if ((await store.city.consultation(settings.consultationId)) === null)
        return problem('input-invalid', { field: 'consultationId' });
      const known = new Map(device.configuration.facilitators.map((one) => [one.id, one]));
      const facilitators: KioskConfiguration['facilitators'] = [];
      for (const [index, { id: knownId, name, pin }] of given.entries()) {
        const pinHash = pin === null ? known.get(knownId ?? '')?.pinHash : await hashSecret(pin);
        if (pinHash === undefined) return problem('input-invalid', { field: `facilitators.${index}.pin` });
        const standing = knownId !== null && known.has(knownId) ? knownId : randomUUID();
        facilitators.push({ id: standing, name, pinHash });
      }
      const configuration = { ...settings, facilitators, ...(selfService ? { selfService } : {}) };
      const saved = await store.devices.configure({ deviceId: id, configuration, at: now(), accountId });
      return saved ? success({}) : problem('not-found');
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
