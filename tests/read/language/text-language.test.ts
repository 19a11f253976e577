/** Tests the language that is taken from a text whose author names none. */
import { describe, expect, test } from 'vitest';
import { determineLanguage } from '../../../src/read/language/text-language.ts';
import { memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

/** Three sentences of a handout in each language. */
const TEXTS: Readonly<Record<string, string>> = {
  de: 'Nehmen Sie das Arzneimittel jeden Morgen mit einem Glas Wasser ein. Waschen Sie Ihre Hände vor dem Essen. Der Gemeinschaftsgarten ist am Wochenende geöffnet und bietet allen Nachbarn Platz.',
  fr: "Prenez ce médicament chaque matin avec un verre d'eau. Lavez-vous les mains avant de manger. Le jardin partagé est ouvert le samedi et tous les voisins y sont les bienvenus.",
  es: 'Tome este medicamento cada mañana con un vaso de agua. Lávese las manos antes de comer. El jardín comunitario abre los sábados y todos los vecinos son bienvenidos.',
  it: "Prenda questo medicinale ogni mattina con un bicchiere d'acqua. Lavarsi le mani prima di mangiare. Il giardino condiviso è aperto il sabato e tutti i vicini sono benvenuti.",
  pt: 'Tome este medicamento todas as manhãs com um copo de água. Lave as mãos antes de comer. O jardim comunitário abre aos sábados e todos os vizinhos são bem-vindos.',
  nl: 'Neem dit geneesmiddel elke ochtend in met een glas water. Was uw handen voor het eten. De gemeenschappelijke tuin is op zaterdag open en alle buren zijn welkom.',
  pl: 'Proszę przyjmować ten lek codziennie rano ze szklanką wody. Myj ręce przed jedzeniem. Ogród społeczny jest otwarty w soboty i wszyscy sąsiedzi są mile widziani.',
  tr: 'Bu ilacı her sabah bir bardak su ile alınız. Yemekten önce ellerinizi yıkayın. Ortak bahçe cumartesi günleri açıktır ve bütün komşular davetlidir.',
  sv: 'Ta detta läkemedel varje morgon med ett glas vatten. Tvätta händerna före maten. Den gemensamma trädgården är öppen på lördagar och alla grannar är välkomna.',
  cs: 'Užívejte tento lék každé ráno se sklenicí vody. Umyjte si ruce před jídlem. Společná zahrada je otevřena v sobotu a všichni sousedé jsou vítáni.',
  vi: 'Uống thuốc này mỗi buổi sáng với một cốc nước. Rửa tay trước khi ăn. Khu vườn chung mở cửa vào thứ bảy và mọi hàng xóm đều được chào đón.',
  ru: 'Принимайте это лекарство каждое утро, запивая стаканом воды. Мойте руки перед едой. Общий сад открыт по субботам, и мы рады всем соседям.',
  uk: 'Приймайте ці ліки щоранку, запиваючи склянкою води. Мийте руки перед їжею. Спільний сад відкритий щосуботи, і ми раді всім сусідам.',
  ar: 'تناول هذا الدواء كل صباح مع كوب من الماء. اغسل يديك قبل الأكل. الحديقة المشتركة مفتوحة يوم السبت وجميع الجيران مرحب بهم.',
  fa: 'این دارو را هر روز صبح با یک لیوان آب مصرف کنید. دست‌های خود را پیش از غذا بشویید. باغ مشترک شنبه‌ها باز است و همه همسایه‌ها خوش آمدند.',
  ur: 'یہ دوا ہر صبح ایک گلاس پانی کے ساتھ لیں۔ کھانے سے پہلے ہاتھ دھوئیں۔ مشترکہ باغ ہفتے کے دن کھلا ہے اور تمام پڑوسیوں کو خوش آمدید۔',
  he: 'קחו את התרופה הזאת בכל בוקר עם כוס מים. שטפו ידיים לפני האוכל. הגינה המשותפת פתוחה בשבת וכל השכנים מוזמנים.',
};

describe('a language is taken', () => {
  test.each(Object.entries(TEXTS))('from a text in %s', async (language, text) => {
    expect(await determineLanguage(text)).toEqual({ language, isGuess: false });
  });

  test.each([
    ['ja', 'この薬は毎朝、水と一緒に飲んでください。'],
    ['ko', '이 약은 매일 아침 물 한 컵과 함께 드십시오.'],
    ['el', 'Πλύνετε τα χέρια.'],
  ])('from the letters of %s alone', async (language, text) => {
    expect(await determineLanguage(text)).toEqual({ language, isGuess: false });
  });

  test.each([
    ['ar', 'اغسل يديك.'],
    ['fa', 'دست‌ها را بشویید، چرا که'],
    ['he', 'שטפו ידיים.'],
    ['ru', 'Мойте руки.'],
    ['hi', 'हाथ धोएँ।'],
    ['zh', '饭前请洗手。'],
    ['zh-Hant', '飯後請洗手，這個對你們好。'],
  ])('as a guess from a short text: %s', async (language, text) => {
    expect(await determineLanguage(text)).toEqual({ language, isGuess: true });
  });
});

test.each([
  'Take this medicine every morning with a glass of water.',
  'Aspirin 100 mg, Ibuprofen 400 mg, Paracetamol 500 mg',
  'Waschen Sie die Hände.',
  '',
  '2026',
  'The word שלום means peace, and you may hear it when people meet.',
])('English, and a short Latin text, give no language: %s', async (text) => {
  expect(await determineLanguage(text)).toBeUndefined();
});

const languageOf = async (files: Readonly<Record<string, string>>) => {
  const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  return [
    publication?.metadata.language,
    publication?.metadata.direction,
    ...diagnostics
      .map(({ code, severity }) => `${severity} ${code}`)
      .filter((code) => !code.includes('terms')),
  ];
};

test('a single file takes its language from its text, without its code and addresses', async () => {
  expect(await languageOf({ 'note.md': `# Hände\n\n${TEXTS.de}\n` })).toEqual([
    'de',
    'ltr',
    'note language-taken',
  ]);
  expect(await languageOf({ 'note.md': '# مرحبا\n\n`code that is long`\n' })).toEqual([
    'ar',
    'rtl',
    'warning language-guessed',
  ]);
  expect(await languageOf({ 'note.md': `---\nlanguage: fr\n---\n\n# Hände\n\n${TEXTS.de}\n` })).toEqual([
    'fr',
    'ltr',
  ]);
});

test('a folder takes its language from the chapters that name none', async () => {
  const files = {
    'b/publication.yaml': 'title: B\nidentifier: urn:x:b\n',
    'b/a.md': `---\nlanguage: fr\n---\n\n# A\n\n${TEXTS.fr}\n`,
    'b/b.md': `# B\n\n${TEXTS.he}\n`,
  };
  expect(await languageOf(files)).toEqual(['he', 'rtl', 'note language-taken']);
});
