/** What the suites of a store begin with, and what they ask of it over and over. */
import { expect } from 'vitest';
import { type ConsultationDocument, type FeedEntry, isPublic } from '../../../common/contract/feed.ts';
import type { StaffRole } from '../../../common/contract/staff-roles.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { readRecord } from '../../services/batches.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';

/** When a test happens, in milliseconds since 1970. */
export const NOW = 1_773_820_800_000;

/** Makes an empty store; `remove` leaves nothing of it, once it was closed. */
export type OpenStore = () => Promise<{ store: Store; remove: () => Promise<void> }>;

type City = {
  readonly consultation: ConsultationDocument;
  readonly account?: { readonly id: string; readonly role: StaffRole };
};

type OpenedStore = { readonly store: Store; readonly end: () => Promise<void> };

/** A store for one test, with a consultation, and whoever of the staff is named. */
export async function openCity(open: OpenStore, { consultation, account }: City): Promise<OpenedStore> {
  const { store, remove } = await open();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  if (account) await store.staff.addAccount({ ...account, name: 'Ann', passwordHash: 'x', createdAt: NOW });
  const end = async (): Promise<void> => {
    await store.close();
    await remove();
  };
  return { store, end };
}

/** The same with a kiosk that was let in. */
export async function openWithKiosk(
  open: OpenStore,
  city: City,
): Promise<OpenedStore & { readonly deviceId: string }> {
  const opened = await openCity(open, city);
  const deviceId = await addDevice({ store: opened.store, scope: city.consultation.id, now: NOW });
  return { ...opened, deviceId };
}

type Sender = { readonly store: Store; readonly deviceId: string };

/** How each of these was taken: its status, or the rule that it broke; null where the kiosk may not send. */
export async function statusesOf(
  { store, deviceId }: Sender,
  lines: readonly RecordLines[],
  receivedAt = NOW,
): Promise<string[] | null> {
  const statuses = await store.records.append({ deviceId, records: lines.map(readRecord), receivedAt });
  return statuses?.map(({ status, rule }) => rule ?? status) ?? null;
}

/** Stores all of these, as new ones. */
export async function appendAll(to: Sender, lines: readonly RecordLines[], receivedAt = NOW): Promise<void> {
  expect(await statusesOf(to, lines, receivedAt)).toEqual(lines.map(() => 'stored'));
}

/** What a kiosk of this consultation is told, from a position on, tombstones too. */
export async function feedOf(
  store: Store,
  { scope, position = 0 }: { readonly scope: string; readonly position?: number },
): Promise<readonly FeedEntry[]> {
  const page = { scope, position, limit: 1_000, maxBytes: 1e9, tombstones: true };
  return (await store.feed.page(page)).entries.filter(isPublic);
}

/** A document as kiosks have it: null once it was taken away, undefined when it never was there. */
export async function shownOf(
  store: Store,
  { scope, id }: { readonly scope: string; readonly id: string },
): Promise<FeedEntry['document'] | undefined> {
  return (await feedOf(store, { scope })).find((entry) => entry.id === id)?.document;
}

/** All of a list, page by page; `page` asks for what comes after a row, or for the first ones. */
export async function inPages<T>(
  page: (last: T | null) => Promise<readonly T[]>,
  limit: number,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const rows = await page(all.at(-1) ?? null);
    expect(rows.length).toBeLessThanOrEqual(limit);
    all.push(...rows);
    if (rows.length < limit) return all;
  }
}
