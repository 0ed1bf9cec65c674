/** Sends a sheet to the kiosk's printer; where none is set there is no such button. */
import { type ReactNode, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { Problem } from '../screens/Problem.tsx';
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
  const [sent, setSent] = useState(false);
  const print = useAction(
    async () => {
      setSent(false);
      flushSync(() => setOnPaper(sheet()));
      try {
        return await host.print();
      } finally {
        setOnPaper(null);
      }
    },
    { done: () => setSent(true) },
  );
  if (!status.printing) return null;
  return (
    <>
      <Button busy={print.busy} onPress={() => print.run()}>
        {label}
      </Button>
      {sent ? (
        <Notice title={t('printing:sent')}>
          <p>{otherwise}</p>
        </Notice>
      ) : null}
      <Problem failure={print.failure} />
      {onPaper === null ? null : createPortal(<div className="sheet">{onPaper}</div>, document.body)}
    </>
  );
}
