/** What people tell for statistics lies sealed on every disk, and an adult agrees for whoever is too young. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSealKeys } from '../../platform/sealed-file.ts';
import { openTraits } from '../../sync-service/staff-page/personal-data-key.ts';
import { addStaff } from '../../sync-service/test-support/staff.ts';
import { PIN } from './test-support/city.ts';
import { consents, done, withStore } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

const disk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');

async function openWorkshop() {
  const service = await startService();
  const { identity, recipient } = await makeSealKeys();
  await service.store.personalData.addRecipient({ recipient, at: 1 });
  const document = {
    ...service.consultation,
    further: [{ purpose: 'use-statistics' as const, wording: { en: 'Count me.' } }],
    areas: [{ id: 'marked-outremeuse', label: { en: 'Outremeuse' } }],
    minors: { under: 16, wording: { en: 'I agree for this young person.' } },
  };
  await service.store.city.save([{ kind: 'consultation', document }]);
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await untilStatus(kiosk, ({ consultation }) => consultation?.minors !== undefined);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  return { service, kiosk, dataFolder, identity };
}
const counted = (given: boolean) => [
  ...consents,
  { ...consents[0], purpose: 'use-statistics' as const, given },
];
const adult = { version: consents[0].version, language: 'en', manner: 'spoken' } as const;
const welcome = { language: 'en', consents: counted(true), ofAge: true } as const;
const traits = { ageGroup: '65-and-over', gender: 'woman', area: 'marked-outremeuse' } as const;

test('only the city’s key opens them, and their length does not tell them', async () => {
  const { service, kiosk, dataFolder, identity } = await openWorkshop();
  await done(kiosk, 'participant:welcome', { ...welcome, statistics: traits });
  await done(kiosk, 'participant:leave', {});
  const short = { ageGroup: null, gender: 'man', area: null } as const;
  await done(kiosk, 'participant:welcome', { ...welcome, statistics: short });
  await untilStatus(kiosk, allAcknowledged);
  expect(disk(dataFolder)).not.toMatch(/"(65-and-over|woman)"/);

  await addStaff(service, 'Ann', 'administrator');
  const accountId = (await service.store.staff.accountByName('Ann'))?.id ?? '';
  const consultationId = service.consultation.id;
  const { statistics } = service.store;
  expect(await statistics.count(consultationId)).toBe(2);
  const page = { consultationId, after: '', limit: 1, at: 5, accountId };
  const [first = ''] = await statistics.open(page);
  const [second = ''] = await statistics.open({ ...page, after: first });
  expect(await statistics.open({ ...page, after: second })).toEqual([]);
  expect(new Set([first.length, second.length]).size).toBe(1);
  const opened = [await openTraits(first, identity), await openTraits(second, identity)];
  expect(opened).toEqual(expect.arrayContaining([traits, short]));
  expect(await openTraits(first, (await makeSealKeys()).identity)).toBeNull();
  await kiosk.close();
  const erased = withStore(dataFolder, (store) =>
    store.records.eraseWords({ chainId: store.device.chainId() ?? '', through: 1_000, limit: 1_000 }),
  );
  expect(erased).toHaveLength(2);
});

test('nothing is told without a yes, nothing of another city, and a yes may tell nothing', async () => {
  const { service, kiosk } = await openWorkshop();
  for (const [input, field] of [
    [{ ...welcome, consents: counted(false), statistics: traits }, 'statistics'],
    [{ ...welcome, statistics: { ...traits, area: 'elsewhere' } }, 'statistics.area'],
  ] as const)
    expect(await kiosk.call('participant:welcome', input)).toMatchObject({ problem: 'input-invalid', field });
  await done(kiosk, 'participant:welcome', welcome);
  await untilStatus(kiosk, allAcknowledged);
  expect(await service.store.statistics.count(service.consultation.id)).toBe(0);
});

test('who is too young takes part with an adult who agrees to the city’s wording', async () => {
  const { service, kiosk, dataFolder } = await openWorkshop();
  const young = { ...welcome, ofAge: false };
  for (const [input, problem] of [
    [{ ...welcome, ofAge: null }, 'consent-missing'],
    [young, 'consent-missing'],
    [{ ...young, guardian: { ...adult, version: 'older' } }, 'consent-outdated'],
    [{ ...welcome, guardian: adult }, 'input-invalid'],
  ] as const)
    expect(await kiosk.call('participant:welcome', input)).toMatchObject({ problem });
  await done(kiosk, 'participant:welcome', { ...young, guardian: adult });
  const { sync } = await untilStatus(kiosk, allAcknowledged);
  expect(sync.quarantined).toBe(0);
  await kiosk.close();
  const recorded = disk(dataFolder);
  expect(recorded).toMatch(
    /"guardian":\{"language":"en","manner":"spoken","version":"[^"]+","wording":"[^"]{43}"\}/,
  );
  await service.close();
});
