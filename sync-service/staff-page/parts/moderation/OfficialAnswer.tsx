/** What the city has answered so far. */
import { useTranslation } from 'react-i18next';
import type { OfficialAnswer as Answer } from '../../../../common/contract/feed.ts';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import { longDate } from '../../formats.ts';

export function OfficialAnswer({ answer }: { answer: Answer }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="official-answer">
      <p>
        <strong>{t(`answer:state.${answer.state}`)}</strong>{' '}
        <span className="muted">{t('answer:given', { date: longDate(answer.at, i18n.language) })}</span>
      </p>
      {Object.keys(answer.text).length === 0 ? null : (
        <p className="said">
          <CityText text={answer.text} wanted={i18n.language} />
        </p>
      )}
    </div>
  );
}
