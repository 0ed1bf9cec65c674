/** "I have a code": what became of the contributions behind it. The code is typed, or a scanner types what it reads. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { RECEIPT_ALPHABET, scannedCode } from '../../../common/domain/receipt-code.ts';
import { isSlipText, SCANNED_MAX } from '../../../common/domain/slip.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Keypad } from '../../components/Keypad.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { mayGoOn } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { useTypedAnywhere } from '../../use-typed-anywhere.ts';
import { Problem } from '../Problem.tsx';
import { GoOn } from '../participant/GoOn.tsx';
import { Screen } from '../Screen.tsx';
import { Found } from './Found.tsx';
import { TakeBack } from './TakeBack.tsx';

const KEYS = [...RECEIPT_ALPHABET];

export function ReceiptScreen() {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<KioskOutput<'receipt:find'> | null>(null);
  /** With which somebody goes on. */
  const [slip, setSlip] = useState<string | null>(null);
  /** Everything behind a code that could not be shown was taken back. */
  const [blindly, setBlindly] = useState(false);
  const find = useAction(
    async (text: string) => {
      if (isSlipText(text)) return host.call('receipt:find', { code: text.trim() });
      const { code, foreign } = scannedCode(text);
      if (code !== null) return host.call('receipt:find', { code });
      return problem(foreign ? 'code-foreign' : 'code-malformed');
    },
    { done: setFound },
  );
  const form = useRef<HTMLFormElement>(null);
  const field = () => form.current?.querySelector('input') ?? null;
  useTypedAnywhere(field);
  const failed = find.failure?.problem ?? null;
  useEffect(() => {
    // The next scan takes the place of what was wrong as a whole; a character that was mistyped can be mended.
    if (failed !== null && failed !== 'code-malformed') form.current?.querySelector('input')?.select();
  }, [failed]);
  const another = () => {
    setFound(null);
    setBlindly(false);
    find.clear();
    setTyped('');
  };
  const code = isSlipText(typed) ? typed.trim() : (scannedCode(typed).code ?? '');
  const contribute = () => walk({ type: 'restart', at: { name: 'participant' } });
  const goesOn = isSlipText(typed) && mayGoOn(status);
  if (slip !== null)
    return <GoOn slip={slip} onDone={contribute} onAnew={contribute} onBack={() => setSlip(null)} />;
  if (found !== null) {
    return (
      <Found
        found={found}
        code={code}
        onChanged={() => find.run(typed)}
        onAnother={another}
        onGoOn={goesOn ? () => setSlip(code) : null}
      />
    );
  }
  const type = (text: string) => {
    find.clear();
    setBlindly(false);
    setTyped(text.slice(0, SCANNED_MAX));
  };
  return (
    <Screen
      title={t('receipt:title')}
      lead={t('receipt:lead')}
      actions={
        <Button
          look="primary"
          busy={find.busy}
          isDisabled={typed.trim() === ''}
          onPress={() => find.run(typed)}
        >
          {t('receipt:find')}
        </Button>
      }
    >
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') find.run(typed);
        }}
      >
        <Field
          label={t('receipt:code')}
          value={typed}
          onChange={type}
          className="field-code"
          autoFocus
          ownKeys
        />
      </form>
      <Problem failure={find.failure} />
      {blindly ? (
        <Notice tone="good" title={t('receipt:takenBack')}>
          <p>{t('receipt:takenBackHint')}</p>
        </Notice>
      ) : find.failure?.problem === 'service-unreachable' ? (
        <>
          {isSlipText(typed) ? null : <p>{t('receipt:scanInstead')}</p>}
          <div className="row">
            {goesOn ? <Button onPress={() => setSlip(code)}>{t('participant:slip.goOn')}</Button> : null}
            <TakeBack code={code} id={null} onTaken={() => setBlindly(true)} />
          </div>
        </>
      ) : null}
      <Keypad
        keys={KEYS}
        label={t('receipt:keypad')}
        eraseLabel={t('kiosk:erase')}
        onKey={(key) => type(typed + key)}
        onErase={() => type(typed.slice(0, -1))}
      />
    </Screen>
  );
}
