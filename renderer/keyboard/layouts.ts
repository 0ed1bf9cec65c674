/**
 * Keys on the screen by language: the letters where people of that language know them, with their accents in a row of their
 * own rather than behind a dead key, and few enough in a row to be large: twelve on a screen that lies, eleven on one that
 * stands, the keys for capitals and erasing counted (decision 47).
 */
export type Layout = {
  readonly letters: readonly string[];
  /** Where `letters` has more in a row than a screen that stands can show at the size of a finger. */
  readonly upright?: readonly string[];
  /** In the last row, beside the space. */
  readonly marks: string;
};

const QWERTY = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const MARKS = ",.?!'-";
const ARABIC_MARKS = '،.؟!؛-';

export const LAYOUTS: Readonly<Record<string, Layout>> = {
  fr: { letters: ['éèêëàâîïôùû', 'azertyuiop', 'qsdfghjklm', 'wxcvbnçœ'], marks: MARKS },
  nl: { letters: ['éèëïöüá', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'], marks: MARKS },
  de: { letters: ['äöüß', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm'], marks: MARKS },
  en: { letters: QWERTY, marks: MARKS },
  it: { letters: ['àèéìòù', ...QWERTY], marks: MARKS },
  es: { letters: ['áéíóúü¿¡', 'qwertyuiop', 'asdfghjklñ', 'zxcvbnm'], marks: MARKS },
  tr: {
    letters: ['qwertyuıopğü', 'asdfghjklşi', 'zxcvbnmöç'],
    upright: ['çğöşü', 'qwertyuıop', 'asdfghjkli', 'zxcvbnm'],
    marks: MARKS,
  },
  ar: {
    letters: ['ءآأؤإئةى', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ذرزوظ'],
    upright: ['ءآأؤإئةى', 'ضصثقفغعهخحج', 'شسيبلاتنمكط', 'ذدرزوظ'],
    marks: ARABIC_MARKS,
  },
  pl: { letters: ['ąćęłńóśźż', ...QWERTY], marks: MARKS },
  pt: { letters: ['áàâãéêíóôõú', 'qwertyuiop', 'asdfghjklç', 'zxcvbnm'], marks: MARKS },
  ro: { letters: ['ăâîșț', ...QWERTY], marks: MARKS },
  ru: {
    letters: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбюё'],
    upright: ['ёъ', 'йцукенгшщзх', 'фывапролджэ', 'ячсмитьбю'],
    marks: MARKS,
  },
  uk: {
    letters: ['йцукенгшщзхї', 'фівапролджє', 'ячсмитьбюґ'],
    upright: ['ґї', 'йцукенгшщзх', 'фівапролджє', 'ячсмитьбю'],
    marks: MARKS,
  },
  fa: {
    letters: ['ءآأؤئة', 'ضصثقفغعهخحجچ', 'شسیبلاتنمکگ', 'ظطزژرذدپو'],
    upright: ['ءآأؤئة', 'ضصثقفغعهخحج', 'شسیبلاتنمکگ', 'ظطزژرذدپوچ'],
    marks: ARABIC_MARKS,
  },
};

const DIGITS: readonly string[] = ['1234567890', '@#€%&/()=+', '_:;"«»*'];

/** Latin letters for a language that has no layout here. */
export const layoutOf = (language: string): Layout =>
  LAYOUTS[language.split('-')[0] ?? language] ?? { letters: QWERTY, marks: MARKS };

export function rowsOf({
  language,
  symbols,
  capitals,
  upright,
}: {
  readonly language: string;
  readonly symbols: boolean;
  readonly capitals: boolean;
  readonly upright: boolean;
}): readonly (readonly string[])[] {
  const { letters, upright: narrow = letters } = layoutOf(language);
  return (symbols ? DIGITS : upright ? narrow : letters).map((row) =>
    [...row].map((key) => (capitals && !symbols ? key.toLocaleUpperCase(language) : key)),
  );
}

/** Whether the script knows capitals at all. */
export const hasCapitals = (language: string): boolean =>
  layoutOf(language).letters.some((row) => row.toLocaleUpperCase(language) !== row);
