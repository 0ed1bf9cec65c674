/** What the city says: consultations, official proposals and events, as the documents that the feed carries. */
import type { ConsultationDocument, EventDocument, ProposalDocument } from '../../common/contract/feed.ts';

export type CityDocument =
  | { readonly kind: 'consultation'; readonly document: ConsultationDocument }
  /** The counts of a proposal are the service's own; those given here are ignored. */
  | { readonly kind: 'proposal'; readonly document: ProposalDocument }
  | { readonly kind: 'event'; readonly document: EventDocument };

export type CityStore = {
  /** Adds documents or puts them in place of those with the same kind and id, and tells the feed. */
  save(documents: readonly CityDocument[]): Promise<void>;
  consultation(id: string): Promise<ConsultationDocument | null>;
  consultations(): Promise<readonly ConsultationDocument[]>;
};
