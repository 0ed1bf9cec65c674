import type { ConsultationDocument, EventDocument, ProposalDocument } from '../../common/contract/feed.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';

/** What is being written or removed, over the list. */
export type CityWork =
  | { readonly does: 'consultation'; readonly consultation: ConsultationDocument | null }
  | {
      readonly does: 'proposal';
      readonly consultation: ConsultationDocument;
      readonly proposal: ProposalDocument | null;
    }
  | {
      readonly does: 'event';
      readonly consultation: ConsultationDocument;
      readonly event: EventDocument | null;
      /** Ids of the kiosks that are expected at it. */
      readonly kiosks: readonly string[];
    }
  | {
      readonly does: 'remove';
      readonly kind: 'proposal' | 'event';
      readonly id: string;
      readonly title: LocalizedText;
    };
