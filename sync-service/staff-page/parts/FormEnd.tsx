/** The end of a form in a dialog: why it was not saved, and the two ways out. */
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Failure } from './Failure.tsx';

export function FormEnd({
  hint,
  failure,
  busy,
  complete,
  onClose,
  onSave,
}: {
  /** What follows from saving. */
  hint: string;
  failure: Problem | null;
  busy: boolean;
  complete: boolean;
  onClose: () => void;
  onSave: () => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <p className="muted">{hint}</p>
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look="primary" busy={busy} isDisabled={!complete} onPress={onSave}>
          {t('city:save')}
        </Button>
      </div>
    </>
  );
}
