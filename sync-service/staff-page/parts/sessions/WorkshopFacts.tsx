/** What a workshop is: its counts, where and when it is held. */
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import { dateAndTime, number } from '../../formats.ts';
import { Counts } from './Counts.tsx';

export function WorkshopFacts({
  workshop: { event, consultationTitle, sealed, ...counts },
}: {
  workshop: StaffOutput<'showWorkshop'>;
}) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return (
    <section className="card-panel" aria-labelledby="facts">
      <h2 id="facts" className="visually-hidden">
        {t('workshop:facts')}
      </h2>
      <Counts of={counts} />
      {sealed === 0 ? null : (
        <p className="muted">{t('workshop:sealed', { count: sealed, number: number(sealed, language) })}</p>
      )}
      <dl className="facts">
        <dt>{t('city:place')}</dt>
        <dd>
          <bdi>{event.place}</bdi>
        </dd>
        <dt>{t('city:periodLabel')}</dt>
        <dd>
          {t('city:period', {
            from: dateAndTime(event.startsAt, language),
            to: dateAndTime(event.endsAt, language),
          })}
        </dd>
        <dt>{t('staff:session.consultation')}</dt>
        <dd>
          <CityText text={consultationTitle} wanted={language} />
        </dd>
      </dl>
    </section>
  );
}
