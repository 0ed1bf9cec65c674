/** Says a contribution in other words: written, read back and confirmed as it was the first time. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import type { OwnContribution } from '../../../common/contract/kiosk/receipts.ts';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { isReady } from '../contribute/draft-text.ts';
import { type Confirmed, ReadBack } from '../contribute/ReadBack.tsx';
import { WordsFields } from '../contribute/WordsFields.tsx';
import { Screen } from '../Screen.tsx';

/** An idea or a comment whose words can be shown; what is sealed cannot. */
export const isCorrectable = ({ kind, words, state }: OwnContribution): boolean =>
  kind !== 'support' && words !== null && state !== 'withdrawn';

export function Correct({
  code,
  own,
  onDone,
  onCancel,
}: {
  code: string;
  own: OwnContribution;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const [step, setStep] = useState<'write' | 'confirm'>('write');
  const [draft, setDraft] = useState<Draft>({
    kind: own.kind === 'idea' ? 'idea' : 'comment',
    target: null,
    title: own.kind === 'idea' ? (own.title ?? '') : '',
    words: own.words ?? '',
    topicId: null,
    language: own.language ?? i18n.language,
  });
  const correct = useAction(
    (confirmed: Confirmed) => {
      const { kind, title, words, language } = draft;
      return host.call('receipt:correct', {
        code,
        id: own.id,
        replaces: own.revision,
        title: kind === 'idea' ? title : null,
        words,
        language,
        ...confirmed,
      });
    },
    { once: true, done: onDone },
  );
  if (step === 'confirm')
    return (
      <ReadBack
        draft={draft}
        alone={status.facilitator === null}
        sealed={false}
        busy={correct.busy}
        failure={correct.failure}
        onBack={() => setStep('write')}
        onConfirm={correct.run}
      />
    );
  return (
    <Screen
      title={t('receipt:correctTitle')}
      lead={t('receipt:correctLead')}
      actions={
        <>
          <Button onPress={onCancel}>{t('kiosk:cancel')}</Button>
          <Button look="primary" isDisabled={!isReady(draft)} onPress={() => setStep('confirm')}>
            {t('contribution:readBack')}
          </Button>
        </>
      }
    >
      <WordsFields draft={draft} onChange={(changed) => setDraft({ ...draft, ...changed })} />
    </Screen>
  );
}
