/** Before anyone could be recognised: the service does not answer. Tries again by itself. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Welcome } from '../parts/accounts/Welcome.tsx';
import { Failure } from '../parts/Failure.tsx';

const RETRY_MS = 10_000;

export function UnreachableScreen({ failure, onRetry }: { failure: Problem; onRetry: () => Promise<void> }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setInterval(() => void onRetry(), RETRY_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <Welcome title={t('staff:unreachable')}>
      <Failure failure={failure} onRetry={() => void onRetry()} />
    </Welcome>
  );
}
