/** Records that broke a rule, whole, for staff to look at. */

import type { QuarantineRule } from '../../common/domain/records.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { ByStaff } from './moderation.ts';
import type { ReadRecord } from './records.ts';

export type HeldRecord = {
  readonly id: number;
  readonly deviceId: string;
  readonly kioskName: string;
  readonly rule: QuarantineRule;
  /** As far as the header could be read. */
  readonly kind: string | null;
  readonly seq: number | null;
  readonly sessionId: string | null;
  /** At most `QUARANTINE_TEXT_MAX` characters of each line. */
  readonly header: string;
  readonly body: string;
  readonly receivedAt: number;
  /** Null as long as it waits for staff. */
  readonly decision: 'stored-later' | 'accepted' | 'refused' | null;
};

export const QUARANTINE_TEXT_MAX = 4_000;

export type QuarantineStore = {
  /** What waits first, then the newest first; `after` is the place of the last one of the page before. */
  page(request: { readonly after: number; readonly limit: number }): Promise<readonly HeldRecord[]>;
  /** Kept out for good, and kept here; false where it does not wait (any more). Stands together with its line in the log. */
  keepOut(request: ByStaff & { readonly id: number }): Promise<boolean>;
};

/** By which the same content is kept once. */
export const contentHash = ({ lines }: ReadRecord): string => sha256(`${lines.header}\n${lines.body}`);
