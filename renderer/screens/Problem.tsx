/** Says in a sentence why something did not happen, and offers what can be done about it. */
import { useTranslation } from 'react-i18next';
import type { Failure } from '../api.ts';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';

export function Problem({ failure, onRetry }: { failure: Failure | null; onRetry?: () => void }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  const again = onRetry === undefined ? null : <Button onPress={onRetry}>{t('kiosk:tryAgain')}</Button>;
  if (failure.problem === 'host-gone')
    return (
      <Notice tone="warning" title={t('kiosk:hostGone')}>
        {again}
      </Notice>
    );
  return (
    <Notice tone="warning" title={t(`problems:${failure.problem}`)}>
      {failure.retryAfterSeconds === undefined ? null : (
        <p>{t('kiosk:tryAgainIn', { count: failure.retryAfterSeconds })}</p>
      )}
      {failure.logId === undefined ? null : <p>{t('kiosk:logId', { id: failure.logId })}</p>}
      {again}
    </Notice>
  );
}
