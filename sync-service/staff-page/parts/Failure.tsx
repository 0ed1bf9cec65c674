/** Says in a sentence why something did not happen, and offers another try. */
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { problemSentence } from '../problem-sentence.ts';

export function Failure({ failure, onRetry }: { failure: Problem | null; onRetry?: () => void }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  return (
    <Notice tone="warning" title={t(problemSentence(failure.problem))}>
      {failure.retryAfterSeconds === undefined ? null : (
        <p>{t('staff:tryAgainIn', { count: failure.retryAfterSeconds })}</p>
      )}
      {failure.logId === undefined ? null : <p>{t('staff:logId', { id: failure.logId })}</p>}
      {onRetry === undefined ? null : <Button onPress={onRetry}>{t('staff:tryAgain')}</Button>}
    </Notice>
  );
}
