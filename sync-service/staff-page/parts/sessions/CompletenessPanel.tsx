/** The proof of completeness of one session, every finding with what it means and what to do. */
import { useTranslation } from 'react-i18next';
import type { Completeness } from '../../../../common/contract/staff/sessions.ts';
import { findingAdvice, findingLine, findingMeaning } from '../../completeness-words.ts';
import { number } from '../../formats.ts';
import { Verdict } from './Verdict.tsx';

const EXPLAINED: { readonly [V in Completeness['verdict']]: string } = {
  complete: 'staff:explained.complete',
  incomplete: 'staff:explained.incomplete',
  'not-provable': 'staff:explained.notProvable',
};

export function CompletenessPanel({
  completeness,
  quarantined,
}: {
  completeness: Completeness;
  quarantined: number;
}) {
  const { t, i18n } = useTranslation();
  const words = { t, language: i18n.language };
  const { verdict, findings, received, expected } = completeness;
  return (
    <section className={`card-panel panel-${verdict}`} aria-labelledby="completeness">
      <h2 id="completeness">{t('staff:sessions.completeness')}</h2>
      <Verdict completeness={completeness} />
      <p className="muted">{t(EXPLAINED[verdict])}</p>
      {verdict !== 'incomplete' || expected === null ? null : (
        <p>
          {t('staff:receivedOf', {
            received: number(received, i18n.language),
            expected: number(expected, i18n.language),
          })}
        </p>
      )}
      {findings.length === 0 ? null : (
        <ul className="findings">
          {findings.map((finding) => (
            <li key={`${finding.finding} ${finding.chainId} ${finding.from}`}>
              <h3>{findingLine(finding, words)}</h3>
              <p>{findingMeaning(finding, words)}</p>
              <p>
                <strong>{t('staff:whatToDo')}</strong> {findingAdvice(finding, words)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {quarantined === 0 ? null : (
        <div className="quarantine">
          <h3>
            {t('staff:quarantined', { count: quarantined, number: number(quarantined, i18n.language) })}
          </h3>
          <p>{t('staff:quarantinedHint')}</p>
        </div>
      )}
    </section>
  );
}
