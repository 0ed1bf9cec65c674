/** What the kiosk says to the room while nobody is there: one invitation in each of its languages. */
import { useTranslation } from 'react-i18next';
import { direction } from '../../../common/domain/direction.ts';
import { ownName } from '../../../common/domain/language-names.ts';
import { CityMark } from '../../components/CityMark.tsx';
import { PerronMark } from '../../components/PerronMark.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

/** More would not stand on one screen at their full size. */
const MANY = 4;

export function Attract({ onStart }: { onStart: (language: string) => void }) {
  const { i18n } = useTranslation();
  const { languages, status } = useKiosk();
  const look = status.consultation?.look;
  return (
    <div className="attract" role="dialog" aria-modal="true" aria-label={i18n.t('home:attract')}>
      {look === undefined ? <PerronMark className="attract-mark" /> : <CityMark look={look} />}
      <ul className={languages.length > MANY ? 'attract-languages attract-many' : 'attract-languages'}>
        {languages.map((language) => {
          const t = i18n.getFixedT(language);
          return (
            <li key={language} lang={language} dir={direction(language)}>
              <button type="button" onClick={() => onStart(language)}>
                <strong>{t('home:attract')}</strong>
                <span>{t('home:attractTouch')}</span>
                <span className="attract-name">{ownName(language)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
