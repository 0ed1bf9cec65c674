/** What a kiosk is set to, and the code that lets it in. */
import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { Select } from '../../../renderer/components/Select.tsx';
import { shortTime } from '../formats.ts';
import { LANGUAGES } from '../i18n.ts';
import { ownName } from '../languages.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { cityOptions } from './city-options.ts';
import { Failure } from './Failure.tsx';

type Facilitator = { readonly key: number; readonly name: string; readonly pin: string };
const NAME_MAX = 100;
const PLACE_MAX = 300;
const PIN = /^\d{4,12}$/;

export function KioskCodeForm({
  consultations,
  onClose,
}: {
  /** At least one. */
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
}) {
  const [made, setMade] = useState<StaffOutput<'makeKioskCode'> | null>(null);
  return made === null ? (
    <Settings consultations={consultations} onClose={onClose} onMade={setMade} />
  ) : (
    <MadeCode made={made} onClose={onClose} />
  );
}

function Settings({
  consultations,
  onClose,
  onMade,
}: {
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
  onMade: (made: StaffOutput<'makeKioskCode'>) => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const [consultationId, setConsultationId] = useState(consultations[0]?.id ?? '');
  const [languages, setLanguages] = useState<readonly string[]>([
    i18n.language,
    ...LANGUAGES.filter((language) => language !== i18n.language),
  ]);
  const [facilitators, setFacilitators] = useState<readonly Facilitator[]>([{ key: 0, name: '', pin: '' }]);
  const { busy, failure, save } = useSave();
  const complete =
    name.trim() !== '' &&
    languages.length > 0 &&
    facilitators.every((one) => one.name.trim() !== '' && PIN.test(one.pin));

  const make = () =>
    void save(
      () =>
        api.call('makeKioskCode', {
          name,
          place,
          consultationId,
          languages: [...languages],
          facilitators: facilitators.map(({ name: called, pin }) => ({ name: called, pin })),
        }),
      onMade,
    );
  return (
    <>
      <Field label={t('kiosks:name')} value={name} onChange={(text) => setName(text.slice(0, NAME_MAX))} />
      <Field
        label={t('kiosks:place')}
        value={place}
        onChange={(text) => setPlace(text.slice(0, PLACE_MAX))}
      />
      <Select
        label={t('kiosks:consultation')}
        value={consultationId}
        onChange={setConsultationId}
        options={cityOptions(
          consultations.map(({ id, title }) => ({ id, text: title })),
          i18n.language,
        )}
      />
      <fieldset className="plain-set">
        <legend>{t('kiosks:languages')}</legend>
        {LANGUAGES.map((language) => (
          <Checkbox
            key={language}
            className="checkbox"
            isSelected={languages.includes(language)}
            onChange={(on) =>
              setLanguages(on ? [...languages, language] : languages.filter((chosen) => chosen !== language))
            }
          >
            <span className="checkbox-mark" aria-hidden="true" />
            <span lang={language}>{ownName(language)}</span>
          </Checkbox>
        ))}
      </fieldset>
      <h3>{t('kiosks:facilitators')}</h3>
      <Facilitators facilitators={facilitators} onChange={setFacilitators} />
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look="primary" busy={busy} isDisabled={!complete} onPress={make}>
          {t('kiosks:make')}
        </Button>
      </div>
    </>
  );
}

function Facilitators({
  facilitators,
  onChange,
}: {
  facilitators: readonly Facilitator[];
  onChange: (facilitators: readonly Facilitator[]) => void;
}) {
  const { t } = useTranslation();
  const change = (key: number, changes: Partial<Facilitator>) =>
    onChange(facilitators.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  return (
    <>
      {facilitators.map(({ key, name, pin }, index) => {
        const n = index + 1;
        return (
          <div key={key} className="topic">
            <Field
              label={t('kiosks:facilitator', { n })}
              value={name}
              onChange={(text) => change(key, { name: text.slice(0, NAME_MAX) })}
            />
            <Field
              label={t('kiosks:pin', { n })}
              value={pin}
              onChange={(text) => change(key, { pin: text.replace(/\D/g, '').slice(0, 12) })}
            />
            <Button look="quiet" onPress={() => onChange(facilitators.filter((one) => one.key !== key))}>
              {t('kiosks:removeFacilitator', { n })}
            </Button>
          </div>
        );
      })}
      <div className="row">
        <Button
          onPress={() =>
            onChange([
              ...facilitators,
              { key: Math.max(-1, ...facilitators.map(({ key }) => key)) + 1, name: '', pin: '' },
            ])
          }
        >
          {t('kiosks:addFacilitator')}
        </Button>
      </div>
    </>
  );
}

function MadeCode({ made, onClose }: { made: StaffOutput<'makeKioskCode'>; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p role="status">
        {t('kiosks:code')}: <strong className="code made-code">{made.code}</strong>
      </p>
      <p>{t('kiosks:codeHint', { time: shortTime(made.expiresAt, i18n.language) })}</p>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {t('staff:close')}
        </Button>
      </div>
    </>
  );
}
