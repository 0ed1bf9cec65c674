/** The helper's own language beside the participant's, where the two do not share one. */
import { useTranslation } from 'react-i18next';
import { ownName } from '../../../common/domain/language-names.ts';
import { Select } from '../../components/Select.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

const NONE = '';

export function SecondLanguage() {
  const { t } = useTranslation();
  const { languages, second, setSecond } = useKiosk();
  if (languages.length < 2) return null;
  return (
    <div className="panel">
      <Select
        label={t('facilitator:second')}
        value={second ?? NONE}
        onChange={(language) => setSecond(language === NONE ? null : language)}
        options={[
          { value: NONE, label: t('facilitator:secondNone') },
          ...languages.map((language) => ({ value: language, label: ownName(language), language })),
        ]}
      />
      <p className="muted">{t('facilitator:secondHint')}</p>
    </div>
  );
}
