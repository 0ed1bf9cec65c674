/** What a consultation is about, from when to when, its topics, and what people agree to. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { FURTHER_PURPOSES, type FurtherPurpose } from '../../../common/domain/consents.ts';
import { ACTIONS, type Action } from '../../../common/domain/consultation.ts';
import type { LocalizedText } from '../../../common/domain/localized-text.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { isLookComplete, lookInput, typedLook } from '../look.ts';
import { useStaff } from '../StaffContext.tsx';
import { useFieldLabel } from '../use-field-label.ts';
import { useSave } from '../use-save.ts';
import { ActionsField } from './ActionsField.tsx';
import { Check } from './Check.tsx';
import { FormEnd } from './FormEnd.tsx';
import { LookFields } from './LookFields.tsx';
import { momentText } from './MomentField.tsx';
import { PeriodFields, periodOf } from './PeriodFields.tsx';
import { isWritten, WrittenText } from './WrittenText.tsx';

const ATTRIBUTION_MAX = 2_000;
const TOPICS_MAX = 100;

type Further = { readonly [P in FurtherPurpose]?: LocalizedText };
type Topic = { readonly key: number; readonly id: string | null; readonly label: LocalizedText };

export function ConsultationForm({
  consultation,
  onClose,
  onSaved,
}: {
  /** Null for a new one. */
  consultation: ConsultationDocument | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const field = useFieldLabel();
  const { busy, failure, save } = useSave();
  const [title, setTitle] = useState<LocalizedText>(consultation?.title ?? {});
  const [summary, setSummary] = useState<LocalizedText>(consultation?.summary ?? {});
  const [consent, setConsent] = useState<LocalizedText>(consultation?.consent.wording ?? {});
  const [further, setFurther] = useState<Further>(() =>
    Object.fromEntries((consultation?.further ?? []).map(({ purpose, wording }) => [purpose, wording])),
  );
  const [privacy, setPrivacy] = useState<LocalizedText>(consultation?.privacy ?? {});
  const [reviewFirst, setReviewFirst] = useState(consultation?.reviewFirst === true);
  const [actions, setActions] = useState<readonly Action[]>(consultation?.actions ?? ACTIONS);
  const [look, setLook] = useState(() => typedLook(consultation?.look));
  const [attribution, setAttribution] = useState(consultation?.attribution ?? '');
  const [period, setPeriod] = useState({
    from: consultation === null ? '' : momentText(consultation.opensAt),
    to: consultation === null ? '' : momentText(consultation.closesAt),
  });
  const [topics, setTopics] = useState<readonly Topic[]>(
    (consultation?.topics ?? []).map((topic, key) => ({ ...topic, key })),
  );
  const span = periodOf(period);
  const complete =
    span !== null &&
    isLookComplete(look) &&
    [title, summary, consent].every(isWritten) &&
    topics.every(({ label }) => isWritten(label));

  const send = () => {
    if (span === null) return;
    void save(
      () =>
        api.call('saveConsultation', {
          id: consultation?.id ?? null,
          title,
          summary,
          opensAt: span.from,
          closesAt: span.to,
          topics: topics.map(({ id, label }) => ({ id, label })),
          consent,
          further: FURTHER_PURPOSES.flatMap((purpose) => {
            const wording = further[purpose] ?? {};
            return isWritten(wording) ? [{ purpose, wording }] : [];
          }),
          privacy: isWritten(privacy) ? privacy : null,
          reviewFirst,
          actions: [...actions],
          look: lookInput(look),
          attribution: attribution.trim() === '' ? null : attribution.trim(),
        }),
      onSaved,
    );
  };
  return (
    <>
      <WrittenText labelled={field(t('city:name'))} value={title} onChange={setTitle} />
      <WrittenText labelled={field(t('city:summary'))} value={summary} onChange={setSummary} multiline />
      <PeriodFields
        labels={{ from: t('city:opens'), to: t('city:closes') }}
        value={period}
        onChange={setPeriod}
      />
      <Check on={reviewFirst} onChange={setReviewFirst}>
        {t('city:reviewFirst')}
      </Check>
      <p className="hint">{t('city:reviewFirstHint')}</p>
      <ActionsField chosen={actions} onChange={setActions} />
      <WrittenText
        labelled={field(t('city:consent'))}
        hint={t('city:consentHint')}
        value={consent}
        onChange={setConsent}
        multiline
      />
      {FURTHER_PURPOSES.map((purpose) => (
        <WrittenText
          key={purpose}
          labelled={field(t(`city:further.${purpose}`))}
          hint={t(`city:furtherHint.${purpose}`)}
          value={further[purpose] ?? {}}
          onChange={(wording) => setFurther({ ...further, [purpose]: wording })}
          multiline
        />
      ))}
      <WrittenText
        labelled={field(t('city:privacy'))}
        hint={t('city:privacyHint')}
        value={privacy}
        onChange={setPrivacy}
        multiline
      />
      <h3>{t('city:topics')}</h3>
      {topics.map((topic, index) => (
        <div key={topic.key} className="topic">
          <WrittenText
            labelled={field(t('city:topic', { n: index + 1 }))}
            value={topic.label}
            onChange={(label) =>
              setTopics(topics.map((one) => (one.key === topic.key ? { ...one, label } : one)))
            }
          />
          <Button look="quiet" onPress={() => setTopics(topics.filter(({ key }) => key !== topic.key))}>
            {t('city:removeTopic', { n: index + 1 })}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          isDisabled={topics.length === TOPICS_MAX}
          onPress={() =>
            setTopics([
              ...topics,
              { key: Math.max(-1, ...topics.map(({ key }) => key)) + 1, id: null, label: {} },
            ])
          }
        >
          {t('city:addTopic')}
        </Button>
      </div>
      <LookFields look={look} onChange={setLook} />
      <Field
        label={t('city:attribution')}
        value={attribution}
        onChange={(text) => setAttribution(text.slice(0, ATTRIBUTION_MAX))}
        multiline
      />
      <FormEnd
        hint={t('city:saveHint')}
        failure={failure}
        busy={busy}
        complete={complete}
        onClose={onClose}
        onSave={send}
      />
    </>
  );
}
