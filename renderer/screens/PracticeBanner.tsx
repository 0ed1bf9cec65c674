/** Above every screen while somebody practises: nothing counts, and anybody can end it. */
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button.tsx';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { useAction } from '../use-action.ts';
import { Problem } from './Problem.tsx';

export function PracticeBanner() {
  const { t } = useTranslation();
  const { host, status, walk, drafts } = useKiosk();
  const end = useAction(
    async () => {
      await drafts.settle();
      return host.call('practice:end', {});
    },
    {
      done: () => {
        drafts.forget();
        walk({ type: 'home' });
      },
    },
  );
  if (!status.practice) return null;
  return (
    <section className="practice" aria-label={t('practice:title')}>
      <p>
        <strong>{t('practice:title')}</strong> {t('practice:hint')}
      </p>
      <Problem failure={end.failure} />
      <Button busy={end.busy} onPress={() => end.run()}>
        {t('practice:end')}
      </Button>
    </section>
  );
}
