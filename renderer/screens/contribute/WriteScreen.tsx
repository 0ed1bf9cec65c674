/** Writing an idea or a comment: takes up what was kept, then write, then read back and confirm. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Target } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { belongsTo, emptyDraft, isUntouched, placeOf } from './draft-text.ts';
import { WriteStep } from './WriteStep.tsx';

export function WriteScreen({ target }: { target: Target | null }) {
  const { t, i18n } = useTranslation();
  const { drafts, walk } = useKiosk();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [other, setOther] = useState<Draft | null>(null);
  const [restored, setRestored] = useState(false);
  const [step, setStep] = useState<'write' | 'confirm'>('write');
  const fresh = () => emptyDraft(target, i18n.language);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the kept draft is taken up once, on arrival.
  useEffect(() => {
    let here = true;
    void drafts.load().then((kept) => {
      if (!here) return;
      if (kept === null || isUntouched(kept)) setDraft(fresh());
      else if (belongsTo(kept, target)) {
        setDraft(kept);
        setRestored(true);
      } else setOther(kept);
    });
    return () => {
      here = false;
      void drafts.flush();
    };
  }, [drafts]);

  const discard = useAction(() => drafts.discard(), {
    done: () => {
      setOther(null);
      setDraft(fresh());
    },
  });

  if (other !== null) {
    return (
      <Screen
        title={t('contribution:unfinishedTitle')}
        lead={t('contribution:unfinishedLead')}
        width="narrow"
        actions={
          <>
            <Button busy={discard.busy} onPress={() => discard.run()}>
              {t('contribution:discard')}
            </Button>
            <Button look="primary" onPress={() => walk({ type: 'replace', to: placeOf(other) })}>
              {t('home:continue')}
            </Button>
          </>
        }
      >
        <blockquote className="wording">
          <bdi lang={other.language} dir="auto" className="words">
            {other.title === '' ? other.words : other.title}
          </bdi>
        </blockquote>
        <Problem failure={discard.failure} />
      </Screen>
    );
  }
  if (draft === null) return <p className="muted loading">{t('kiosk:loading')}</p>;

  const change = (changed: Partial<Draft>) => {
    const next = { ...draft, ...changed };
    setDraft(next);
    drafts.type(next);
  };
  return step === 'write' ? (
    <WriteStep
      draft={draft}
      restored={restored}
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
