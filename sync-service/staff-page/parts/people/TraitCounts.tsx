/** How many people told what, without any group so small that somebody could be told in it. */
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import { localized } from '../../../../common/domain/localized-text.ts';
import { withoutSmallGroups } from '../../../../common/domain/small-groups.ts';
import { AGE_GROUPS, GENDERS, type Trait, type Traits } from '../../../../common/domain/statistics.ts';
import { BarTable } from '../BarTable.tsx';

const NOT_SAID = '';

export function TraitCounts({
  consultation: { areas = [] },
  trait,
  people,
}: {
  consultation: ConsultationDocument;
  trait: Trait;
  people: readonly Traits[];
}) {
  const { t, i18n } = useTranslation();
  const known: readonly string[] =
    trait === 'ageGroup' ? AGE_GROUPS : trait === 'gender' ? GENDERS : areas.map(({ id }) => id);
  const counts = new Map([...known, NOT_SAID].map((key) => [key, 0]));
  for (const one of people) {
    const said = one[trait];
    const key = said !== null && counts.has(said) ? said : NOT_SAID;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const groups = [...counts].map(([key, number]) => ({ key, people: number }));
  const { shown, merged } = withoutSmallGroups({ groups });
  const nameOf = (key: string): string => {
    if (key === NOT_SAID) return t('statistics:notSaid');
    if (trait !== 'area') return t(`traits:${trait}.${key}`);
    const area = areas.find(({ id }) => id === key);
    return area ? localized(area.label, [i18n.language, 'en']).text : key;
  };
  const bars = shown.map(({ key, people: count }) => ({ label: nameOf(key), count }));
  if (merged !== null && merged.people !== null) {
    const names = new Intl.ListFormat(i18n.language).format(merged.keys.map(nameOf));
    bars.push({ label: t('statistics:together', { groups: names }), count: merged.people });
  }
  return (
    <div>
      {bars.length === 0 ? <h2>{t(`statistics:${trait}`)}</h2> : null}
      <BarTable title={t(`statistics:${trait}`)} bars={bars} />
      {merged === null ? null : (
        <p className="muted">{merged.people === null ? t('statistics:tooFew') : t('statistics:merged')}</p>
      )}
    </div>
  );
}
