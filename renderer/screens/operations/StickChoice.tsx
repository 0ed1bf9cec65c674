/** Which of the sticks that are plugged in; nothing is asked where there is one. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { Choice } from '../../components/Choice.tsx';
import { byteSize } from '../../formats.ts';

type Sticks = KioskOutput<'carry:plan'>['sticks'];

export function StickChoice({
  sticks,
  value,
  onChange,
}: {
  sticks: Sticks;
  value: string;
  onChange: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  if (sticks.length < 2) return null;
  return (
    <Choice
      label={t('carry:whichStick')}
      value={value}
      onChange={onChange}
      options={sticks.map(({ id, label, freeBytes }) => ({
        value: id,
        label,
        ...(freeBytes === null
          ? {}
          : { hint: t('carry:free', { size: byteSize(freeBytes, i18n.language) }) }),
      }))}
    />
  );
}

/** The stick that somebody chose, as long as it is there; else the first. */
export function useStick(sticks: Sticks) {
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => {
    if (chosen !== null && !sticks.some(({ id }) => id === chosen)) choose(null);
  }, [chosen, sticks]);
  return { stick: sticks.find(({ id }) => id === chosen) ?? sticks[0] ?? null, choose };
}
