/** What the demo city says, in the languages of its kiosk. Place and proposals are made up, the ideas are not. */
import type { CityDocument } from '../store/city.ts';

export const CONSULTATION_ID = '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e01';
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The next full hour of the day that is `days` away, in milliseconds since 1970. */
const at = (now: number, days: number, hour: number): number =>
  Math.floor(now / DAY) * DAY + days * DAY + hour * HOUR;

export function cityDocuments(now: number): readonly CityDocument[] {
  const consultationId = CONSULTATION_ID;
  return [
    {
      kind: 'consultation',
      document: {
        id: consultationId,
        title: {
          fr: 'Et si on changeait la ville ?',
          nl: 'Wat zou u veranderen in de stad?',
          de: 'Was soll sich in der Stadt ändern?',
          en: 'What should change in our city?',
        },
        summary: {
          fr: 'Démonstration. Dites ce qui rendrait la ville meilleure pour y vivre, y travailler et y passer du temps.',
          nl: 'Demonstratie. Zeg wat de stad beter zou maken om er te wonen, te werken en tijd door te brengen.',
          de: 'Vorführung. Sagen Sie, was die Stadt zu einem besseren Ort zum Leben, Arbeiten und Verweilen macht.',
          en: 'Demonstration. Say what would make the city a better place to live, work and spend time.',
        },
        opensAt: at(now, -30, 0),
        closesAt: at(now, 60, 0),
        topics: [
          {
            id: 'mobility',
            label: { fr: 'Mobilité', nl: 'Mobiliteit', de: 'Verkehr', en: 'Getting around' },
          },
          { id: 'housing', label: { fr: 'Logement', nl: 'Wonen', de: 'Wohnen', en: 'Housing' } },
          {
            id: 'nature',
            label: {
              fr: 'Nature et propreté',
              nl: 'Natuur en netheid',
              de: 'Natur und Sauberkeit',
              en: 'Nature and cleanliness',
            },
          },
          {
            id: 'youth',
            label: {
              fr: 'École et jeunesse',
              nl: 'School en jeugd',
              de: 'Schule und Jugend',
              en: 'Schools and young people',
            },
          },
          { id: 'culture', label: { fr: 'Culture', nl: 'Cultuur', de: 'Kultur', en: 'Culture' } },
          { id: 'health', label: { fr: 'Santé', nl: 'Gezondheid', de: 'Gesundheit', en: 'Health' } },
        ],
        consent: {
          version: 'demo-1',
          wording: {
            fr: 'La ville publie mes mots et les lit pour décider. Mon nom n’est ni demandé ni publié. Participer est libre : je peux dire non, et je peux m’arrêter à tout moment. Si je change d’avis, je m’adresse à la personne qui m’aide ou à la ville.',
            nl: 'De stad publiceert mijn woorden en leest ze om te beslissen. Mijn naam wordt niet gevraagd en niet gepubliceerd. Meedoen is vrij: ik mag nee zeggen en op elk moment stoppen. Als ik van mening verander, spreek ik de persoon die mij helpt of de stad aan.',
            de: 'Die Stadt veröffentlicht meine Worte und liest sie für ihre Entscheidungen. Mein Name wird weder gefragt noch veröffentlicht. Mitmachen ist freiwillig: Ich darf nein sagen und jederzeit aufhören. Wenn ich es mir anders überlege, wende ich mich an die Person, die mir hilft, oder an die Stadt.',
            en: 'The city publishes my words and reads them to decide. My name is neither asked for nor published. Taking part is voluntary: I may say no, and I may stop at any time. If I change my mind, I ask the person who helps me, or the city.',
          },
        },
        further: [
          {
            purpose: 'show-first-name',
            wording: {
              fr: 'Mon prénom peut figurer à côté de mes mots.',
              nl: 'Mijn voornaam mag bij mijn woorden staan.',
              de: 'Mein Vorname darf bei meinen Worten stehen.',
              en: 'My first name may stand beside my words.',
            },
          },
          {
            purpose: 'contact-me',
            wording: {
              fr: 'La ville peut me contacter pour me dire ce que devient ma contribution.',
              nl: 'De stad mag mij contacteren om te zeggen wat er met mijn bijdrage gebeurt.',
              de: 'Die Stadt darf mich kontaktieren, um mir zu sagen, was aus meinem Beitrag wird.',
              en: 'The city may contact me to tell me what becomes of my contribution.',
            },
          },
        ],
        attribution:
          'Ideas: Bowling Green/Warren County 2018. Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy Project (compdemocracy.org/case-studies/2018-kentucky).',
      },
    },
    {
      kind: 'proposal',
      document: {
        id: '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e11',
        consultationId,
        topicId: 'mobility',
        title: {
          fr: 'Un bus toutes les quinze minutes',
          nl: 'Om het kwartier een bus',
          de: 'Alle fünfzehn Minuten ein Bus',
          en: 'A bus every fifteen minutes',
        },
        text: {
          fr: 'Sur les trois lignes principales, un bus passerait toutes les quinze minutes, de six heures à minuit. Le stationnement au centre deviendrait un peu plus cher pour le payer.',
          nl: 'Op de drie hoofdlijnen zou er van zes uur tot middernacht om het kwartier een bus rijden. Parkeren in het centrum zou iets duurder worden om dat te betalen.',
          de: 'Auf den drei Hauptlinien führe von sechs Uhr bis Mitternacht alle fünfzehn Minuten ein Bus. Um das zu bezahlen, würde das Parken in der Innenstadt etwas teurer.',
          en: 'On the three main lines a bus would run every fifteen minutes, from six in the morning to midnight. Parking in the centre would cost a little more to pay for it.',
        },
        supports: 0,
        comments: 0,
      },
    },
    {
      kind: 'proposal',
      document: {
        id: '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e12',
        consultationId,
        topicId: 'nature',
        title: {
          fr: 'Des arbres et des bancs sur la place',
          nl: 'Bomen en banken op het plein',
          de: 'Bäume und Bänke auf dem Platz',
          en: 'Trees and benches on the square',
        },
        text: {
          fr: 'La moitié des places de parking de la grand-place laisserait la place à quarante arbres, des bancs à l’ombre et une fontaine d’eau potable.',
          nl: 'De helft van de parkeerplaatsen op het plein zou plaatsmaken voor veertig bomen, banken in de schaduw en een drinkwaterfontein.',
          de: 'Die Hälfte der Parkplätze auf dem Platz würde vierzig Bäumen, schattigen Bänken und einem Trinkbrunnen weichen.',
          en: 'Half of the parking spaces on the main square would make room for forty trees, benches in the shade and a drinking fountain.',
        },
        supports: 0,
        comments: 0,
      },
    },
    {
      kind: 'event',
      document: {
        id: '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e21',
        consultationId,
        kind: 'workshop',
        title: {
          fr: 'Atelier citoyen : on vous aide à participer',
          nl: 'Burgeratelier: wij helpen u meedoen',
          de: 'Bürgerwerkstatt: Wir helfen beim Mitmachen',
          en: 'Citizen workshop: we help you take part',
        },
        place: 'Warren County Public Library',
        startsAt: at(now, 0, 14),
        endsAt: at(now, 0, 20),
      },
    },
    {
      kind: 'event',
      document: {
        id: '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e22',
        consultationId,
        kind: 'talk',
        title: {
          fr: 'Conférence : une ville où l’on marche',
          nl: 'Lezing: een stad om in te wandelen',
          de: 'Vortrag: Eine Stadt zum Gehen',
          en: 'Talk: a city to walk in',
        },
        place: 'Capitol Arts Center',
        startsAt: at(now, 4, 18),
        endsAt: at(now, 4, 20),
      },
    },
    {
      kind: 'event',
      document: {
        id: '5a0f3c52-1d0b-4f0e-9a6e-2f6d1c7b8e23',
        consultationId,
        kind: 'meeting',
        title: {
          fr: 'Réunion de quartier : le budget',
          nl: 'Buurtvergadering: de begroting',
          de: 'Stadtteilversammlung: der Haushalt',
          en: 'Neighbourhood meeting: the budget',
        },
        place: 'City Hall',
        startsAt: at(now, 9, 18),
        endsAt: at(now, 9, 21),
      },
    },
  ];
}
