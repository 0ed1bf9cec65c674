/** What of a record depends on its consultation: whether that is here, and takes what the record is. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import { actionOf, allows } from '../../common/domain/consultation.ts';
import type { QuarantineRule } from '../../common/domain/records.ts';
import type { ReadRecord } from './records.ts';

/** Null where the record names none. */
export const consultationOf = ({ content }: ReadRecord): string | null =>
  content !== null && 'consultationId' in content.payload ? content.payload.consultationId : null;

/** `consultation` is that of `consultationOf`; null where it is not here. */
export function consultationRule(
  { content }: ReadRecord,
  consultation: Pick<ConsultationDocument, 'actions'> | null,
): QuarantineRule | null {
  if (consultation === null) return 'consultation-unknown';
  const action = content === null ? null : actionOf(content.kind);
  return action === null || allows(consultation, action) ? null : 'action-not-allowed';
}
