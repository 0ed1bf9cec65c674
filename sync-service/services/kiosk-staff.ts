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
  /** Whoever is known keeps the PIN where none is given. */
  const configurationOf = async (
    {
      facilitators: given,
      selfService,
      volume,
      helper,
      ...settings
    }: Omit<StaffParsed<'saveKiosk'>, 'id' | 'retentionDays'>,
    known: KioskConfiguration['facilitators'] = [],
  ): Promise<Outcome<KioskConfiguration>> => {
    if ((await store.city.consultation(settings.consultationId)) === null)
      return problem('input-invalid', { field: 'consultationId' });
    const facilitators: KioskConfiguration['facilitators'] = [];
    for (const [index, { id, name, pin }] of given.entries()) {
      const before = known.find((one) => one.id === id);
      const pinHash = pin === null ? before?.pinHash : await hashSecret(pin);
      if (pinHash === undefined) return problem('input-invalid', { field: `facilitators.${index}.pin` });
      facilitators.push({ id: before?.id ?? randomUUID(), name, pinHash });
    }
    return success({
      ...settings,
      facilitators,
      ...(selfService === null ? {} : { selfService }),
      ...(volume === null ? {} : { volume }),
      ...(helper === null ? {} : { helper }),
    });
  };

  return {
    async makeCode({
      accountId,
      facilitators,
      retentionDays,
      ...settings
    }: StaffParsed<'makeKioskCode'> & ByAccount): Promise<Outcome<StaffOutput<'makeKioskCode'>>> {
      const given = facilitators.map((one) => ({ ...one, id: null }));
      const configuration = await configurationOf({ ...settings, facilitators: given });
      if (!configuration.ok) return configuration;
      const { name } = settings;
      const logged = { at: now(), accountId, action: 'kiosk.code-made', subject: name, detail: '' };
      return success(await devices.makeEnrolmentCode(configuration.value, { retentionDays, logged }));
    },

    /** Without the PINs, which nobody can read back. */
    async show({ id }: StaffParsed<'showKiosk'>): Promise<Outcome<StaffOutput<'showKiosk'>>> {
      const device = await store.devices.find(id);
      if (device === null) return problem('not-found');
      const {
        facilitators,
        selfService = null,
        volume = null,
        helper = null,
        ...settings
      } = device.configuration;
      return success({
        ...settings,
        selfService,
        volume,
        helper,
        retentionDays: device.retentionDays,
        facilitators: facilitators.map(({ id: facilitatorId, name }) => ({ id: facilitatorId, name })),
      });
    },

    /** A connected kiosk has them within seconds, any other at its next contact. */
    async save({
      accountId,
      id,
      retentionDays,
      ...settings
    }: StaffParsed<'saveKiosk'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      const device = await store.devices.find(id);
      if (device === null || device.revoked !== null) return problem('not-found');
      const configuration = await configurationOf(settings, device.configuration.facilitators);
      if (!configuration.ok) return configuration;
      const made = {
        deviceId: id,
        configuration: configuration.value,
        retentionDays,
        at: now(),
        accountId,
      };
      return (await store.devices.configure(made)) ? success({}) : problem('not-found');
    },

    async revoke({
      accountId,
      id,
      reason,
    }: StaffParsed<'revokeKiosk'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      const logged = { at: now(), accountId, action: 'kiosk.revoked', subject: id, detail: reason };
      const revoked = await devices.revoke({ deviceId: id, reason, logged });
      return revoked.ok ? success({}) : revoked;
    },

    /** Lets a facilitator in by telephone, who reads the kiosk's question out. */
    answerLocked: ({
      accountId,
      id,
      question,
    }: StaffParsed<'answerLockedKiosk'> & ByAccount): Promise<Outcome<StaffOutput<'answerLockedKiosk'>>> =>
      devices.answerLocked({
        deviceId: id,
        question,
        logged: { at: now(), accountId, action: 'kiosk.answered', subject: id, detail: '' },
      }),

    /** Another machine takes the place of this one, with all that this one is set to. */
    replace: ({
      accountId,
      id,
    }: StaffParsed<'replaceKiosk'> & ByAccount): Promise<Outcome<StaffOutput<'replaceKiosk'>>> =>
      devices.replace({
        deviceId: id,
        logged: { at: now(), accountId, action: 'kiosk.replaced', subject: id, detail: '' },
      }),
  };
}
