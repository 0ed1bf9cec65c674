/** The words as they are typed, with what resembles them beside. */
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { isReady } from './draft-text.ts';
import { SimilarIdeas } from './SimilarIdeas.tsx';
import { TargetPanel } from './TargetPanel.tsx';
import { TopicSelect } from './TopicSelect.tsx';
import { WordsFields } from './WordsFields.tsx';

export function WriteStep({
  draft,
  restored,
  onChange,
  onDone,
}: {
  draft: Draft;
  restored: boolean;
  onChange: (changed: Partial<Draft>) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { status, drafts } = useKiosk();
  const isIdea = draft.kind === 'idea';
  return (
    <Screen
      title={isIdea ? t('contribution:ideaTitle') : t('contribution:commentTitle')}
      width="wide"
      actions={
        <>
          <p className="muted">{isReady(draft) ? t('contribution:notYetSent') : t('contribution:needed')}</p>
          <Button look="primary" isDisabled={!isReady(draft)} onPress={onDone}>
            {t('contribution:readBack')}
          </Button>
        </>
      }
    >
      {restored ? <Notice tone="good" title={t('contribution:restored')} /> : null}
      <div className="desk-split">
        <WordsFields draft={draft} onChange={onChange} onBlur={() => void drafts.flush()}>
          {isIdea ? (
            <TopicSelect
              topics={status.consultation?.topics ?? []}
              value={draft.topicId}
              onChange={(topicId) => onChange({ topicId })}
            />
          ) : null}
        </WordsFields>
        <aside className="aside">
          {draft.target === null ? <SimilarIdeas draft={draft} /> : <TargetPanel target={draft.target} />}
        </aside>
      </div>
    </Screen>
  );
}
