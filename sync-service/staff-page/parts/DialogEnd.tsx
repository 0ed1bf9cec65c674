/** The end of a dialog: why it did not succeed, and the two ways out. */
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Failure } from './Failure.tsx';

export function DialogEnd({
  failure,
  busy,
  look,
  action,
  isDisabled = false,
  onClose,
  onAct,
}: {
  failure: Problem | null;
  busy: boolean;
  /** `danger` for what cannot be undone. */
  look: 'primary' | 'danger';
  action: string;
  isDisabled?: boolean;
  onClose: () => void;
  onAct: () => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look={look} busy={busy} isDisabled={isDisabled} onPress={onAct}>
          {action}
        </Button>
      </div>
    </>
  );
}
