/** An event of the agenda: a talk, a workshop or a meeting. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument, EventDocument } from '../../../../common/contract/feed.ts';
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import { Choice } from '../../../../renderer/components/Choice.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useFieldLabel } from '../../use-field-label.ts';
import { useSave } from '../../use-save.ts';
import { FormEnd } from '../FormEnd.tsx';
import { EVENT_KIND } from '../labels.ts';
import { momentText } from '../MomentField.tsx';
import { PeriodFields, periodOf } from '../PeriodFields.tsx';
import { ExpectedKiosks } from './ExpectedKiosks.tsx';
import { isWritten, WrittenText } from './WrittenText.tsx';

const PLACE_MAX = 300;
type Kind = EventDocument['kind'];
const KINDS: readonly Kind[] = ['workshop', 'talk', 'meeting'];

export function EventForm({
  consultation,
  event,
  expected,
  onClose,
  onSaved,
}: {
  consultation: ConsultationDocument;
  /** Null for a new one. */
  event: EventDocument | null;
  /** Ids of the kiosks that are expected at it. */
  expected: readonly string[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const field = useFieldLabel();
  const { busy, failure, save } = useSave();
  const [kind, setKind] = useState<Kind>(event?.kind ?? 'workshop');
  const [title, setTitle] = useState<LocalizedText>(event?.title ?? {});
  const [place, setPlace] = useState(event?.place ?? '');
  const [period, setPeriod] = useState({
    from: event === null ? '' : momentText(event.startsAt),
    to: event === null ? '' : momentText(event.endsAt),
  });
  const [kiosks, setKiosks] = useState(expected);
  const span = periodOf(period);
  const send = () => {
    if (span === null) return;
    void save(
      () =>
        api.call('saveEvent', {
          id: event?.id ?? null,
          consultationId: consultation.id,
          kind,
          title,
          place,
          startsAt: span.from,
          endsAt: span.to,
          kiosks: kind === 'workshop' ? [...kiosks] : [],
        }),
      onSaved,
    );
  };
  return (
    <>
      <Choice<Kind>
        label={t('city:eventKind')}
        options={KINDS.map((value) => ({ value, label: t(EVENT_KIND[value]) }))}
        value={kind}
        onChange={setKind}
        columns
      />
      <WrittenText labelled={field(t('city:name'))} value={title} onChange={setTitle} />
      <Field label={t('city:place')} value={place} onChange={(text) => setPlace(text.slice(0, PLACE_MAX))} />
      <PeriodFields
        labels={{ from: t('city:starts'), to: t('city:ends') }}
        value={period}
        onChange={setPeriod}
      />
      {kind === 'workshop' ? <ExpectedKiosks chosen={kiosks} onChange={setKiosks} /> : null}
      <FormEnd
        hint={t('city:saveHint')}
        failure={failure}
        busy={busy}
        complete={isWritten(title) && place.trim() !== '' && span !== null}
        onClose={onClose}
        onSave={send}
      />
    </>
  );
}
