/** What the city answered: how far it is, and its words. */
import { useTranslation } from 'react-i18next';
import type { OfficialAnswer } from '../../../common/contract/feed.ts';
import { CityText } from '../../components/CityText.tsx';
import { shortDate } from '../../formats.ts';

export function CityAnswer({ answer }: { answer: OfficialAnswer }) {
  const { t, i18n } = useTranslation();
  const { state, text, at } = answer;
  return (
    <div className="city-answer">
      <p className="eyebrow">{t('answer:title')}</p>
      <p className={`answer-state answer-${state}`}>{t(`answer:state.${state}`)}</p>
      {Object.keys(text).length === 0 ? null : (
        <p className="city-answer-words">
          <CityText text={text} wanted={i18n.language} />
        </p>
      )}
      <p className="muted">{t('answer:given', { date: shortDate(at, i18n.language) })}</p>
    </div>
  );
}
