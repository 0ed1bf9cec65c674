/** Sending and receiving by USB stick, as the screens ask for it. */
import type { Logger } from 'pino';
import type { KioskOutput, KioskParsed } from '../../../common/contract/kiosk-api.ts';
import { type Outcome, type Problem, success } from '../../../common/problems.ts';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk.ts';
import type { FeedCopy } from '../feed.ts';
import type { Store } from '../store/store.ts';
import { makeCarryFile, makeEnrolmentRequest } from './export.ts';
import { importCarryFile } from './import.ts';
import type { Sticks } from './sticks.ts';

const RETURN_ENDINGS = ['.perron-return', '.perron-enrolment'];

export type Carry = ReturnType<typeof createCarry>;

export function createCarry({
  store,
  clock,
  desk,
  feedCopy,
  sticks,
  revoked,
  enrolled,
  log,
}: {
  store: Store;
  clock: Clock;
  desk: Desk;
  feedCopy: FeedCopy;
  sticks: Sticks;
  /** The service shut this kiosk out. */
  revoked: () => void;
  enrolled: () => void;
  log: Logger;
}) {
  /** Whoever stands before a kiosk that is not let in yet, or no more, may carry: the files are sealed. */
  const needsHelper = (): Problem | null => {
    const enrolment = store.device.enrolment();
    if (enrolment === null || enrolment.revoked) return null;
    const unlocked = desk.needFacilitator();
    return unlocked.ok ? null : unlocked;
  };

  return {
    async plan(): Promise<Outcome<KioskOutput<'carry:plan'>>> {
      const refused = needsHelper();
      if (refused) return refused;
      return success({ sticks: await sticks.list(), ...store.outbox.pendingExtent() });
    },

    async write({ stick, after }: KioskParsed<'carry:write'>): Promise<Outcome<KioskOutput<'carry:write'>>> {
      const refused = needsHelper();
      if (refused) return refused;
      const part = await makeCarryFile({ store, clock, after });
      if (!part.ok) return part;
      const { file, records } = part.value;
      if (file !== null) {
        const written = await sticks.write({ stick, name: file.name, content: file.bytes });
        if (!written.ok) return written;
        log.info({ records, bytes: file.bytes.byteLength }, 'a carry file was written');
      }
      return success({ records, after: part.value.after, more: part.value.after > after });
    },

    async request({ stick }: KioskParsed<'carry:request'>): Promise<Outcome<Record<string, never>>> {
      const file = await makeEnrolmentRequest(store);
      if (!file.ok) return file;
      const written = await sticks.write({ stick, name: file.value.name, content: file.value.bytes });
      return written.ok ? success({}) : written;
    },

    /** Every answer for this kiosk; what cannot be believed is left where it is, and told when nothing could. */
    async read({ stick }: KioskParsed<'carry:read'>): Promise<Outcome<KioskOutput<'carry:read'>>> {
      const refused = needsHelper();
      if (refused) return refused;
      const files = await sticks.read({ stick, endings: RETURN_ENDINGS });
      if (!files.ok) return files;
      const sum = { files: 0, acknowledged: 0, quarantined: 0, enrolled: false };
      let failed: Problem | null = null;
      for (const { name, bytes } of files.value) {
        const kept = await importCarryFile({ store, clock, feedCopy, bytes });
        if (!kept.ok) {
          log.warn({ name, problem: kept.problem }, 'a file of the stick is not believed');
          failed = kept;
          continue;
        }
        sum.files += 1;
        sum.acknowledged += kept.value.acknowledged;
        sum.quarantined += kept.value.quarantined;
        sum.enrolled ||= kept.value.enrolled;
        if (kept.value.revoked) revoked();
        const { answers } = kept.value;
        // Done with: nobody shall carry them about any longer.
        await sticks.remove({ stick, names: [name, `${answers}.perron-carry`, `${answers}.perron-request`] });
      }
      if (sum.enrolled) enrolled();
      return sum.files === 0 && failed !== null ? failed : success(sum);
    },
  };
}
