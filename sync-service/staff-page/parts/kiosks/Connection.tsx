/** Whether a kiosk is connected, and when it was last heard where it is not. */
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { ago, dateAndTime } from '../../formats.ts';

export function Connection({
  kiosk,
  now,
}: {
  kiosk: Pick<KioskSummary, 'online' | 'lastSeenAt' | 'revokedAt'>;
  now: number;
}) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  if (kiosk.revokedAt !== null) {
    return (
      <span className="connection connection-revoked">
        {t('staff:kiosks.revoked', { when: dateAndTime(kiosk.revokedAt, language) })}
      </span>
    );
  }
  if (kiosk.online) return <span className="connection connection-online">{t('staff:kiosks.online')}</span>;
  return (
    <span className="connection">
      {kiosk.lastSeenAt === null
        ? t('staff:kiosks.neverSeen')
        : t('staff:kiosks.lastSeen', { ago: ago({ at: kiosk.lastSeenAt, now, language }) })}
    </span>
  );
}
