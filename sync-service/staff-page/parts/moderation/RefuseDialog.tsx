/** Why contributions are not published: a reason for their authors, a note for the staff. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REFUSAL_REASONS, type RefusalReason } from '../../../../common/domain/city-decisions.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Choice } from '../../../../renderer/components/Choice.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';

const NOTE_MAX = 1_000;

export type Refusal = { readonly reason: RefusalReason; readonly note: string };

export function RefuseDialog({
  open,
  onClose,
  onRefuse,
}: {
  open: boolean;
  onClose: () => void;
  onRefuse: (refusal: Refusal) => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('moderation:refusal.title')} open={open} onClose={onClose} question>
      <RefuseForm onClose={onClose} onRefuse={onRefuse} />
    </Dialog>
  );
}

function RefuseForm({ onClose, onRefuse }: { onClose: () => void; onRefuse: (refusal: Refusal) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<RefusalReason | null>(null);
  const [note, setNote] = useState('');
  return (
    <>
      <p className="muted">{t('moderation:refusal.hint')}</p>
      <Choice<RefusalReason>
        label={t('moderation:reasonLabel')}
        options={REFUSAL_REASONS.map((value) => ({ value, label: t(`answer:reason.${value}`) }))}
        value={reason}
        onChange={setReason}
      />
      <Field
        label={t('moderation:note')}
        hint={t('moderation:refusal.noteHint')}
        value={note}
        onChange={(text) => setNote(text.slice(0, NOTE_MAX))}
        multiline
      />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button
          look="primary"
          isDisabled={reason === null}
          onPress={() => {
            if (reason !== null) onRefuse({ reason, note: note.trim() });
          }}
        >
          {t('moderation:refusal.submit')}
        </Button>
      </div>
    </>
  );
}
