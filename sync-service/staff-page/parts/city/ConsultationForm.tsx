/** What a consultation is about, from when to when, its topics, and what people agree to. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AREAS_MAX, type ConsultationDocument } from '../../../../common/contract/feed.ts';
import { FURTHER_PURPOSES, type FurtherPurpose } from '../../../../common/domain/consents.ts';
import { ACTIONS, type Action } from '../../../../common/domain/consultation.ts';
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import { Field } from '../../../../renderer/components/Field.tsx';
import { isLookComplete, lookInput, typedLook } from '../../look.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useFieldLabel } from '../../use-field-label.ts';
import { useSave } from '../../use-save.ts';
import { Check } from '../Check.tsx';
import { FormEnd } from '../FormEnd.tsx';
import { momentText } from '../MomentField.tsx';
import { PeriodFields, periodOf } from '../PeriodFields.tsx';
import { ActionsField } from './ActionsField.tsx';
import { LabelList, labelled } from './LabelList.tsx';
import { LookFields } from './LookFields.tsx';
import { isWritten, WrittenText } from './WrittenText.tsx';

const ATTRIBUTION_MAX = 2_000;
const TOPICS_MAX = 100;

type Further = { readonly [P in FurtherPurpose]?: LocalizedText };

/** Years below which an adult agrees too. */
const isAge = (text: string): boolean => Number(text) >= 1 && Number(text) <= 25;

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
  const [topics, setTopics] = useState(() => labelled(consultation?.topics ?? []));
  const [areas, setAreas] = useState(() => labelled(consultation?.areas ?? []));
  const [ageLimit, setAgeLimit] = useState(String(consultation?.minors?.under ?? ''));
  const [minors, setMinors] = useState<LocalizedText>(consultation?.minors?.wording ?? {});
  const span = periodOf(period);
  const complete =
    span !== null &&
    isLookComplete(look) &&
    [title, summary, consent].every(isWritten) &&
    [...topics, ...areas].every(({ label }) => isWritten(label)) &&
    (ageLimit === '' || (isAge(ageLimit) && isWritten(minors)));

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
          areas: areas.map(({ id, label }) => ({ id, label })),
          minors: ageLimit === '' ? null : { under: Number(ageLimit), wording: minors },
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
      {isWritten(further['use-statistics'] ?? {}) ? (
        <LabelList
          title={t('city:areas')}
          name={(n) => t('city:area', { n })}
          removal={(n) => t('city:removeArea', { n })}
          addition={t('city:addArea')}
          max={AREAS_MAX}
          value={areas}
          onChange={setAreas}
        />
      ) : null}
      <Field
        label={t('city:minorsUnder')}
        hint={t('city:minorsUnderHint')}
        value={ageLimit}
        onChange={(text) => setAgeLimit(text.replace(/\D/g, '').slice(0, 2))}
        invalid={ageLimit !== '' && !isAge(ageLimit)}
      />
      {ageLimit === '' ? null : (
        <WrittenText
          labelled={field(t('city:minorsWording'))}
          value={minors}
          onChange={setMinors}
          multiline
        />
      )}
      <WrittenText
        labelled={field(t('city:privacy'))}
        hint={t('city:privacyHint')}
        value={privacy}
        onChange={setPrivacy}
        multiline
      />
      <LabelList
        title={t('city:topics')}
        name={(n) => t('city:topic', { n })}
        removal={(n) => t('city:removeTopic', { n })}
        addition={t('city:addTopic')}
        max={TOPICS_MAX}
        value={topics}
        onChange={setTopics}
      />
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
