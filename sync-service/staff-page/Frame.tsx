/** Around every screen of a signed-in person: sections, language, account, and the licence at the foot. */
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PerronMark } from '../../renderer/components/PerronMark.tsx';
import { AccountMenu } from './parts/accounts/AccountMenu.tsx';
import { Footer } from './parts/Footer.tsx';
import { LanguageSwitch } from './parts/LanguageSwitch.tsx';
import { hashOf, mayGo, type Place, usePlace } from './places.ts';
import { useStaff } from './StaffContext.tsx';

type Section = { readonly place: Place; readonly label: string };

/** By what one comes for: what people said, what the city prepares, who may do what. */
const GROUPS: readonly { readonly label: string; readonly sections: readonly Section[] }[] = [
  {
    label: 'staff:group.follow',
    sections: [
      { place: { name: 'sessions' }, label: 'staff:sessions.title' },
      { place: { name: 'contributions', queue: 'unreviewed' }, label: 'moderation:title' },
      { place: { name: 'proposals' }, label: 'moderation:proposals.title' },
      { place: { name: 'feedback' }, label: 'feedback:title' },
      { place: { name: 'sealed-words' }, label: 'sealed:title' },
      { place: { name: 'statistics' }, label: 'statistics:title' },
      { place: { name: 'exports' }, label: 'export:taken.title' },
    ],
  },
  {
    label: 'staff:group.prepare',
    sections: [
      { place: { name: 'consultations' }, label: 'city:title' },
      { place: { name: 'kiosks' }, label: 'staff:kiosks.title' },
    ],
  },
  {
    label: 'staff:group.administer',
    sections: [
      { place: { name: 'accounts' }, label: 'accounts:title' },
      { place: { name: 'api' }, label: 'api:title' },
      { place: { name: 'retention' }, label: 'retention:title' },
      { place: { name: 'activity' }, label: 'moderation:activity.title' },
    ],
  },
];
/** One session is part of the section of all of them. */
const SECTION_OF: { readonly [N in Place['name']]: Place['name'] } = {
  sessions: 'sessions',
  session: 'sessions',
  workshop: 'sessions',
  'workshop-report': 'sessions',
  report: 'sessions',
  contributions: 'contributions',
  proposals: 'proposals',
  consultations: 'consultations',
  feedback: 'feedback',
  person: 'feedback',
  'sealed-words': 'sealed-words',
  statistics: 'statistics',
  exports: 'exports',
  kiosks: 'kiosks',
  quarantine: 'kiosks',
  accounts: 'accounts',
  api: 'api',
  activity: 'activity',
  retention: 'retention',
};

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const content = useRef<HTMLElement>(null);
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
        <div className="bar-end">
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <div className="body">
        <Sections />
        <main className="content" ref={content} tabIndex={-1}>
          {children}
        </main>
      </div>
      <Footer />
    </div>
  );
}

function Sections() {
  const { t } = useTranslation();
  const place = usePlace();
  const { account } = useStaff();
  const groups = GROUPS.map(({ label, sections }) => ({
    label,
    sections: sections.filter(({ place: to }) => mayGo(to, account.role)),
  })).filter(({ sections }) => sections.length > 0);
  return (
    <nav className="sections" aria-label={t('staff:sections')}>
      {groups.map(({ label, sections }) => (
        <div key={label} className="section-group">
          <p className="section-label">{t(label)}</p>
          {sections.map(({ place: to, label: name }) => (
            <a
              key={to.name}
              href={hashOf(to)}
              aria-current={to.name === SECTION_OF[place.name] ? 'page' : undefined}
            >
              {t(name)}
            </a>
          ))}
        </div>
      ))}
    </nav>
  );
}
