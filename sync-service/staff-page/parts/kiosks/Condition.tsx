/** How a kiosk's machine does: troubles as signs of their own shape beside the words, then the plain facts. */
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { factLines, troubleLine, troublesOf } from '../../kiosk-condition.ts';

export function Condition({ kiosk, now }: { kiosk: KioskSummary; now: number }) {
  const { t, i18n } = useTranslation();
  const words = { t, language: i18n.language };
  if (kiosk.revokedAt !== null) return null;
  const troubles = troublesOf(kiosk, now);
  const facts = factLines(kiosk, words);
  return (
    <ul className="condition">
      {troubles.map((trouble) => (
        <li key={trouble} className="trouble">
          <svg className="trouble-sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M10 2 19 18H1zM10 8v4M10 14.500v.500" />
          </svg>
          {troubleLine(trouble, kiosk, words)}
        </li>
      ))}
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
      {kiosk.report === null ? <li className="muted">{t('staff:kiosks.untold')}</li> : null}
    </ul>
  );
}
