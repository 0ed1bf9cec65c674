/** Writing an idea or a comment: takes up what was kept, then write, then read back and confirm. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Target } from '../../navigation/places.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { belongsTo, emptyDraft, isUntouched } from './draft-text.ts';
import { Unfinished } from './Unfinished.tsx';
import { WriteStep } from './WriteStep.tsx';

export function WriteScreen({ target }: { target: Target | null }) {
  const { drafts } = useKiosk();
  // Once, on arrival: nobody writes over words that could not be taken up.
  const kept = useLoaded(() => drafts.load(), '');
  const [discarded, setDiscarded] = useState(false);
  useEffect(() => () => void drafts.flush(), [drafts]);
  if (kept.value === null)
    return (
      <div className="loading">
        <Awaited loaded={kept} />
      </div>
    );
  const { draft } = kept.value;
  const found = discarded || draft === null || isUntouched(draft) ? null : draft;
  return found === null || belongsTo(found, target) ? (
    <Steps target={target} found={found} />
  ) : (
    <Unfinished draft={found} onDiscarded={() => setDiscarded(true)} />
  );
}

function Steps({ target, found }: { target: Target | null; found: Draft | null }) {
  const { i18n } = useTranslation();
  const { drafts } = useKiosk();
  const [draft, setDraft] = useState(() => found ?? emptyDraft(target, i18n.language));
  const [step, setStep] = useState<'write' | 'confirm'>('write');
  const change = (changed: Partial<Draft>) => {
    const next = { ...draft, ...changed };
    setDraft(next);
    drafts.type(next);
  };
  return step === 'write' ? (
    <WriteStep
      draft={draft}
      restored={found !== null}
      onChange={change}
      onDone={() => {
        void drafts.flush();
        setStep('confirm');
      }}
    />
  ) : (
    <ConfirmStep draft={draft} onBack={() => setStep('write')} />
  );
}
