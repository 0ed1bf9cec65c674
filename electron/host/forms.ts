/**
 * Paper forms of a full room, typed in afterwards: the person, what they said and their leaving in one transaction. The
 * number of a form is the code on its tear-off strip, so that its writer finds the city's answer like everybody else.
 */
import { v7 as uuidv7 } from 'uuid';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { allows } from '../../common/domain/consultation.ts';
import { parseReceiptCode } from '../../common/domain/receipt-code.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk } from './desk.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Receipts } from './receipts.ts';
import type { Entry, Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';
import type { Welcomes } from './welcomes.ts';
import type { Worded } from './worded.ts';

export type Forms = ReturnType<typeof createForms>;

export function createForms({
  store,
  desk,
  recorder,
  receipts,
  similar,
  welcomes,
  worded,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  similar: SimilarIdeas;
  welcomes: Welcomes;
  worded: Worded;
}) {
  /** Null for a sheet without a number. */
  const digestOf = async (number: string | null): Promise<Outcome<{ codeDigest: string | null }>> => {
    if (number === null) return success({ codeDigest: null });
    const code = parseReceiptCode(number);
    if (code === null) return problem('code-malformed', { field: 'number' });
    const codeDigest = await receipts.digestOf(code);
    if (codeDigest === null) return problem('not-enrolled');
    return receipts.participantBehind(codeDigest) === null
      ? success({ codeDigest })
      : problem('form-entered', { field: 'number' });
  };

  return {
    async enter({
      number,
      contribution,
      ...welcome
    }: KioskParsed<'form:enter'>): Promise<Outcome<{ id: string }>> {
      const open = desk.needSession();
      if (!open.ok) return open;
      const { session } = open.value;
      if (session.mode === 'self-service') return problem('session-absent');
      if (desk.participant()) return problem('participant-present');
      const standing = desk.needOpenConsultation(session.opening);
      if (!standing.ok) return standing;
      const { consultation } = standing.value;
      if (!allows(consultation, contribution.idea ? 'idea' : 'comment')) return problem('action-not-allowed');
      const receipt = await digestOf(number);
      if (!receipt.ok) return receipt;
      const person = await welcomes.ready(welcome, consultation);
      if (!person.ok) return person;

      const author = { publishes: person.value.publishes, firstName: welcome.firstName };
      const by = { author, consultation };
      const said = {
        language: welcome.language,
        authorship: 'verbatim',
        people: null,
        readBack: 'on-paper',
      } as const;
      const { idea, comment } = contribution;
      const ready = idea
        ? await worded.idea(by, { ...idea, ...said })
        : await worded.comment(by, { ...comment, ...said });
      if (!ready.ok) return ready;

      const of = { sessionId: session.id, mode: session.mode, participantId: uuidv7() };
      const { id } = store.transaction(() => {
        person.value.record(of);
        const saved = recorder.append({ ...ready.value.contribution, ...of } as Entry);
        const { codeDigest } = receipt.value;
        if (codeDigest !== null) recorder.append({ kind: 'receipt.issued', payload: { codeDigest }, ...of });
        recorder.append({ kind: 'participant.left', payload: {}, ...of });
        return saved;
      });
      if (ready.value.contribution.kind === 'idea') similar.indexSoon(id);
      return success({ id });
    },
  };
}
