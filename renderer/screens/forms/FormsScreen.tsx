/** A pile of paper forms, typed in one after the other with the keyboard alone. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { BlankForms } from './BlankForms.tsx';
import { FormEntry } from './FormEntry.tsx';

export function FormsScreen() {
  const { t, i18n } = useTranslation();
  const { status, walk } = useKiosk();
  const { consultation } = status;
  const [language, setLanguage] = useState(i18n.language);
  const [entered, setEntered] = useState(0);
  const [last, setLast] = useState<string | null>(null);
  if (consultation === null) return null;
  return (
    <Screen
      title={t('forms:title')}
      lead={t('forms:lead')}
      width="wide"
      actions={
        <>
          <p className="muted" role="status">
            {t('forms:entered', { count: entered })}
          </p>
          <Button onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>{t('kiosk:desk')}</Button>
        </>
      }
    >
      {status.participant === null ? (
        <FormEntry
          key={entered}
          consultation={consultation}
          language={language}
          onLanguage={setLanguage}
          onEntered={(number) => {
            setLast(number);
            setEntered((before) => before + 1);
          }}
        />
      ) : (
        <Notice title={t('forms:someoneThere')} />
      )}
      {entered === 0 ? null : (
        <Notice
          tone="good"
          title={last === null ? t('forms:savedPlain') : t('forms:saved', { number: last })}
        />
      )}
      <BlankForms consultation={consultation} />
    </Screen>
  );
}
