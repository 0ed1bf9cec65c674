/** An official proposal of the city. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument, ProposalDocument } from '../../../../common/contract/feed.ts';
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import { Select } from '../../../../renderer/components/Select.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useFieldLabel } from '../../use-field-label.ts';
import { useSave } from '../../use-save.ts';
import { FormEnd } from '../FormEnd.tsx';
import { cityOptions } from './city-options.ts';
import { isWritten, WrittenText } from './WrittenText.tsx';

const NO_TOPIC = '';

export function ProposalForm({
  consultation,
  proposal,
  onClose,
  onSaved,
}: {
  consultation: ConsultationDocument;
  /** Null for a new one. */
  proposal: ProposalDocument | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const field = useFieldLabel();
  const { busy, failure, save } = useSave();
  const [title, setTitle] = useState<LocalizedText>(proposal?.title ?? {});
  const [text, setText] = useState<LocalizedText>(proposal?.text ?? {});
  const known = consultation.topics.some(({ id }) => id === proposal?.topicId);
  const [topicId, setTopicId] = useState(known ? (proposal?.topicId ?? NO_TOPIC) : NO_TOPIC);
  const send = () =>
    void save(
      () =>
        api.call('saveProposal', {
          id: proposal?.id ?? null,
          consultationId: consultation.id,
          topicId: topicId === NO_TOPIC ? null : topicId,
          title,
          text,
        }),
      onSaved,
    );
  return (
    <>
      <WrittenText labelled={field(t('city:name'))} value={title} onChange={setTitle} />
      <WrittenText labelled={field(t('city:text'))} value={text} onChange={setText} multiline />
      <Select
        label={t('staff:contribution.topic')}
        value={topicId}
        onChange={setTopicId}
        options={[
          { value: NO_TOPIC, label: t('city:noTopic') },
          ...cityOptions(
            consultation.topics.map(({ id, label }) => ({ id, text: label })),
            i18n.language,
          ),
        ]}
      />
      <FormEnd
        hint={t('city:saveHint')}
        failure={failure}
        busy={busy}
        complete={isWritten(title) && isWritten(text)}
        onClose={onClose}
        onSave={send}
      />
    </>
  );
}
