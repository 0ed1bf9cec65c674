/** Puts the kiosk's page together. */
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/layout.css';
import './styles/home.css';
import './styles/facilitator.css';
import './styles/contribute.css';
import './styles/slip.css';
import './styles/ideas.css';
import './styles/attract.css';
import './styles/comfort.css';
import './styles/keyboard.css';
import './styles/trouble.css';
import './styles/fit.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './App.tsx';
import { connectHost } from './api.ts';
import { createI18n } from './i18n.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

const host = connectHost();
const i18n = await createI18n(navigator.language.split('-')[0] ?? 'en');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <App host={host} i18n={i18n} />
    </I18nextProvider>
  </StrictMode>,
);
