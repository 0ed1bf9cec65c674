/** What staff set for a kiosk, new or enrolled. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import { ownName } from '../../../../common/domain/language-names.ts';
import type { OpenSpan } from '../../../../common/domain/opening-hours.ts';
import { KIOSK_RETENTION_DAYS_MAX } from '../../../../common/domain/retention.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { Select } from '../../../../renderer/components/Select.tsx';
import { LANGUAGES } from '../../i18n.ts';
import { hoursOf, isDayWritten, type WrittenHours } from '../../opening-hours.ts';
import { Check } from '../Check.tsx';
import { cityOptions } from '../city/city-options.ts';
import { OpeningHours } from './OpeningHours.tsx';

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
  readonly hours: WrittenHours;
  /** In percent. */
  readonly volume: string;
  readonly helper: string;
  /** Empty for as long as the service is set to. */
  readonly retentionDays: string;
  readonly facilitators: readonly Facilitator[];
};

const NAME_MAX = 100;
const PLACE_MAX = 300;
const PIN = /^\d{4,12}$/;
const IDLE = { min: 20, max: 900 };
const VOLUME = { min: 10, max: 100 };
const HELPER_MAX = 200;
const RETENTION = { min: 1, max: KIOSK_RETENTION_DAYS_MAX };

const fits = (typed: string, { min, max }: typeof IDLE): boolean =>
  Number(typed) >= min && Number(typed) <= max;
const digits = (text: string, { max }: typeof IDLE): string =>
  text.replace(/\D/g, '').slice(0, String(max).length);
const isRetention = (typed: string): boolean => typed === '' || fits(typed, RETENTION);

export const isComplete = (settings: KioskSettings): boolean =>
  settings.name.trim() !== '' &&
  settings.languages.length > 0 &&
  (!settings.selfService || (fits(settings.idleSeconds, IDLE) && settings.hours.every(isDayWritten))) &&
  fits(settings.volume, VOLUME) &&
  isRetention(settings.retentionDays) &&
  settings.facilitators.every(
    ({ id, name, pin }) => name.trim() !== '' && (PIN.test(pin) || (id !== null && pin === '')),
  );

const selfServiceOf = (idleSeconds: string, hours: readonly OpenSpan[]) => ({
  idleSeconds: Number(idleSeconds),
  ...(hours.length === 0 ? {} : { hours: [...hours] }),
});

/** As the service takes them. */
export const settingsInput = ({
  selfService,
  idleSeconds,
  hours,
  volume,
  helper,
  retentionDays,
  facilitators,
  languages,
  ...rest
}: KioskSettings) => ({
  ...rest,
  languages: [...languages],
  selfService: selfService ? selfServiceOf(idleSeconds, hoursOf(hours)) : null,
  volume: Number(volume) === VOLUME.max ? null : Number(volume),
  helper: helper.trim() === '' ? null : helper.trim(),
  retentionDays: retentionDays === '' ? null : Number(retentionDays),
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
        <>
          <Field
            label={t('kiosks:idle')}
            value={settings.idleSeconds}
            onChange={(text) => set({ idleSeconds: digits(text, IDLE) })}
            invalid={!fits(settings.idleSeconds, IDLE)}
          />
          <OpeningHours hours={settings.hours} onChange={(hours) => set({ hours })} />
        </>
      ) : null}
      <Field
        label={t('kiosks:helper')}
        hint={t('kiosks:helperHint')}
        value={settings.helper}
        onChange={(text) => set({ helper: text.slice(0, HELPER_MAX) })}
      />
      <Field
        label={t('kiosks:volume')}
        value={settings.volume}
        onChange={(text) => set({ volume: digits(text, VOLUME) })}
        invalid={!fits(settings.volume, VOLUME)}
      />
      <Field
        label={t('kiosks:retention')}
        hint={t('kiosks:retentionHint')}
        value={settings.retentionDays}
        onChange={(text) => set({ retentionDays: digits(text, RETENTION) })}
        invalid={!isRetention(settings.retentionDays)}
      />
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
