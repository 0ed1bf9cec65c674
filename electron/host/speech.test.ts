import { expect, test } from 'vitest';
import { createSpeech } from './speech.ts';

const SENTENCES = {
  fr: 'Que voulez-vous changer dans la ville ?',
  nl: 'Wat wilt u veranderen in de stad?',
  de: 'Was soll sich in der Stadt ändern?',
  en: 'What should change in our city?',
  it: 'Che cosa vuole cambiare nella città?',
  es: '¿Qué quiere cambiar en la ciudad?',
  tr: 'Şehirde ne değişmeli?',
  ar: 'ماذا تريد أن تغيّر في المدينة؟',
};

const loudest = (samples: string): number => {
  const bytes = Buffer.from(samples, 'base64');
  let most = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) most = Math.max(most, Math.abs(bytes.readInt16LE(at)));
  return most;
};

test.each(Object.entries(SENTENCES))(
  'speaks %s without a network, and can be heard',
  async (language, text) => {
    const spoken = await createSpeech().say({ text, language, speed: 'normal' });
    if (!spoken.ok) throw new Error(spoken.problem);
    const seconds = Buffer.from(spoken.value.samples, 'base64').length / 2 / spoken.value.samplesPerSecond;
    expect(seconds).toBeGreaterThan(0.5);
    expect(seconds).toBeLessThan(10);
    expect(loudest(spoken.value.samples)).toBeGreaterThan(5_000);
  },
);

test('speaks slower when asked to, and says of no language that it can where it cannot', async () => {
  const speech = createSpeech();
  const length = async (speed: 'slow' | 'fast') => {
    const spoken = await speech.say({ text: SENTENCES.en, language: 'en', speed });
    return spoken.ok ? spoken.value.samples.length : 0;
  };
  const [slow, fast] = [await length('slow'), await length('fast')];
  expect(slow).toBeGreaterThan(1.2 * fast);
  expect(await speech.say({ text: 'x', language: 'qq', speed: 'normal' })).toEqual({
    ok: false,
    problem: 'voice-missing',
  });
});
