/** The city answers an idea or a proposal: how far it is, and in its own words. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfficialAnswer } from '../../../../common/contract/feed.ts';
import { ANSWER_STATES, type AnswerState } from '../../../../common/domain/city-decisions.ts';
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import type { TargetKind } from '../../../../common/domain/records.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Choice } from '../../../../renderer/components/Choice.tsx';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { WrittenText } from '../city/WrittenText.tsx';
import { Failure } from '../Failure.tsx';

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
  const [text, setText] = useState<LocalizedText>(answer?.text ?? {});
  const { busy, failure, save } = useSave();

  const give = (given: AnswerState | null) =>
    void save(
      () =>
        api.call('giveAnswer', {
          targetId: id,
          targetKind: kind,
          state: given,
          text: given === null ? {} : text,
        }),
      onAnswered,
    );
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
      <WrittenText
        labelled={(language) => t('moderation:reply.words', { language })}
        value={text}
        onChange={setText}
        multiline
      />
      <p className="muted">{t('moderation:reply.fallback')}</p>
      <Failure failure={failure} />
      <div className="dialog-actions">
        {answer === null ? null : (
          <Button look="danger" busy={busy} onPress={() => give(null)}>
            {t('moderation:reply.takeBack')}
          </Button>
        )}
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look="primary" busy={busy} isDisabled={state === null} onPress={() => give(state)}>
          {t('moderation:reply.submit')}
        </Button>
      </div>
    </>
  );
}
