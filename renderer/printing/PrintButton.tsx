/**
 * Sends a sheet to the kiosk's printer; where none is set there is no such button. No shell learns whether there was paper,
 * so whoever stands there is asked.
 */
import { type ReactNode, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { Problem } from '../screens/Problem.tsx';
import { WhomToCall } from '../screens/WhomToCall.tsx';
import { useAction } from '../use-action.ts';

export function PrintButton({
  label,
  sheet,
  otherwise,
}: {
  label: string;
  /** What stands on the paper; made anew for every print. */
  sheet: () => ReactNode;
  /** What to do when nothing comes out. */
  otherwise: string;
}) {
  const { t } = useTranslation();
  const { host, status } = useKiosk();
  const [onPaper, setOnPaper] = useState<ReactNode>(null);
  const [paper, setPaper] = useState<'unknown' | 'asked' | 'missing'>('unknown');
  const print = useAction(
    async () => {
      setPaper('unknown');
      flushSync(() => setOnPaper(sheet()));
      try {
        // A sheet goes to the printer with the city's logo on it. One that is damaged is left out.
        const pictures = document.querySelectorAll<HTMLImageElement>('.sheet img');
        await Promise.allSettled([...pictures].map((one) => one.decode()));
        return await host.print();
      } finally {
        setOnPaper(null);
      }
    },
    { done: () => setPaper('asked') },
  );
  if (!status.printing) return null;
  return (
    <>
      <Button busy={print.busy} onPress={() => print.run()}>
        {label}
      </Button>
      {paper === 'asked' ? (
        <Notice title={t('printing:cameOut')}>
          <div className="row">
            <Button onPress={() => setPaper('unknown')}>{t('printing:yes')}</Button>
            <Button onPress={() => setPaper('missing')}>{t('printing:no')}</Button>
          </div>
        </Notice>
      ) : null}
      {paper === 'missing' || print.failure !== null ? (
        <Notice tone="warning" title={otherwise}>
          <WhomToCall />
        </Notice>
      ) : null}
      <Problem failure={print.failure} />
      {onPaper === null ? null : createPortal(<div className="sheet">{onPaper}</div>, document.body)}
    </>
  );
}
