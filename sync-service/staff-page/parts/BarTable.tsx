/** Counts as bars: a table, so that whoever does not see the bars has the numbers. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../formats.ts';

export function BarTable({
  title,
  bars,
}: {
  title: string;
  bars: readonly { readonly label: string; readonly count: number }[];
}) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  if (bars.length === 0) return null;
  return (
    <section className="bars" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('report:number')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, count }) => (
            <tr key={label}>
              <th scope="row">
                <bdi>{label}</bdi>
              </th>
              <td>
                <svg aria-hidden="true" focusable="false">
                  <rect width={`${(count / most) * 100}%`} height="100%" rx="3" />
                </svg>
                <span>{number(count, i18n.language)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
