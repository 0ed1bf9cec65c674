/** Hands what people said to the city alone to whoever holds its key; nothing is opened here. */
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import type { Payload } from '../../common/domain/records.ts';
import type { SealedRecord } from '../store/personal-data.ts';
import { contentOf } from '../store/projection.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';
import { anyTitle, recordedAt } from './staff-sessions.ts';

type Shown = StaffOutput<'openSealedWords'>;
type Said = { readonly record: SealedRecord; readonly at: number } & (
  | { readonly kind: 'idea'; readonly payload: Payload<'idea.sealed'> }
  | { readonly kind: 'comment'; readonly payload: Payload<'comment.sealed'> }
);

const PAGE = 200;

export async function openSealedWords({
  store,
  now,
  after,
  accountId,
}: StaffParsed<'openSealedWords'> & {
  readonly store: Store;
  readonly now: () => number;
  readonly accountId: string;
}): Promise<Shown> {
  const found = await store.personalData.sealed({ after: ordinalOf(after) ?? 0, limit: PAGE + 1 });
  const { items, next } = pageOf(found, { limit: PAGE, ordinal: ({ ordinal }) => ordinal });
  await store.staff.log({
    at: now(),
    accountId,
    action: 'sealed-words.opened',
    subject: String(items.length),
    detail: '',
  });
  const said = items.flatMap(readSaid);
  const targets = said.flatMap(({ kind, payload }) => (kind === 'comment' ? [payload.targetId] : []));
  const titles = await store.sessions.targetTitles(targets);
  return {
    contributions: said.map(({ record: { id, kiosk, place, receivedAt }, at, kind, payload }) => ({
      ...{ id, kind, kiosk, place, receivedAt },
      recordedAt: at,
      consultationId: payload.consultationId,
      topicId: kind === 'idea' ? payload.topicId : null,
      targetTitle: kind === 'comment' ? anyTitle(titles.get(payload.targetId)) : null,
      language: payload.language,
      authorship: payload.authorship,
      people: payload.people ?? null,
      confirmedBy: payload.confirmedBy ?? null,
      sealed: payload.sealed,
    })),
    next,
  };
}

/** Nothing of a record that says no words. */
function readSaid(record: SealedRecord): readonly Said[] {
  const { kind, lines, receivedAt } = record;
  const content = contentOf({ kind, body: lines.body });
  const at = recordedAt(lines.header) ?? receivedAt;
  if (content?.kind === 'idea.sealed') return [{ record, at, kind: 'idea', payload: content.payload }];
  if (content?.kind === 'comment.sealed') return [{ record, at, kind: 'comment', payload: content.payload }];
  return [];
}
