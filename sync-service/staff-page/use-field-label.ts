/** Labels of a text that is written in several languages, such as "Title (French)". */
import { useTranslation } from 'react-i18next';

export function useFieldLabel(): (field: string) => (language: string) => string {
  const { t } = useTranslation();
  return (field) => (language) => t('city:words', { field, language });
}
