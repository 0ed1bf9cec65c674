/** Around every screen of a signed-in person: sections, language, account, and the licence at the foot. */
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PerronMark } from '../../renderer/components/PerronMark.tsx';
import { AccountMenu } from './parts/AccountMenu.tsx';
import { Footer } from './parts/Footer.tsx';
import { LanguageSwitch } from './parts/LanguageSwitch.tsx';
import { hashOf, usePlace } from './places.ts';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const place = usePlace();
  const content = useRef<HTMLElement>(null);
  const kiosks = place.name === 'kiosks';
  return (
    <div className="page">
      <button type="button" className="skip" onClick={() => content.current?.focus()}>
        {t('staff:skip')}
      </button>
      <header className="bar">
        <a className="bar-brand" href={hashOf({ name: 'sessions' })}>
          <PerronMark />
          <span>Perron</span>
        </a>
        <nav className="bar-sections" aria-label={t('staff:sections')}>
          <a href={hashOf({ name: 'sessions' })} aria-current={kiosks ? undefined : 'page'}>
            {t('staff:sessions.title')}
          </a>
          <a href={hashOf({ name: 'kiosks' })} aria-current={kiosks ? 'page' : undefined}>
            {t('staff:kiosks.title')}
          </a>
        </nav>
        <div className="bar-end">
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <main className="content" ref={content} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  );
}
