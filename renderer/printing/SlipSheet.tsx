/** The slip to take home: the code, large and as a QR code, and what it is for. */
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { formatReceiptCode } from '../../common/domain/receipt-code.ts';
import { CityMark } from '../components/CityMark.tsx';
import { CityText } from '../components/CityText.tsx';
import { QrCode } from '../components/QrCode.tsx';
import { longDate } from '../formats.ts';
import { PracticeMark } from './PracticeMark.tsx';

export function SlipSheet({ code, status }: { code: string; status: KioskStatus }) {
  const { t, i18n } = useTranslation();
  const shown = formatReceiptCode(code);
  const slip = status.participant?.slip ?? null;
  const look = status.consultation?.look;
  return (
    <article className="sheet-page sheet-slip">
      <PracticeMark />
      {look === undefined ? null : <CityMark look={look} />}
      <h1>
        {status.consultation === null ? null : (
          <CityText text={status.consultation.title} wanted={i18n.language} />
        )}
      </h1>
      <p>{t('contribution:yourCode')}</p>
      <p className="sheet-code" dir="ltr">
        {shown}
      </p>
      <QrCode text={slip ?? shown} label={t('contribution:yourCode')} />
      <p>{t('printing:slipFor')}</p>
      {slip === null ? null : <p>{t('contribution:qrFor')}</p>}
      <p>
        {longDate(Date.now(), i18n.language)}
        {status.kiosk === null ? null : ` · ${status.kiosk.place}`}
      </p>
    </article>
  );
}
