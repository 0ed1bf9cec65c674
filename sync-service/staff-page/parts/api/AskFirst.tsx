/** A quiet button for what cannot be undone: it asks first. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';

export function AskFirst({
  button,
  of,
  title,
  action,
  ask,
  onDone,
  children,
}: {
  button: string;
  /** What it is done to, by name. */
  of: string;
  title: string;
  /** On the button that does it. */
  action: string;
  ask: () => Promise<Outcome<unknown>>;
  onDone: () => void;
  /** What follows from it. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { busy, failure, save } = useSave();
  const close = () => setOpen(false);
  const done = () => {
    close();
    onDone();
  };
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('api:for', { action: button, name: of })}
        onPress={() => setOpen(true)}
      >
        {button}
      </Button>
      <Dialog title={title} open={open} onClose={close} question>
        {children}
        <DialogEnd
          failure={failure}
          busy={busy}
          look="danger"
          action={action}
          onClose={close}
          onAct={() => void save(ask, done)}
        />
      </Dialog>
    </>
  );
}
