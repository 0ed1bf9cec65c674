/** When visitors may use a kiosk: a line a day, empty where it is closed, all of them empty where it never is. */
import { useTranslation } from 'react-i18next';
import { Field } from '../../../../renderer/components/Field.tsx';
import { weekdayName } from '../../formats.ts';
import { DAYS, isDayWritten, type WrittenHours } from '../../opening-hours.ts';

const LINE_MAX = 60;

export function OpeningHours({
  hours,
  onChange,
}: {
  hours: WrittenHours;
  onChange: (hours: WrittenHours) => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className="plain-set opening-hours">
      <legend>{t('kiosks:hours')}</legend>
      <p className="muted">{t('kiosks:hoursHint')}</p>
      {DAYS.map((day, index) => {
        const line = hours[index] ?? '';
        const wrong = !isDayWritten(line);
        return (
          <Field
            key={day}
            label={weekdayName(day, i18n.language)}
            value={line}
            onChange={(text) =>
              onChange(hours.map((before, at) => (at === index ? text.slice(0, LINE_MAX) : before)))
            }
            invalid={wrong}
            note={wrong ? <p role="alert">{t('kiosks:hoursWrong')}</p> : null}
          />
        );
      })}
    </fieldset>
  );
}
