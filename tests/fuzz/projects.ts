/**
 * Generates random projects, valid and invalid: documents with drawings, references, settings, templates and
 * styles.
 */

import { samplePng } from '../support/sample-book.ts';
import type { Files } from '../support/workbench.ts';
import { randomDrawing } from './drawings.ts';
import { Random } from './random.ts';
import { randomText } from './texts.ts';

export interface RandomProject {
  readonly files: Files;
  /** Names of the editions to build. */
  readonly editions: readonly string[];
}

/**
 * Returns the project of a seed. One in three may be invalid, because otherwise nearly all would be rejected.
 */
export function randomProject(seed: number): RandomProject {
  const random = new Random(seed);
  const isWrong = random.once(3);
  const isBook = random.once(3);
  const folder = isBook ? 'content/p' : 'content';
  const drawings = random.some(3, () => randomDrawing(random));
  const chapters = Array.from({ length: isBook ? 1 + random.below(3) : 1 }, (_, index) => {
    const text = randomText(random, seed + index);
    return [
      frontMatter(random, isBook, isWrong),
      text,
      pictures(random, drawings.length, isWrong),
      citing(random, isWrong),
    ];
  });
  return {
    files: {
      ...Object.fromEntries(
        chapters.map((parts, index) => [`${folder}/${index + 1}.md`, parts.join('\n\n')]),
      ),
      ...Object.fromEntries(drawings.map((text, index) => [`${folder}/d${index}.svg`, text])),
      ...{ [`${folder}/dot.png`]: samplePng(3), [`${folder}/r.json`]: references(random, isWrong) },
      ...(isBook && { 'content/p/publication.yaml': settings(random, isWrong) }),
      ...(isWrong && random.once(3) && { 'handpress.yaml': projectSettings(random) }),
      ...(random.once(6) && { [random.pick(TEMPLATES)]: template(random) }),
      ...(random.once(5) && {
        [random.pick(['styles/own.css', 'styles/epub.css', 'styles/print.css'])]: style(random),
      }),
    },
    editions: random.once(4)
      ? [random.pick(['handouts-a4', 'book-a5', 'ink-saver', 'large-print-uk', 'booklet']), 'epub']
      : ['epub'],
  };
}

const citing = (random: Random, isWrong: boolean): string =>
  random.pick(['', 'Known.[@known]', 'Both.[@one; @known, p. 3]', isWrong ? 'None.[@no] [@__proto__]' : '']);

function frontMatter(random: Random, isChapter: boolean, isWrong: boolean): string {
  const [right, wrong] = isChapter ? [CHAPTER_ENTRIES, WRONG_CHAPTER_ENTRIES] : [ENTRIES, WRONG_ENTRIES];
  const entries = [
    ...random.some(3, () => random.pick(right)),
    ...(isWrong && random.once(2) ? [random.pick(wrong)] : []),
  ];
  const lines = withoutTwice([...(isChapter ? [] : ['references: r.json']), ...entries]);
  return lines.length === 0 ? '' : `---\n${lines.join('\n')}\n---`;
}

/** Removes duplicate keys, which are errors that this test does not look for. */
const withoutTwice = (lines: readonly string[]): readonly string[] =>
  lines.filter((line, index) => lines.findIndex((other) => keyOf(other) === keyOf(line)) === index);

const keyOf = (line: string): string => line.split(':')[0] ?? '';

const CHAPTER_ENTRIES = ['title: T', 'language: de', 'part: preface', 'sheets: 2', 'description: D & <b>'];
const WRONG_CHAPTER_ENTRIES = [
  ...[
    'title: [',
    'unknown: 1',
    'title: ""',
    'language: x',
    'part: constructor',
    'id: CON',
    'id: manifest.json',
    'description: "\\0"',
  ],
];

const ENTRIES = [
  ...[
    'title: T',
    'subtitle: S & <b>',
    'language: de',
    'language: ar',
    'language: fr',
    'clinical: true',
    'status: draft',
    'status: published',
  ],
  ...[
    'authors: [{name: A}, {name: B, file-as: "B, A"}]',
    'isbn: 9783161484100',
    'doi: 10.1000/x',
    'subjects: [S]',
    'publisher: P',
    'rights: R',
  ],
  ...[
    'series: {title: S, number: 1}',
    'cover: dot.png',
    'ebook-fonts: embedded',
    'pages-from: none',
    'contents-depth: 1',
    'published: 2026-01-01',
  ],
  ...['version: "1"', 'reviewers: [{name: R}]', 'contributors: [{name: C, role: translator}]'],
];
const WRONG_ENTRIES = [
  ...[
    'language: zz-ZZ',
    'authors: [A, {name: B, file-as: "\\0"}]',
    'authors: [constructor]',
    'isbn: 1',
    'doi: x',
    'subjects: [{term: T, code: 1}]',
  ],
  ...[
    'description: "\\ud800"',
    'title: "\\u0001"',
    'cover: d0.svg',
    'cover: ../x.png',
    'cover: .env',
    'pages-from: a5',
    'contents-depth: 9',
    'published: 2026-13-45',
  ],
  ...[
    'id: manifest.json',
    'id: nul',
    'id: "a/b"',
    `id: ${'x'.repeat(300)}`,
    '&a [*a]',
    'x: &x [1, *x]',
    '__proto__: {a: 1}',
    'constructor: 1',
  ],
  ...['? {a: 1} : 2', 'title: !!js/function x', '<<: *no', '- a', '\t: b', `x: ${'['.repeat(3000)}`],
];

const settings = (random: Random, isWrong: boolean): string =>
  withoutTwice([
    ...['title: Random', 'references: r.json'],
    ...random.some(4, () => random.pick(ENTRIES)),
    ...(isWrong && random.once(2) ? [random.pick(WRONG_ENTRIES)] : []),
  ]).join('\n');

function projectSettings(random: Random): string {
  const entries = random.some(3, () =>
    random.pick([
      ...[
        '    page: a5',
        '    page: {width: 100, height: 100}',
        '    page: {width: 1e9, height: 1}',
        '    margins: {inside: 30}',
        '    margins: {top: -5}',
      ],
      ...[
        '    styles: [own.css]',
        '    template: own.html',
        '    links: qr',
        '    typefaces: {text: Arimo}',
        '    type: {size: 14}',
        '    type: {size: 0}',
        '    sheet: a4',
        '    extends: constructor',
      ],
    ]),
  );
  const name = random.pick(['a4', 'a5', 'own', 'constructor', '__proto__', 'epub', 'A B']);
  return `editions:\n  ${name}:\n${[...new Set(entries)].join('\n') || '    page: a4'}\n`;
}

const RIGHT_REFERENCES =
  '[{"id":"known","type":"book","title":"T <i>x</i> & y","author":[{"family":"F","given":"G"}],"issued":{"date-parts":[[2026,1]]}},{"id":"one","type":"article-journal","title":"O","DOI":"10.1000/x"}]';

const TEMPLATES = [
  'templates/handout.html',
  'templates/own.html',
  'templates/epub/section.xhtml',
  'templates/print/head.html',
  'templates/terms/en.yaml',
];

const template = (random: Random): string =>
  random.pick([
    ...[
      '',
      '\u0000\u0001\u0002',
      '{{ title }}',
      '{% for i in (1..100000000) %}x{% endfor %}',
      '{% include "own.html" %}',
      '{% include "handout.html" %}',
      '{% render "epub/section.xhtml" %}',
    ],
    ...[
      '<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1/"></head><body>x</body></html>',
      '{% if %}',
      '{{ title | nothing }}',
      '{{ constructor }}',
      '<script>alert(1)</script>',
    ],
    ...[
      'contents: [',
      'contents: [a]',
      'language: en\ncontents: C',
      '{{ body | raw }}{{ body | raw }}',
      '<p>{{ "x" | append: "y" }}</p>',
      '{% assign a = "x" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
  ]);

const style = (random: Random): string =>
  random
    .some(4, () =>
      random.pick([
        ...[
          'p { color: #333 }',
          '.draft-mark { display: none }',
          '@import "http://127.0.0.1/x.css";',
          'p { background: url(x.png) }',
          'p { color: #333',
          'p { padding: 1e9px }',
        ],
        ...[
          '@page { size: 1mm }',
          '* { display: none }',
          '@font-face { font-family: X; src: url(x.woff2) }',
          'body { column-count: 1000 }',
          'p::before { content: "x"; position: fixed; inset: 0 }',
          '}',
          '</style><script>',
          'p { width: 1e30px; transform: scale(1e9) }',
        ],
      ]),
    )
    .join('\n');

function references(random: Random, isWrong: boolean): string {
  if (!isWrong || random.once(2)) return RIGHT_REFERENCES;
  const names = random.pick([
    '[{"family":"F","given":"G"}]',
    '[{"literal":"L"}]',
    '[{"family":{}}]',
    '[{"literal":5}]',
    '"A"',
    '{}',
    '[null]',
    '[[[[]]]]',
  ]);
  const date = random.pick([
    '{"date-parts":[[2026,1]]}',
    '{"raw":"2026"}',
    '"2026"',
    '{"date-parts":[["x"]]}',
    '{"date-parts":"x"}',
    '5',
  ]);
  return random.pick([
    `[{"id":"known","type":"book","title":"T <b>x</b>","author":${names},"issued":${date}},{"id":"one","type":"article-journal","title":"O"},{"id":"two","type":"x","title":"\\u0000"}]`,
    `[{"id":"known","type":"book","title":"T"},{"id":"__proto__","type":"book","title":"P"},{"id":1,"type":"book","title":"N"}]`,
    ...['{}', '[', '', 'null', '[1]', `${'['.repeat(5000)}${']'.repeat(5000)}`, '[{"id":"known"}]'],
  ]);
}

function pictures(random: Random, count: number, isWrong: boolean): string {
  const drawings = Array.from({ length: count }, (_, index) => `d${index}.svg`);
  const names = [
    ...drawings,
    ...drawings,
    'dot.png',
    ...(isWrong && random.once(4) ? ['no.png', '../x.svg', '.env'] : []),
  ];
  return random
    .some(3, () => `![A picture](${random.pick(names)}${random.once(2) ? ' "Caption."' : ''})`)
    .join('\n\n');
}
