/** What every screen may use: the host, its status, and the way through the screens. */
import { createContext, type Dispatch, useContext } from 'react';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { Host } from '../api.ts';
import type { Comfort } from '../comfort/comfort.ts';
import type { DraftKeeper } from '../drafts/draft-keeper.ts';
import type { Step } from './places.ts';

export type Kiosk = {
  readonly host: Host;
  readonly status: KioskStatus;
  readonly walk: Dispatch<Step>;
  readonly canGoBack: boolean;
  readonly languages: readonly string[];
  /** What the present participant is writing; remade for every participant. */
  readonly drafts: DraftKeeper;
  readonly comfort: Comfort;
  readonly setComfort: (comfort: Comfort) => void;
  /** The helper's own language, shown beside the participant's; null for none. */
  readonly second: string | null;
  readonly setSecond: (language: string | null) => void;
};

export const KioskContext = createContext<Kiosk | null>(null);

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('a screen stands outside of the kiosk');
  return kiosk;
}
