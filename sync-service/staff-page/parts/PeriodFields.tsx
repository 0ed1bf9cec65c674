/** From when to when, and a word where that is the wrong way round. */
import { useTranslation } from 'react-i18next';
import { MomentField, momentOf } from './MomentField.tsx';

export type Period = { readonly from: string; readonly to: string };

/** Null until both are moments in their order. */
export function periodOf({ from, to }: Period): { readonly from: number; readonly to: number } | null {
  const [start, end] = [momentOf(from), momentOf(to)];
  return start === null || end === null || end <= start ? null : { from: start, to: end };
}

export function PeriodFields({
  labels,
  value,
  onChange,
}: {
  labels: Period;
  value: Period;
  onChange: (period: Period) => void;
}) {
  const { t } = useTranslation();
  const wrong = value.from !== '' && value.to !== '' && periodOf(value) === null;
  return (
    <div className="period">
      <MomentField label={labels.from} value={value.from} onChange={(from) => onChange({ ...value, from })} />
      <MomentField
        label={labels.to}
        value={value.to}
        onChange={(to) => onChange({ ...value, to })}
        invalid={wrong}
      />
      <p className={wrong ? 'warning-text' : 'muted'} role={wrong ? 'alert' : undefined}>
        {wrong ? t('city:order') : t('city:zone')}
      </p>
    </div>
  );
}
