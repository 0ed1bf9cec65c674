/** Looks for words in a list, in the service's database. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { number } from '../formats.ts';
import type { SearchedList } from '../use-searched-list.ts';

const QUERY_MAX = 200;
/** Rows that can be looked over. */
const SHORT = 10;

type Props = { readonly list: SearchedList<unknown>; readonly label: string };

/** For a list that may well be short: then there is nothing to search. */
export function ListSearch({ list, label }: Props) {
  const isShort = list.value === null || (!list.value.hasMore && list.value.items.length <= SHORT);
  return isShort && list.query === '' ? null : <SearchForm list={list} label={label} />;
}

export function SearchForm({ list, label }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState('');
  const count = list.value?.items.length ?? 0;
  const found =
    count === 0 ? t('staff:nothingFound') : t('staff:shown', { count, number: number(count, i18n.language) });
  const search = (event: FormEvent) => {
    event.preventDefault();
    // A form around this one is not meant.
    event.stopPropagation();
    list.search(typed.trim());
  };
  return (
    <form className="search no-print" onSubmit={search}>
      <Field label={label} value={typed} onChange={(text) => setTyped(text.slice(0, QUERY_MAX))} />
      <Button type="submit">{t('staff:find')}</Button>
      {/* The list below changes without the focus: who does not see it hears that it did. */}
      <p role="status" className="visually-hidden">
        {list.query === '' || list.busy ? '' : found}
      </p>
    </form>
  );
}
