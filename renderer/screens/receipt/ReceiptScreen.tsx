/** "I have a code": what became of the contributions behind it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { parseReceiptCode, RECEIPT_ALPHABET } from '../../../common/domain/receipt-code.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Words } from '../../components/CityText.tsx';
import { Field } from '../../components/Field.tsx';
import { Keypad } from '../../components/Keypad.tsx';
import { Notice } from '../../components/Notice.tsx';
import { shortDate } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { CityAnswer } from '../browse/CityAnswer.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { TakeBack } from './TakeBack.tsx';

const KEYS = [...RECEIPT_ALPHABET];
const MAX = 20;

export function ReceiptScreen() {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<KioskOutput<'receipt:find'> | null>(null);
  /** Everything behind a code that could not be shown was taken back. */
  const [blindly, setBlindly] = useState(false);
  const find = useAction(
    async (text: string) => {
      const code = parseReceiptCode(text);
      return code === null ? problem('code-malformed') : host.call('receipt:find', { code });
    },
    { done: setFound },
  );
  const another = () => {
    setFound(null);
    setBlindly(false);
    find.clear();
    setTyped('');
  };
  if (found !== null) {
    const code = parseReceiptCode(typed) ?? '';
    return <Found found={found} code={code} onTaken={() => find.run(typed)} onAnother={another} />;
  }
  const type = (text: string) => {
    find.clear();
    setBlindly(false);
    setTyped(text.slice(0, MAX));
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
        <div className="row">
          <TakeBack code={parseReceiptCode(typed) ?? ''} id={null} onTaken={() => setBlindly(true)} />
        </div>
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

function Found({
  found,
  code,
  onTaken,
  onAnother,
}: {
  found: KioskOutput<'receipt:find'>;
  code: string;
  onTaken: () => void;
  onAnother: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { walk } = useKiosk();
  return (
    <Screen
      title={t('receipt:foundTitle')}
      actions={
        <>
          {found.contributions.some(({ state }) => state !== 'withdrawn') ? (
            <TakeBack code={code} id={null} onTaken={onTaken} />
          ) : null}
          <Button onPress={onAnother}>{t('receipt:another')}</Button>
          <Button look="primary" onPress={() => walk({ type: 'home' })}>
            {t('receipt:done')}
          </Button>
        </>
      }
    >
      {found.asOf === 'kiosk' ? <Notice title={t('receipt:asOfKiosk')} /> : null}
      {found.contributions.length === 0 ? <p className="muted">{t('receipt:nothing')}</p> : null}
      <ul className="comments">
        {found.contributions.map((own) => (
          <li key={own.id}>
            <p className="eyebrow">
              {t(`receipt:kind.${own.kind}`)} · {shortDate(own.at, i18n.language)}
            </p>
            {own.title === null ? null : (
              <h2>
                <Words text={own.title} language={own.language ?? 'und'} />
              </h2>
            )}
            {own.words === null ? null : <Words text={own.words} language={own.language ?? 'und'} />}
            <p className={`state state-${own.state}`}>{t(`receipt:state.${own.state}`)}</p>
            {own.reason === null ? null : <p>{t(`answer:reason.${own.reason}`)}</p>}
            {own.answer === null ? null : <CityAnswer answer={own.answer} />}
            {own.kind === 'idea' && own.state !== 'withdrawn' ? (
              <p className="muted">{t('browse:supports', { count: own.supports })}</p>
            ) : null}
            {own.state === 'withdrawn' ? null : (
              <div className="row">
                <TakeBack code={code} id={own.id} onTaken={onTaken} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Screen>
  );
}
