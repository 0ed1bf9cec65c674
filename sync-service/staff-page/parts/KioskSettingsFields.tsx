/** What staff set for a kiosk, new or enrolled. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { Select } from '../../../renderer/components/Select.tsx';
import { LANGUAGES } from '../i18n.ts';
import { ownName } from '../languages.ts';
import { Check } from './Check.tsx';
import { cityOptions } from './city-options.ts';

/** As typed. `id` is null for somebody new, who needs a PIN; an empty PIN of somebody known stays as it is. */
type Facilitator = {
  readonly key: number;
  readonly id: string | null;
  readonly name: string;
  readonly pin: string;
};
export type KioskSettings = {
  readonly name: string;
  readonly place: string;
  readonly consultationId: string;
  /** The preferred one first. */
  readonly languages: readonly string[];
  readonly selfService: boolean;
  readonly idleSeconds: string;
  readonly facilitators: readonly Facilitator[];
};

const NAME_MAX = 100;
const PLACE_MAX = 300;
const PIN = /^\d{4,12}$/;
const IDLE = { min: 20, max: 900 };

const idleFits = (typed: string): boolean => Number(typed) >= IDLE.min && Number(typed) <= IDLE.max;

export const isComplete = (settings: KioskSettings): boolean =>
  settings.name.trim() !== '' &&
  settings.languages.length > 0 &&
  (!settings.selfService || idleFits(settings.idleSeconds)) &&
  settings.facilitators.every(
    ({ id, name, pin }) => name.trim() !== '' && (PIN.test(pin) || (id !== null && pin === '')),
  );

/** As the service takes them. */
export const settingsInput = ({
  selfService,
  idleSeconds,
  facilitators,
  languages,
  ...rest
}: KioskSettings) => ({
  ...rest,
  languages: [...languages],
  selfService: selfService ? { idleSeconds: Number(idleSeconds) } : null,
  facilitators: facilitators.map(({ id, name, pin }) => ({ id, name, pin: pin === '' ? null : pin })),
});

export function KioskSettingsFields({
  consultations,
  settings,
  onChange,
}: {
  consultations: readonly ConsultationDocument[];
  settings: KioskSettings;
  onChange: (settings: KioskSettings) => void;
}) {
  const { t, i18n } = useTranslation();
  const { languages } = settings;
  const set = (changes: Partial<KioskSettings>) => onChange({ ...settings, ...changes });
  return (
    <>
      <Field
        label={t('kiosks:name')}
        value={settings.name}
        onChange={(text) => set({ name: text.slice(0, NAME_MAX) })}
      />
      <Field
        label={t('kiosks:place')}
        value={settings.place}
        onChange={(text) => set({ place: text.slice(0, PLACE_MAX) })}
      />
      <Select
        label={t('kiosks:consultation')}
        value={settings.consultationId}
        onChange={(consultationId) => set({ consultationId })}
        options={cityOptions(
          consultations.map(({ id, title }) => ({ id, text: title })),
          i18n.language,
        )}
      />
      <fieldset className="plain-set">
        <legend>{t('kiosks:languages')}</legend>
        {LANGUAGES.map((language) => (
          <Check
            key={language}
            on={languages.includes(language)}
            onChange={(on) =>
              set({
                languages: on ? [...languages, language] : languages.filter((chosen) => chosen !== language),
              })
            }
          >
            <span lang={language}>{ownName(language)}</span>
          </Check>
        ))}
      </fieldset>
      <Check on={settings.selfService} onChange={(selfService) => set({ selfService })}>
        {t('kiosks:selfService')}
      </Check>
      {settings.selfService ? (
        <Field
          label={t('kiosks:idle')}
          value={settings.idleSeconds}
          onChange={(text) => set({ idleSeconds: text.replace(/\D/g, '').slice(0, 3) })}
          invalid={!idleFits(settings.idleSeconds)}
        />
      ) : null}
      <h3>{t('kiosks:facilitators')}</h3>
      <Facilitators facilitators={settings.facilitators} onChange={(facilitators) => set({ facilitators })} />
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
      {facilitators.map(({ key, id, name, pin }, index) => {
        const n = index + 1;
        return (
          <div key={key} className="topic">
            <Field
              label={t('kiosks:facilitator', { n })}
              value={name}
              onChange={(text) => change(key, { name: text.slice(0, NAME_MAX) })}
            />
            <Field
              label={id === null ? t('kiosks:pin', { n }) : t('kiosks:pinKept', { n })}
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
              { key: Math.max(-1, ...facilitators.map(({ key }) => key)) + 1, id: null, name: '', pin: '' },
            ])
          }
        >
          {t('kiosks:addFacilitator')}
        </Button>
      </div>
    </>
  );
}
