/** What the city says: consultations, official proposals and events, as the documents that the feed carries. */
import type { ConsultationDocument, EventDocument, ProposalDocument } from '../../common/contract/feed.ts';
import type { AuditEntry } from './staff.ts';

export type CityDocument =
  | { readonly kind: 'consultation'; readonly document: ConsultationDocument }
  /** The counts of a proposal are the service's own; those given here are ignored. */
  | { readonly kind: 'proposal'; readonly document: ProposalDocument }
  | {
      readonly kind: 'event';
      readonly document: EventDocument;
      /** Ids of those that staff expect there; absent leaves them as they are. */
      readonly kiosks?: readonly string[];
    };

export type CityStore = {
  /** Adds documents or puts them in place of those with the same kind and id, tells the feed, and logs it. */
  save(documents: readonly CityDocument[], logged?: AuditEntry): Promise<void>;
  /** Takes a document out, and of the feed; false where it is not there. `logged` stands together with it. */
  remove(
    place: { readonly kind: 'proposal' | 'event'; readonly id: string },
    logged: AuditEntry,
  ): Promise<boolean>;
  consultation(id: string): Promise<ConsultationDocument | null>;
  consultations(): Promise<readonly ConsultationDocument[]>;
  /** Soonest first. */
  events(): Promise<readonly EventDocument[]>;
  /** Ids of the kiosks that staff expect, by the event. */
  expectedKiosks(): Promise<ReadonlyMap<string, readonly string[]>>;
};

/** Rows of expected kiosks, by the event. */
export function byEvent(
  rows: readonly { readonly eventId: string; readonly deviceId: string }[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { eventId, deviceId } of rows) found.set(eventId, [...(found.get(eventId) ?? []), deviceId]);
  return found;
}

/** The consultation that it belongs to. */
export const scopeOf = ({ kind, document }: CityDocument): string =>
  kind === 'consultation' ? document.id : document.consultationId;
