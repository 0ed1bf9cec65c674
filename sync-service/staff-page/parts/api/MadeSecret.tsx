/** A secret that was made just now, shown once. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';

export function MadeSecret({
  title,
  secret,
  hint,
  onClose,
}: {
  title: string;
  /** Null while there is none to show. */
  secret: string | null;
  hint: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} open={secret !== null} onClose={onClose} question>
      <p>
        <strong className="code made-code">{secret}</strong>
      </p>
      <p>{hint}</p>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {t('staff:close')}
        </Button>
      </div>
    </Dialog>
  );
}
