import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { KioskSummary } from '../../common/contract/staff/kiosks.ts';
import staff from '../../locales/en/staff.json' with { type: 'json' };
import { factLines, troubleLine, troublesOf } from './kiosk-condition.ts';

const NOW = 1_773_820_800_000;
const DAY_MS = 86_400_000;
const REPORT = {
  at: NOW,
  version: '1.2.3',
  pending: 0,
  clockOffset: 0,
  disk: { freeBytes: 120_400_000_000, totalBytes: 256_000_000_000 },
};
const kiosk = (
  changes: Partial<KioskSummary> & { told?: Partial<NonNullable<KioskSummary['report']>> } = {},
): KioskSummary => {
  const { told, ...rest } = changes;
  return {
    id: 'a',
    name: 'Chiroux',
    place: '',
    enrolledAt: 1,
    lastSeenAt: NOW,
    online: true,
    records: 0,
    quarantined: 0,
    revokedAt: null,
    report: { ...REPORT, ...told },
    ...rest,
  };
};

let t: TFunction;
beforeAll(async () => {
  t = await i18next
    .createInstance()
    .init({ lng: 'en', resources: { en: { staff } }, interpolation: { escapeValue: false } });
});
const free = (freeBytes: number) => ({ told: { disk: { freeBytes, totalBytes: 256e9 } } });
const lines = (one: KioskSummary) =>
  troublesOf(one, NOW).map((trouble) => troubleLine(trouble, one, { t, language: 'en' }));

test('a trouble is said in plain words, from where it begins', () => {
  expect(lines(kiosk())).toEqual([]);
  expect(lines(kiosk({ told: { clockOffset: -180_000 } }))).toEqual(['Clock 3 minutes ahead']);
  expect(lines(kiosk({ told: { clockOffset: 2 * DAY_MS } }))).toEqual(['Clock 2 days behind']);
  expect(lines(kiosk({ told: { clockOffset: 119_999 } }))).toEqual([]);
  expect(lines(kiosk(free(499_000_000)))).toEqual(['Disk nearly full, 499 MB free']);
  expect(lines(kiosk(free(500_000_000)))).toEqual([]);
  expect(lines(kiosk(free(10_000_000)))).toEqual(['Disk full: nothing more can be saved']);
  const silent = { online: false, lastSeenAt: NOW - 3 * DAY_MS };
  expect(lines(kiosk(silent))).toEqual(['No contact for days']);
  expect(lines(kiosk({ ...silent, lastSeenAt: silent.lastSeenAt + 1 }))).toEqual([]);
  expect(lines(kiosk({ ...silent, online: true }))).toEqual([]);
});

test('a kiosk that was shut out, never connected or tells nothing is in no trouble', () => {
  expect(lines(kiosk({ ...free(0), revokedAt: NOW }))).toEqual([]);
  expect(lines(kiosk({ online: false, lastSeenAt: null, report: null }))).toEqual([]);
  expect(lines(kiosk({ told: { disk: null } }))).toEqual([]);
});

test('the facts beside it say what waits, and of one that is away, what waited', () => {
  const words = { t, language: 'en' };
  expect(factLines(kiosk({ told: { pending: 12 } }), words)).toEqual([
    '12 waiting',
    '120.4 GB free on the disk',
    'Perron 1.2.3',
  ]);
  expect(factLines(kiosk({ online: false, told: { pending: 12, disk: null } }), words)).toEqual([
    '12 were waiting',
    'Perron 1.2.3',
  ]);
  expect(factLines(kiosk({ report: null }), words)).toEqual([]);
});
