/** A code that lets one kiosk in, once: to be typed there, or read by its scanner. */
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { QrCode } from '../../../../renderer/components/QrCode.tsx';
import { shortTime } from '../../formats.ts';

export function MadeCode({ made, onClose }: { made: StaffOutput<'makeKioskCode'>; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <div className="made-kiosk-code">
        <QrCode text={made.code} label={t('kiosks:codeQr')} />
        <div>
          <p role="status">
            {t('kiosks:code')}: <strong className="code made-code">{made.code}</strong>
          </p>
          <p>{t('kiosks:codeHint', { time: shortTime(made.expiresAt, i18n.language) })}</p>
        </div>
      </div>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {t('staff:close')}
        </Button>
      </div>
    </>
  );
}
