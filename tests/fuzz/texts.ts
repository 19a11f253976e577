/** Generates random texts with few errors, so that most of them can be built. */
import { sampleDocuments } from '../epub/property/documents.ts';
import type { Random } from './random.ts';

const WORDS =
  'Drink enough|Rest|a *hot* forehead|**urgent**|`code`|~~not~~|5 mg|10–20 %|“quoted”|"typed"|don\'t|www.example.org|<https://example.org/?a=1&b=2>|[link](https://example.org "T")|é ü ß|Ελληνικά|Здоровье|H~2~O|x^2^|$5 and $10|{#no}|[!NOTE]|\\newpage|&copy; &amp; &lt;|a\\\nb|$$x^2$$|<b>bold</b>|<abbr title="T">A</abbr>|<kbd>K</kbd>|<span dir="rtl">x</span>|<br>|--|...|(c)|1/2|🙂'.split(
    '|',
  );

const sentence = (random: Random): string =>
  Array.from({ length: 1 + random.below(8) }, () => random.pick(WORDS)).join(' ');

const BLOCKS: readonly ((random: Random) => string)[] = [
  sentence,
  sentence,
  (random) => `## ${random.pick(['Signs', 'What to do', 'A `b` *c*', 'É', '1. One'])} ${random.below(1000)}`,
  (random) => random.some(5, () => `- ${sentence(random)}`).join('\n'),
  (random) => random.some(5, () => `${1 + random.below(9)}. ${sentence(random)}`).join('\n'),
  (random) => `- ${sentence(random)}\n\n  > ${sentence(random)}\n\n  - ${sentence(random)}`,
  (random) => `> ${sentence(random)}\n>\n> ${sentence(random)}`,
  (random) => `- [ ] ${sentence(random)}\n- [x] ${sentence(random)}`,
  (random) => table(random, 1 + random.below(6), random.below(6)),
  (random) => `:::table[${sentence(random)}]\n\n${table(random, 2, 2)}\n\n:::`,
  (random) =>
    `:::${random.pick(['note', 'urgent', 'action', 'warning', 'key-points'])}${random.pick(['', '[Title]', '[A *b*]'])}\n\n${sentence(random)}\n\n:::`,
  (random) =>
    `\`\`\`${random.pick(['', 'js', 'sh title="x"'])}\n${'x'.repeat(random.below(200))} <&>\n\`\`\``,
  (random) =>
    `$$\n${random.pick(['x^2', '\\frac{a}{b}', '\\begin{matrix}a&b\\\\c&d\\end{matrix}', '\\sum_{i=0}^n i', '\\text{<b>}'])}\n$$`,
  (random) => `${sentence(random)}[^n${random.below(4)}]`,
  (random) => `<div>\n\n${sentence(random)}\n\n</div>`,
  (random) => `<details><summary>S</summary>\n\n${sentence(random)}\n\n</details>`,
  (random) => `<table><tr><td colspan="${random.below(3)}">${random.below(9)}</td></tr></table>`,
  (random) => `${'x'.repeat(random.below(300))} ${'صداع '.repeat(random.below(5))}`,
  () => '---',
  () => '<!-- a comment -->',
];

function table(random: Random, columns: number, rows: number): string {
  const row = (): string =>
    `| ${Array.from({ length: columns }, () => random.pick(WORDS).replaceAll('|', '')).join(' | ')} |`;
  return [
    row().replaceAll('\n', ' '),
    `|${' :-: |'.repeat(columns)}`,
    ...Array.from({ length: rows }, () => row().replaceAll('\n', ' ')),
  ].join('\n');
}

/** @param seed of documents of any kind, which one in six texts is */
export function randomText(random: Random, seed: number): string {
  if (random.once(6)) return sampleDocuments(seed, 1)[0] ?? '';
  const blocks = Array.from({ length: 1 + random.below(10) }, () => random.pick(BLOCKS)(random));
  const text = blocks.filter((block) => block !== '').join('\n\n');
  const notes = new Set([...text.matchAll(/\[\^(n\d)\]/g)].map(([, label]) => label));
  return [
    `# ${random.pick(['Title', 'A *b*', 'É', '\\# 1'])}`,
    text,
    ...[...notes].map((label) => `[^${label}]: ${sentence(random)}`),
  ].join('\n\n');
}
