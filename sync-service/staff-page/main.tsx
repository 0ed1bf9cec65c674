/** Puts the staff page together. */
import '../../renderer/styles/tokens.css';
import '../../renderer/styles/base.css';
import '../../renderer/styles/components.css';
import './styles/page.css';
import './styles/controls.css';
import './styles/screen.css';
import './styles/table.css';
import './styles/accounts.css';
import './styles/kiosks.css';
import './styles/sessions.css';
import './styles/contributions.css';
import './styles/moderation.css';
import './styles/exports.css';
import './styles/city.css';
import './styles/workshops.css';
import './styles/print.css';
import './styles/report.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './App.tsx';
import { followColours } from './colours.ts';
import { createI18n } from './i18n.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

followColours();
const i18n = await createI18n();
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <App />
    </I18nextProvider>
  </StrictMode>,
);
