/** Words of the city or of a person: always text, with their own language and direction. */
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';

export function Words({ text, language }: { text: string; language: string }) {
  return (
    <bdi lang={language} dir="auto" className="words">
      {text}
    </bdi>
  );
}

export function CityText({ text, wanted }: { text: LocalizedText; wanted: string }) {
  const found = localized(text, [wanted, 'en']);
  return <Words text={found.text} language={found.language} />;
}
