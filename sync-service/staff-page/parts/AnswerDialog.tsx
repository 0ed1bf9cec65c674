/** The city answers an idea or a proposal: how far it is, and in its own words. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfficialAnswer } from '../../../common/contract/feed.ts';
import { ANSWER_STATES, type AnswerState } from '../../../common/domain/city-decisions.ts';
import type { LocalizedText } from '../../../common/domain/localized-text.ts';
import type { TargetKind } from '../../../common/domain/records.ts';
import { WORDS_MAX } from '../../../common/domain/text.ts';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Choice } from '../../../renderer/components/Choice.tsx';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { LANGUAGES } from '../i18n.ts';
import { nameIn } from '../languages.ts';
import { useStaff } from '../StaffContext.tsx';
import { Failure } from './Failure.tsx';

export type Answerable = {
  readonly id: string;
  readonly kind: TargetKind;
  readonly title: LocalizedText;
  readonly answer: OfficialAnswer | null;
};

export function AnswerDialog({
  target,
  onClose,
  onAnswered,
}: {
  target: Answerable | null;
  onClose: () => void;
  onAnswered: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('moderation:reply.title')} open={target !== null} onClose={onClose} question>
      {target === null ? null : <AnswerForm target={target} onClose={onClose} onAnswered={onAnswered} />}
    </Dialog>
  );
}

function AnswerForm({
  target: { id, kind, title, answer },
  onClose,
  onAnswered,
}: {
  target: Answerable;
  onClose: () => void;
  onAnswered: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [state, setState] = useState<AnswerState | null>(answer?.state ?? null);
  const [text, setText] = useState<Record<string, string>>(answer?.text ?? {});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  // Languages that another page answered in stay.
  const languages = [...new Set([i18n.language, ...LANGUAGES, ...Object.keys(text)])];

  const give = async (given: AnswerState | null) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const sent = given === null ? {} : text;
    const outcome = await api.call('giveAnswer', {
      targetId: id,
      targetKind: kind,
      state: given,
      text: sent,
    });
    setBusy(false);
    if (!outcome.ok) return setFailure(outcome);
    onAnswered();
  };
  return (
    <>
      <p>
        <strong>
          <CityText text={title} wanted={i18n.language} />
        </strong>
      </p>
      <p className="muted">{t('moderation:reply.hint')}</p>
      <Choice<AnswerState>
        label={t('moderation:reply.state')}
        options={ANSWER_STATES.map((value) => ({ value, label: t(`answer:state.${value}`) }))}
        value={state}
        onChange={setState}
        columns
      />
      {languages.map((language) => (
        <Field
          key={language}
          label={t('moderation:reply.words', { language: nameIn(language, i18n.language) })}
          value={text[language] ?? ''}
          onChange={(words) => setText((before) => ({ ...before, [language]: words.slice(0, WORDS_MAX) }))}
          language={language}
          multiline
        />
      ))}
      <p className="muted">{t('moderation:reply.fallback')}</p>
      <Failure failure={failure} />
      <div className="dialog-actions">
        {answer === null ? null : (
          <Button look="danger" busy={busy} onPress={() => void give(null)}>
            {t('moderation:reply.takeBack')}
          </Button>
        )}
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look="primary" busy={busy} isDisabled={state === null} onPress={() => void give(state)}>
          {t('moderation:reply.submit')}
        </Button>
      </div>
    </>
  );
}
