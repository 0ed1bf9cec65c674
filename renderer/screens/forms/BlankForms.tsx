/** Blank forms for a full room, each with a number of its own. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { ownName } from '../../../common/domain/language-names.ts';
import { makeReceiptCode } from '../../../common/domain/receipt-code.ts';
import { Select } from '../../components/Select.tsx';
import { number } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { FormSheet } from '../../printing/FormSheet.tsx';
import { PrintButton } from '../../printing/PrintButton.tsx';

const COUNTS = ['1', '5', '10', '20'] as const;

/** Evenly, from 0 up to `below`: what would favour some numbers is thrown away. */
function randomBelow(below: number): number {
  const limit = 256 - (256 % below);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return byte % below;
  }
}

export function BlankForms({ consultation }: { consultation: NonNullable<KioskStatus['consultation']> }) {
  const { t, i18n } = useTranslation();
  const { status, languages } = useKiosk();
  const [language, setLanguage] = useState(i18n.language);
  const [count, setCount] = useState('5');
  if (!status.printing) return null;
  const sheet = () =>
    Array.from({ length: Number(count) }, () => makeReceiptCode(randomBelow)).map((code) => (
      <FormSheet
        key={code}
        code={code}
        consultation={consultation}
        language={language}
        t={i18n.getFixedT(language)}
      />
    ));
  return (
    <section className="panel">
      <h2>{t('forms:blank')}</h2>
      <p className="muted">{t('forms:blankHint')}</p>
      <div className="form-row">
        <Select
          label={t('kiosk:language')}
          value={language}
          onChange={setLanguage}
          options={languages.map((each) => ({ value: each, label: ownName(each), language: each }))}
        />
        <Select
          label={t('forms:howMany')}
          value={count}
          onChange={setCount}
          options={COUNTS.map((each) => ({ value: each, label: number(Number(each), i18n.language) }))}
        />
      </div>
      <div className="row">
        <PrintButton label={t('forms:print')} sheet={sheet} otherwise={t('forms:printOtherwise')} />
      </div>
    </section>
  );
}
