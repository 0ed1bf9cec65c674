/** What the city says: consultations, official proposals and events, as the documents that the feed carries. */
import type { ConsultationDocument, EventDocument, ProposalDocument } from '../../common/contract/feed.ts';
import type { Searched } from './search.ts';
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
  /** By id; `after` is that of the last one of the page before. */
  consultationPage(request: Searched & { readonly after: string }): Promise<readonly ConsultationDocument[]>;
  event(id: string): Promise<EventDocument | null>;
  /** The soonest first, of one consultation or of all, and of those that touch a time; `after` is the last one of the page before. */
  eventPage(
    request: Searched & {
      readonly consultationId: string | null;
      readonly around: { readonly from: number; readonly to: number } | null;
      readonly after: Pick<EventDocument, 'startsAt' | 'id'> | null;
    },
  ): Promise<readonly EventDocument[]>;
  /** Ids of the kiosks that staff expect, by the event. */
  expectedKiosks(eventIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
};

/** Of a page of events: all times, and what is before the first one. */
export const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER } as const;
export const FIRST = { startsAt: Number.MIN_SAFE_INTEGER, id: '' } as const;

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
