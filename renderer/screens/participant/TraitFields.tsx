/** For statistics, after a yes to them: three questions that may each be left out, sealed when they are sent. */
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import {
  AGE_GROUPS,
  type AgeGroup,
  GENDERS,
  type Gender,
  type Traits,
} from '../../../common/domain/statistics.ts';
import { Choice } from '../../components/Choice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Select } from '../../components/Select.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

const NOT_SAID = 'not-said';

export function TraitFields({
  traits,
  onChange,
}: {
  traits: Traits;
  onChange: (traits: Partial<Traits>) => void;
}) {
  const { t, i18n } = useTranslation();
  const { status } = useKiosk();
  const areas = status.consultation?.areas ?? [];
  const notSaid = { value: NOT_SAID, label: t('participant:traits.notSaid') } as const;
  return (
    <>
      <Notice title={t('participant:traits.title')}>
        <p>{t('participant:traits.hint')}</p>
      </Notice>
      <Choice<AgeGroup | typeof NOT_SAID>
        label={t('participant:traits.ageGroup')}
        columns
        value={traits.ageGroup}
        onChange={(value) => onChange({ ageGroup: value === NOT_SAID ? null : value })}
        options={[...AGE_GROUPS.map((value) => ({ value, label: t(`traits:ageGroup.${value}`) })), notSaid]}
      />
      <Choice<Gender | typeof NOT_SAID>
        label={t('participant:traits.gender')}
        columns
        value={traits.gender}
        onChange={(value) => onChange({ gender: value === NOT_SAID ? null : value })}
        options={[...GENDERS.map((value) => ({ value, label: t(`traits:gender.${value}`) })), notSaid]}
      />
      {areas.length === 0 ? null : (
        <Select
          label={t('participant:traits.area')}
          value={traits.area ?? NOT_SAID}
          onChange={(value) => onChange({ area: value === NOT_SAID ? null : value })}
          options={[
            notSaid,
            ...areas.map(({ id, label }) => {
              const shown = localized(label, [i18n.language, 'en']);
              return { value: id, label: shown.text, language: shown.language };
            }),
          ]}
        />
      )}
    </>
  );
}
