/** Markup, formulas, SQL, what cannot be seen, what is no Unicode and what is huge, through every field into everything that comes out. */
import type { Outcome } from '../../common/problems.ts';
import { makeToken } from '../../sync-service/test-support/rest.ts';
import { type Staff, signedIn, staffWith } from '../../sync-service/test-support/staff.ts';
import { besideService } from '../service.ts';
import type { Verdict } from '../verdict.ts';
import type { FaultyKiosk, World } from '../world.ts';
import { PAYLOADS, type Payload } from './injection/payloads.ts';
import {
  csvSink,
  kioskSink,
  linesSink,
  plainCell,
  restSink,
  type Told,
  xlsxSink,
} from './injection/sinks.ts';
import type { Scenario } from './scenario.ts';

const SEARCH_MAX = 200;
const LANGUAGE = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;

type Given = { readonly world: World; readonly verdict: Verdict; readonly kiosk: FaultyKiosk };

/** What can have no UTF-8, or that a database refuses, becomes U+FFFD at the edge; nothing else changes. */
const kept = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD');

/** Taken, or refused with a reason: an error that nobody foresaw is none. */
function checkReason(
  { verdict }: Given,
  { mark }: Payload,
  where: string,
  outcome: Outcome<unknown> | null,
): boolean {
  const isForeseen = outcome !== null && (outcome.ok || outcome.problem !== 'internal');
  verdict.check('text-kept', isForeseen, () => `${mark} at ${where}: ${JSON.stringify(outcome)}`);
  verdict.count(outcome?.ok ? 'texts taken' : 'texts refused with a reason');
  return outcome?.ok === true;
}

/** Into each field of a kiosk in which somebody types; what was taken is noted by its id. */
async function type(given: Given, payload: Payload, said: Map<string, Told>): Promise<void> {
  const { kiosk } = given;
  const { text } = payload;
  const note = (outcome: Outcome<{ id: string }> | null, what: Told): void => {
    if (outcome?.ok) {
      kiosk.saved.add(outcome.value.id);
      said.set(outcome.value.id, what);
    }
  };
  const titled = await kiosk.call('idea:post', { title: text, words: text, topicId: null, ...LANGUAGE });
  if (checkReason(given, payload, 'title and words', titled))
    note(titled, { title: kept(text), words: kept(text) });
  const [target] = said.keys();
  const comment = await kiosk.call('comment:post', {
    targetId: target ?? '',
    targetKind: 'idea',
    words: text,
    ...LANGUAGE,
  });
  if (checkReason(given, payload, 'a comment', comment)) note(comment, { title: null, words: kept(text) });
  const draft = {
    kind: 'idea',
    target: null,
    title: text,
    words: text,
    topicId: null,
    language: 'en',
  } as const;
  checkReason(given, payload, 'a draft', await kiosk.call('draft:save', draft));
  checkReason(given, payload, 'similar ideas', await kiosk.call('idea:similar', { text }));
  const query = text.slice(0, SEARCH_MAX);
  checkReason(
    given,
    payload,
    'a search',
    await kiosk.call('idea:list', { query, topicId: null, after: null, limit: 5 }),
  );
  checkReason(given, payload, 'a code', await kiosk.call('receipt:find', { code: text }));
  checkReason(given, payload, 'a PIN', await kiosk.call('facilitator:answer', { answer: text }));
}

/** Into the fields of the staff page and the addresses of the REST API. */
async function search(
  { world, verdict }: Given,
  { mark, text }: Payload,
  { admin, token }: { admin: Staff; token: string },
) {
  const asked = encodeURIComponent(kept(text).slice(0, SEARCH_MAX).toWellFormed());
  const { id } = world.consultation;
  const asking = [
    ['the queue', admin.get(`/api/staff/moderation?queue=unreviewed&query=${asked}`)],
    ['the sessions', admin.get(`/api/staff/sessions/found?consultationId=${id}&query=${asked}`)],
    ['the kiosks', admin.get(`/api/staff/kiosks?query=${asked}`)],
    [
      'signing in',
      staffWith(world.service, '').post('/api/staff/sign-in', {
        name: text,
        password: text.slice(0, 100),
      }),
    ],
    [
      'the REST API',
      fetch(`${world.service.url}/api/v1/contributions?consultationId=${id}&kind=${asked}`, {
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  ] as const;
  for (const [where, answer] of asking) {
    const { status } = await answer;
    verdict.check('text-kept', status < 500, () => `${mark} at ${where}: ${status}`);
    verdict.count(status < 400 ? 'texts taken' : 'texts refused with a reason');
  }
}

/** Everything that was said stands there, to the letter. */
function checkSink(
  { verdict }: Given,
  {
    name,
    sink,
    said,
  }: {
    readonly name: string;
    readonly sink: ReadonlyMap<string, Told>;
    readonly said: ReadonlyMap<string, Told>;
  },
): void {
  for (const [id, { title, words }] of said) {
    const found = sink.get(id);
    const isSame = found?.title === title && found.words === words;
    verdict.check(
      'text-kept',
      isSame,
      () =>
        `${JSON.stringify({ title, words }).slice(0, 200)} is ${JSON.stringify(found)?.slice(0, 200)} in ${name}`,
    );
  }
  verdict.count(`texts read back: ${name}`, said.size);
}

export const injection: Scenario = {
  name: 'injection',
  about: 'markup, formulas, SQL and broken text through every field',
  asserts: ['text-kept', 'text-stays-text', 'saved-is-kept', 'content-unchanged', 'drained'],
  stores: ['sqlite', 'postgres'],
  /** Each text so many times. */
  rounds: { short: 1, long: 10 },
  async run({ world, verdict, rounds }) {
    const on = world.startProcess({ PERRON_LOG_LEVEL: 'info' });
    let logged = '';
    on.child.process.stdout?.on('data', (bytes) => {
      logged += bytes;
    });
    const kiosk = await world.addKiosk(on);
    await kiosk.openDesk();
    const given = { world, verdict, kiosk };
    const { url } = world.service;
    const admin = await besideService(world.service, ({ store }) =>
      signedIn({ url, store }, 'administrator'),
    );
    const token = await makeToken(admin, ['published']);
    const said = new Map<string, Told>();
    for (let round = 0; round < rounds; round += 1) {
      for (const payload of PAYLOADS) {
        await Promise.all([type(given, payload, said), search(given, payload, { admin, token })]);
      }
    }
    verdict.count('texts', PAYLOADS.length);
    await world.drain(verdict);
    await world.checkNow(verdict);
    const csv = await csvSink(world, admin);
    const xlsx = await xlsxSink(world, admin);
    const cells = [...said].map(([id, { title, words }]) => {
      const cell: Told = { title: title === null ? null : plainCell(title), words: plainCell(words) };
      return [id, cell] as const;
    });
    checkSink(given, { name: 'CSV', sink: csv.sink, said: new Map(cells) });
    checkSink(given, { name: 'XLSX', sink: xlsx.sink, said });
    checkSink(given, { name: 'JSON Lines', sink: await linesSink(world, admin), said });
    checkSink(given, { name: 'the REST API', sink: await restSink(world, token), said });
    const ideas = new Map([...said].filter(([, { title }]) => title !== null));
    checkSink(given, { name: 'the kiosk’s list', sink: await kioskSink(kiosk), said: ideas });
    for (const [file, { formulas }] of Object.entries({ csv, xlsx }))
      verdict.check(
        'text-stays-text',
        formulas.length === 0,
        () => `formulas in ${file}: ${formulas.slice(0, 3).join(' ')}`,
      );
    const logs = { 'the service': world.service.logged(), 'the kiosk': logged };
    for (const [whose, log] of Object.entries(logs)) {
      const found = PAYLOADS.filter(({ mark }) => log.includes(mark));
      verdict.check(
        'text-stays-text',
        log !== '' && found.length === 0,
        () => `the log of ${whose} has ${found[0]?.mark}`,
      );
    }
    await world.countRecords(verdict);
  },
};
