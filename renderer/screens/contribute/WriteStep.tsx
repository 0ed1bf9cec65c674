/** The words as they are typed, with what resembles them beside. */
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk-api.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Select } from '../../components/Select.tsx';
import { ownName, writingLanguages } from '../../languages.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { charactersLeft, isReady, LIMITS } from './draft-text.ts';
import { SimilarIdeas } from './SimilarIdeas.tsx';
import { TargetPanel } from './TargetPanel.tsx';
import { TopicSelect } from './TopicSelect.tsx';

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
  const { status, languages, drafts } = useKiosk();
  const isIdea = draft.kind === 'idea';
  const flush = () => void drafts.flush();
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
        <div className="form">
          {isIdea ? (
            <Field
              label={t('contribution:titleLabel')}
              hint={t('contribution:titleHint')}
              value={draft.title}
              onChange={(title) => onChange({ title })}
              onBlur={flush}
              language={draft.language}
              invalid={(charactersLeft(draft.title, LIMITS.title) ?? 0) < 0}
              note={<CharactersLeft text={draft.title} max={LIMITS.title} />}
            />
          ) : null}
          <Field
            label={isIdea ? t('contribution:wordsLabel') : t('contribution:commentLabel')}
            value={draft.words}
            onChange={(words) => onChange({ words })}
            onBlur={flush}
            multiline
            className="field-grow"
            language={draft.language}
            invalid={(charactersLeft(draft.words, LIMITS.words) ?? 0) < 0}
            note={<CharactersLeft text={draft.words} max={LIMITS.words} />}
          />
          <div className="form-row">
            {isIdea ? (
              <TopicSelect
                topics={status.consultation?.topics ?? []}
                value={draft.topicId}
                onChange={(topicId) => onChange({ topicId })}
              />
            ) : null}
            <Select
              label={t('contribution:wordsLanguage')}
              value={draft.language}
              onChange={(language) => onChange({ language })}
              options={writingLanguages(languages).map((language) => ({
                value: language,
                label: ownName(language),
                language,
              }))}
            />
          </div>
        </div>
        <aside className="aside">
          {draft.target === null ? <SimilarIdeas draft={draft} /> : <TargetPanel target={draft.target} />}
        </aside>
      </div>
    </Screen>
  );
}

function CharactersLeft({ text, max }: { text: string; max: number }) {
  const { t } = useTranslation();
  const left = charactersLeft(text, max);
  if (left === null) return null;
  return (
    <p className={left < 0 ? 'left left-over' : 'left'} role="status">
      {left < 0 ? t('contribution:tooLong', { count: -left }) : t('contribution:left', { count: left })}
    </p>
  );
}
