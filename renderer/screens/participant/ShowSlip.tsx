/** Where the QR code of an earlier slip goes: a scanner types it, or whoever reads it with a telephone. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SCANNED_MAX } from '../../../common/domain/slip.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { useTypedAnywhere } from '../../use-typed-anywhere.ts';
import { Screen } from '../Screen.tsx';

export function ShowSlip({ onShown, onBack }: { onShown: (slip: string) => void; onBack: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useTypedAnywhere(() => form.current?.querySelector('input') ?? null);
  const isEmpty = typed.trim() === '';
  return (
    <Screen
      title={t('participant:slip.showTitle')}
      lead={t('participant:slip.showLead')}
      width="narrow"
      actions={
        <>
          <Button onPress={onBack}>{t('kiosk:back')}</Button>
          <Button look="primary" isDisabled={isEmpty} onPress={() => onShown(typed)}>
            {t('kiosk:continue')}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) onShown(typed);
        }}
      >
        <Field
          label={t('participant:slip.qr')}
          value={typed}
          onChange={(text) => setTyped(text.slice(0, SCANNED_MAX))}
          autoFocus
        />
      </form>
    </Screen>
  );
}
