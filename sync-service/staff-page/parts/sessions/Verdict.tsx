/** Whether a session is complete, as a sign of its own shape beside the words. */
import { useTranslation } from 'react-i18next';
import type { Completeness } from '../../../../common/contract/staff/sessions.ts';
import { verdictLine } from '../../completeness-words.ts';

export function Verdict({ completeness }: { completeness: Completeness }) {
  const { t, i18n } = useTranslation();
  return (
    <span className={`verdict verdict-${completeness.verdict}`}>
      <VerdictSign verdict={completeness.verdict} />
      <span>{verdictLine(completeness, { t, language: i18n.language })}</span>
    </span>
  );
}

function VerdictSign({ verdict }: { verdict: Completeness['verdict'] }) {
  return (
    <svg className="verdict-sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {verdict === 'complete' ? (
        <path d="M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.500 10.300 8.700 13.500 14.500 7" />
      ) : null}
      {verdict === 'incomplete' ? <path d="M10 2 19 18H1zM10 8v4M10 14.500v.500" /> : null}
      {verdict === 'not-provable' ? <path d="M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 5v5l3.500 2" /> : null}
    </svg>
  );
}
