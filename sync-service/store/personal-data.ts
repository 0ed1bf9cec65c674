/** What nobody but the holders of the city's personal-data key can read, and the public halves of that key. */
import type { RecordLines } from '../../common/domain/record-lines.ts';

export type SealedRecord = {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: 'idea.sealed' | 'comment.sealed';
  readonly kiosk: string;
  readonly place: string;
  readonly receivedAt: number;
  readonly lines: RecordLines;
};

export type PersonalDataStore = {
  /** Age recipients, the oldest first. */
  recipients(): Promise<readonly string[]>;
  /** False for one that is there already. */
  addRecipient(added: { readonly recipient: string; readonly at: number }): Promise<boolean>;
  /** In the order of arrival, from after the ordinal `after`; erased ones are left out. */
  sealed(request: { readonly after: number; readonly limit: number }): Promise<readonly SealedRecord[]>;
};
