/** What a kiosk last told of its machine, in plain words, and whether somebody should see to it. */
import type { TFunction } from 'i18next';
import type { KioskSummary } from '../../common/contract/staff/kiosks.ts';
import { isClockOff, roomOf, SILENT_MS } from '../../common/domain/kiosk-condition.ts';
import { byteSize, span } from './formats.ts';

export type Trouble = 'silent' | 'disk-full' | 'disk-low' | 'clock-off';

/** The worst first, judged as the service judges which kiosks it lists first (`troubledSql`). A kiosk that was shut out or never connected has none. */
export function troublesOf(kiosk: KioskSummary, now: number): readonly Trouble[] {
  const { report, online, lastSeenAt, revokedAt } = kiosk;
  if (revokedAt !== null) return [];
  const room = report?.disk ? roomOf(report.disk.freeBytes) : 'enough';
  const troubles: readonly (readonly [Trouble, boolean])[] = [
    ['disk-full', room === 'none'],
    ['disk-low', room === 'low'],
    ['clock-off', report !== null && isClockOff(report.clockOffset)],
    ['silent', !online && lastSeenAt !== null && now - lastSeenAt >= SILENT_MS],
  ];
  return troubles.filter(([, there]) => there).map(([trouble]) => trouble);
}

type Words = { readonly t: TFunction; readonly language: string };

/** Such as `Clock 3 minutes ahead`. */
export function troubleLine(trouble: Trouble, { report }: KioskSummary, { t, language }: Words): string {
  const offset = report?.clockOffset ?? 0;
  if (trouble === 'clock-off')
    return t(offset < 0 ? 'staff:kiosks.clockAhead' : 'staff:kiosks.clockBehind', {
      span: span(offset, language),
    });
  if (trouble === 'silent') return t('staff:kiosks.silent');
  const free = { free: byteSize(report?.disk?.freeBytes ?? 0, language) };
  return t(trouble === 'disk-full' ? 'staff:kiosks.diskFull' : 'staff:kiosks.diskLow', free);
}

/** What is as it may be: how much waits, room on the disk, the version. */
export function factLines({ report, online }: KioskSummary, { t, language }: Words): readonly string[] {
  if (report === null) return [];
  const { pending, disk, version } = report;
  const waits = { count: pending };
  return [
    ...(pending === 0 ? [] : [t(online ? 'staff:kiosks.waiting' : 'staff:kiosks.waitingThen', waits)]),
    ...(disk === null || roomOf(disk.freeBytes) !== 'enough'
      ? []
      : [t('staff:kiosks.diskFree', { free: byteSize(disk.freeBytes, language) })]),
    t('staff:kiosks.version', { version }),
  ];
}
