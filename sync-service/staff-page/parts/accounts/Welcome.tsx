/** The frame of what is shown to someone who is not signed in. */
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PerronMark } from '../../../../renderer/components/PerronMark.tsx';
import { Footer } from '../Footer.tsx';
import { LanguageSwitch } from '../LanguageSwitch.tsx';

export function Welcome({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Perron`;
  }, [title]);
  return (
    <div className="page welcome">
      <header className="welcome-side">
        <PerronMark />
        <p className="welcome-name">Perron</p>
        <p>{t('staff:about')}</p>
      </header>
      <div className="welcome-main">
        <div className="welcome-top">
          <LanguageSwitch />
        </div>
        <main className="welcome-content">
          <h1>{title}</h1>
          {children}
        </main>
        <Footer />
      </div>
    </div>
  );
}
