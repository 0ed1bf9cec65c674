/** The end of a form in a dialog: why it was not saved, and the two ways out. */
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { DialogEnd } from './DialogEnd.tsx';

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
      <DialogEnd
        failure={failure}
        busy={busy}
        look="primary"
        action={t('city:save')}
        isDisabled={!complete}
        onClose={onClose}
        onAct={onSave}
      />
    </>
  );
}
