/** One handler for each call of KioskApi: a missing one does not compile. */
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { KioskCall, KioskOutput, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { type Outcome, success } from '../../common/problems.ts';
import type { Cards } from './cards.ts';
import type { Carry } from './carry/carry.ts';
import type { Catalogue } from './catalogue.ts';
import type { Contributions } from './contributions.ts';
import type { Corrections } from './corrections.ts';
import type { Facilitators } from './facilitators.ts';
import type { Forms } from './forms.ts';
import type { Participants } from './participants.ts';
import type { Receipts } from './receipts.ts';
import type { Resumption } from './resumption.ts';
import { serial } from './serial.ts';
import type { SessionExport } from './session-export/session-export.ts';
import type { Sessions } from './sessions.ts';
import type { Speech } from './speech.ts';
import type { Withdrawals } from './withdrawals.ts';

type Answer<C extends KioskCall> = Outcome<KioskOutput<C>> | Promise<Outcome<KioskOutput<C>>>;
export type Handlers = { readonly [C in KioskCall]: (input: KioskParsed<C>) => Answer<C> };

export function createHandlers({
  status,
  operations,
  facilitators,
  sessions,
  cards,
  participants,
  resumption,
  contributions,
  forms,
  catalogue,
  receipts,
  withdrawals,
  corrections,
  speech,
  carry,
  sessionExport,
  enrol,
  mayPractise,
  syncNow,
}: {
  status: () => KioskStatus;
  operations: () => Answer<'kiosk:operations'>;
  facilitators: Facilitators;
  sessions: Sessions;
  cards: Cards;
  participants: Participants;
  resumption: Resumption;
  contributions: Contributions;
  forms: Forms;
  catalogue: Catalogue;
  receipts: Receipts;
  withdrawals: Withdrawals;
  corrections: Corrections;
  speech: Speech;
  carry: Carry;
  sessionExport: SessionExport;
  enrol: (input: KioskParsed<'kiosk:enrol'>) => Promise<Outcome<unknown>>;
  /** Whether the kiosk may be lent to practice; `practice.ts` lends it. */
  mayPractise: () => Outcome<Record<string, never>>;
  syncNow: () => Outcome<Record<string, never>>;
}): Handlers {
  // What changes the desk runs in the order of the calls: a contribution waits for its receipt's digest, and
  // its participant must not leave meanwhile.
  const inOrder = serial();
  const oneStick = serial();

  return {
    'kiosk:status': () => success(status()),
    'kiosk:operations': () => operations(),
    async 'kiosk:enrol'(input) {
      const enrolled = await enrol(input);
      return enrolled.ok ? success({}) : enrolled;
    },
    'facilitator:unlock': (input) => facilitators.unlock(input),
    'facilitator:answer': (input) => facilitators.answer(input),
    'facilitator:lock': () =>
      inOrder(() => {
        facilitators.lock();
        return success({});
      }),
    'session:open': (input) => inOrder(() => sessions.open(input)),
    'session:counts': ({ id }) => sessions.countsOf(id),
    'session:close': () => inOrder(() => sessions.close()),
    'participant:welcome': (input) => inOrder(() => participants.welcome(input)),
    'participant:leave': () => inOrder(() => participants.leave()),
    'participant:set-aside': () => inOrder(() => cards.setAside()),
    'participant:take-up': (input) => inOrder(() => cards.takeUp(input)),
    'participant:call-back': () => inOrder(() => participants.callBack()),
    'slip:read': (input) => resumption.read(input),
    'participant:resume': (input) => inOrder(() => resumption.resume(input)),
    'form:enter': (input) => inOrder(() => forms.enter(input)),
    'draft:save': (input) => inOrder(() => participants.saveDraft(input)),
    'draft:load': () => inOrder(() => participants.loadDraft()),
    'draft:discard': () => inOrder(() => participants.discardDraft()),
    'idea:similar': (input) => catalogue.similar(input),
    'idea:post': (input) => inOrder(() => contributions.idea(input)),
    'comment:post': (input) => inOrder(() => contributions.comment(input)),
    'support:post': (input) => inOrder(() => contributions.support(input)),
    'contribution:undo': () => inOrder(() => withdrawals.undo()),
    'idea:list': (input) => catalogue.ideas(input),
    'proposal:list': () => catalogue.proposals(),
    'event:list': () => catalogue.events(),
    'target:show': (input) => catalogue.target(input),
    'receipt:find': (input) => receipts.find(input),
    'receipt:withdraw': (input) => inOrder(() => withdrawals.withdraw(input)),
    'receipt:correct': (input) => corrections.correct(input),
    'speech:say': (input) => speech.say(input),
    'practice:start': () => mayPractise(),
    'practice:end': () => success({}),
    'sync:now': () => syncNow(),
    'carry:plan': () => carry.plan(),
    'carry:write': (input) => oneStick(() => carry.write(input)),
    'carry:read': (input) => oneStick(() => carry.read(input)),
    'carry:request': (input) => oneStick(() => carry.request(input)),
    'session:export-plan': (input) => sessionExport.plan(input),
    'session:export': (input) => oneStick(() => sessionExport.write(input)),
    'session:export-progress': () => sessionExport.progress(),
    'session:export-stop': () => sessionExport.stop(),
  };
}
