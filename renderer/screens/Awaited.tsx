/** In place of what the host was asked for: that it is on its way, or why it did not come and a way to ask once more. */
import { useTranslation } from 'react-i18next';
import type { Loaded } from '../use-loaded.ts';
import { Problem } from './Problem.tsx';

export function Awaited({ loaded }: { loaded: Loaded<unknown> }) {
  const { t } = useTranslation();
  const { value, failure, reload } = loaded;
  if (failure !== null) return <Problem failure={failure} onRetry={reload} />;
  return value === null ? (
    <p className="muted" role="status">
      {t('kiosk:loading')}
    </p>
  ) : null;
}
