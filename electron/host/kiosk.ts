/** Opens a data folder and serves KioskApi to whichever shell holds it, the real kiosk or one to practise on. */
import { preparedOn } from '../../platform/sqlite.ts';
import { correctedTime, machineClock } from './clock.ts';
import { compose, type Kiosk, type KioskOptions } from './compose.ts';
import { practiceFolder, withPractice } from './practice.ts';
import { type DataFolder, openDataFolder } from './store/data-folder.ts';

/** Throws a `StorageError` when the data folder is taken, damaged, read-only or newer than this Perron. */
export async function openKiosk(options: KioskOptions): Promise<Kiosk> {
  const folder = openDataFolder(options.dataFolder);
  try {
    return composeKiosk(folder, options);
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** The kiosk on a folder that is already held. */
export function composeKiosk(folder: DataFolder, options: Omit<KioskOptions, 'dataFolder'>): Kiosk {
  const { log, printing = false, clock = machineClock } = options;
  const { kiosk, store, facilitators } = preparedOn(folder.db, () => compose(folder, options));
  const rehearse = (): Kiosk => {
    const now = correctedTime(clock, store.device.anchor());
    const room = practiceFolder({ from: store, path: folder.path, now });
    const practice = { unlocked: facilitators.current() };
    return compose(room, { serviceUrl: null, log, printing, clock, practice }).kiosk;
  };
  return withPractice({ real: kiosk, rehearse });
}
