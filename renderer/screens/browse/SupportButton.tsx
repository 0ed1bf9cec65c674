/** Supports an idea or proposal, once and after asking; with nobody welcomed yet, it leads there first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves, type Target } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function SupportButton({ target, supported }: { target: Target; supported: boolean }) {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [asking, setAsking] = useState(false);
  const support = useAction(
    () => host.call('support:post', { targetId: target.id, targetKind: target.kind }),
    {
      once: true,
      done: ({ code }) => walk({ type: 'go', to: { name: 'posted', kind: 'support', code } }),
    },
  );
  const press = () => {
    if (status.participant === null || (status.facilitator === null && !helpsThemselves(status)))
      walk({ type: 'replace', to: { name: 'target', target, helped: true } });
    else setAsking(true);
  };
  if (supported) return <p className="supported">{t('browse:supported')}</p>;
  return (
    <>
      <Button onPress={press}>{t('browse:support')}</Button>
      <Dialog title={t('browse:supportTitle')} open={asking} onClose={() => setAsking(false)} question>
        <p>{t('browse:supportHint')}</p>
        <Problem failure={support.failure} />
        <div className="row">
          <Button onPress={() => setAsking(false)}>{t('kiosk:cancel')}</Button>
          <Button look="primary" busy={support.busy} onPress={() => support.run()}>
            {t('browse:supportYes')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
