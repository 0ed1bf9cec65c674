/** Who comes with the slip of an earlier visit, maybe to another kiosk, goes on under the same pseudonym, also without a network. */
import type { KioskOutput, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { localized } from '../../common/domain/localized-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Desk } from './desk.ts';
import type { Door } from './door.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import { canSeal } from './sealing.ts';
import type { Slips } from './slips.ts';
import type { Store } from './store/store.ts';

export type Resumption = ReturnType<typeof createResumption>;

export function createResumption({
  store,
  desk,
  door,
  recorder,
  receipts,
  slips,
}: {
  store: Store;
  desk: Desk;
  door: Door;
  recorder: Recorder;
  receipts: Receipts;
  slips: Slips;
}) {
  /** Whatever is said behind a slip of which everything was taken back would be erased with it. */
  const isTakenBack = async (code: string): Promise<boolean> => {
    const codeDigest = await receipts.digestOf(code);
    return codeDigest !== null && store.records.withdrawnBy(codeDigest).has(null);
  };

  return {
    async read({ slip: text }: KioskParsed<'slip:read'>): Promise<Outcome<KioskOutput<'slip:read'>>> {
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      const read = slips.read(text, consultation);
      if (!read.ok) return read;
      const { slip, publishes, reworded } = read.value;
      return (await isTakenBack(slip.code)) ? problem('slip-withdrawn') : success({ publishes, reworded });
    },

    async resume({
      slip: text,
      language,
      manner,
      version,
      publishes: agrees,
    }: KioskParsed<'participant:resume'>): Promise<Outcome<Record<string, never>>> {
      const entrance = door.open();
      if (!entrance.ok) return entrance;
      const { consultation, enter } = entrance.value;
      const read = slips.read(text, consultation);
      if (!read.ok) return read;
      const { slip } = read.value;
      if (await isTakenBack(slip.code)) return problem('slip-withdrawn');
      if (version !== consultation.consent.version) return problem('consent-outdated', { field: 'version' });
      const publishes = agrees && read.value.publishes;
      if (!publishes && !canSeal(store)) return problem('consent-missing', { field: 'publishes' });
      const { participantId } = slip;
      const waiting = store.cards.all().find((card) => card.participantId === participantId);
      store.transaction(() => {
        const { sessionId, mode } = enter();
        // Who waits at this very table is taken up.
        if (waiting) store.cards.take(waiting.card);
        const shown = localized(consultation.consent.wording, [language]);
        const consent = { purpose: 'publish-words', given: publishes, version, manner } as const;
        const consents = [{ ...consent, language: shown.language, wording: sha256(shown.text) }];
        const payload = { language, consents };
        recorder.append({ kind: 'participant.resumed', payload, sessionId, mode, participantId });
      });
      slips.hold(slip, { publishes, consultation });
      return success({});
    },
  };
}
