/** A facilitator is locked out and telephones: the kiosk's digits are typed here, and the answer is read out. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { spokenDigits, UNLOCK_DIGITS } from '../../../../common/domain/unlocking.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';

/** As typed, with room for spaces. */
const TYPED_MAX = 20;

export function AnswerLocked({ kiosk: { id, name } }: { kiosk: Pick<KioskSummary, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="quiet" aria-label={t('kiosks:lockedNamed', { name })} onPress={() => setOpen(true)}>
        {t('kiosks:locked')}
      </Button>
      <Dialog title={t('kiosks:lockedNamed', { name })} open={open} onClose={close} question>
        {open ? <Telephone id={id} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function Telephone({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [question, setQuestion] = useState('');
  const [answer, setAnswer] = useState<string | null>(null);
  const digits = question.replace(/\D/g, '');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    void save(
      () => api.call('answerLockedKiosk', { id, question: digits }),
      (made) => setAnswer(made.answer),
    );
  };
  return (
    <form className="written" onSubmit={ask}>
      <p>{t('kiosks:lockedHint')}</p>
      <Field
        label={t('kiosks:lockedQuestion')}
        value={question}
        onChange={(text) => {
          setQuestion(text.slice(0, TYPED_MAX));
          setAnswer(null);
        }}
      />
      <div role="status">
        {answer === null ? null : (
          <>
            <p>{t('kiosks:lockedAnswer')}</p>
            <p className="made-code">
              <bdi dir="ltr" className="code">
                {spokenDigits(answer)}
              </bdi>
            </p>
          </>
        )}
      </div>
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:close')}</Button>
        <Button type="submit" look="primary" busy={busy} isDisabled={digits.length !== UNLOCK_DIGITS}>
          {t('kiosks:lockedSubmit')}
        </Button>
      </div>
    </form>
  );
}
