/** A host in a process of its own, to be killed: saves one idea after the other and tells each answered id. */
import pino from 'pino';
import { openKiosk } from '../kiosk.ts';
import { PIN } from './city.ts';
import { statement } from './contributions.ts';

const [dataFolder = '', mode] = process.argv.slice(2);
const kiosk = await openKiosk({ dataFolder, serviceUrl: null, log: pino({ level: 'silent' }) });
const tell = (message: unknown): unknown => process.send?.(message);
const must = async (name: string, input: unknown): Promise<unknown> => {
  const outcome = await kiosk.call(name, input);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem}`);
  return outcome.value;
};

if (mode !== 'hold') {
  const consent = { purpose: 'publish-words', given: true, version: 'v1', language: 'en', manner: 'spoken' };
  await must('facilitator:unlock', { pin: PIN });
  await must('session:open', { workshopId: null });
  await must('participant:welcome', { language: 'en', consents: [consent] });
}
if (mode === 'draft') {
  const { title, words } = statement(0);
  const draft = { kind: 'idea', target: null, title, words, topicId: null, language: 'en' };
  await must('draft:save', draft);
}
tell({ ready: true });
for (let index = 0; mode === 'save'; index += 1) {
  const idea = {
    ...statement(index),
    topicId: null,
    language: 'en',
    authorship: 'verbatim',
    readBack: 'aloud',
    confirmedBy: 'participant',
  };
  tell({ saved: await must('idea:post', idea) });
}
// Held until it is killed.
setInterval(() => undefined, 60_000);
