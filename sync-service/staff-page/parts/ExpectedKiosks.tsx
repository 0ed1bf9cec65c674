/** Which kiosks will be at a workshop: those that are missing are then said, and nothing is proved before they came. */
import { useTranslation } from 'react-i18next';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';
import { Check } from './Check.tsx';
import { Content } from './Screen.tsx';

export function ExpectedKiosks({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => api.call('listKiosks', {}), ['kiosks']);
  return (
    <fieldset className="plain-set">
      <legend>{t('workshop:expected')}</legend>
      <Content live={live}>
        {({ kiosks }) => {
          const offered = kiosks.filter(({ id, revokedAt }) => revokedAt === null || chosen.includes(id));
          if (offered.length === 0) return <p className="muted">{t('staff:kiosks.empty')}</p>;
          return offered.map(({ id, name, place }) => (
            <Check
              key={id}
              on={chosen.includes(id)}
              onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            >
              <bdi dir="auto">{place === '' ? name : `${name} · ${place}`}</bdi>
            </Check>
          ));
        }}
      </Content>
    </fieldset>
  );
}
