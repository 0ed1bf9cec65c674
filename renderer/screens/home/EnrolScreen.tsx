/** A kiosk that no service knows yet: somebody types the one-time code that the city's staff have made for it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RECEIPT_ALPHABET } from '../../../common/domain/receipt-code.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Keypad } from '../../components/Keypad.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { EnrolByStick } from '../operations/EnrolByStick.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';

/** Codes of the staff are made of the same characters as those of slips. */
const KEYS = [...RECEIPT_ALPHABET];
const MAX = 20;

export function EnrolScreen() {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const [typed, setTyped] = useState('');
  const enrol = useAction((code: string) => host.call('kiosk:enrol', { code }));
  const code = typed.trim();
  const type = (text: string) => {
    enrol.clear();
    setTyped(text.slice(0, MAX));
  };
  const submit = () => {
    if (code !== '') enrol.run(code);
  };
  return (
    <Screen
      title={t('enrol:title')}
      lead={t('enrol:lead')}
      actions={
        <Button look="primary" busy={enrol.busy} isDisabled={code === ''} onPress={submit}>
          {t('enrol:submit')}
        </Button>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t('enrol:code')} value={typed} onChange={type} className="field-code" autoFocus />
      </form>
      <Problem failure={enrol.failure} />
      <Keypad
        keys={KEYS}
        label={t('enrol:keypad')}
        eraseLabel={t('kiosk:erase')}
        onKey={(key) => type(typed + key)}
        onErase={() => type(typed.slice(0, -1))}
      />
      <EnrolByStick />
    </Screen>
  );
}
