/** Faults in `publication.yaml` and in front matter, each at its line and column; and what stays the text it was. */
import { expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../../support/workbench.ts';

const folder = (yaml: string) => ({ 'p/publication.yaml': yaml, 'p/a.md': '# A\n\nWords.\n' });
const at = (line: number, column: number): string => `p/publication.yaml:${line}:${column}`;

test.each([
  [
    'an unknown key in an item of a list',
    'title: x\nauthors:\n  - name: A\n    rol: x\n',
    [`key-unknown ${at(4, 5)}`],
  ],
  [
    'every unknown key, and what every object has',
    'title: x\nfoo: 1\nconstructor: 2\n__proto__: 3\n',
    [`key-unknown ${at(2, 1)}`, `key-unknown ${at(3, 1)}`, `key-unknown ${at(4, 1)}`],
  ],
  ['a missing key', 'subtitle: x\n', [`key-missing ${at(1, 1)}`]],
  ['a missing key in an item', 'title: x\nauthors:\n  - role: y\n', [`key-missing ${at(3, 5)}`]],
  ['a wrong number', 'title: x\nsheets: 3\n', [`value-wrong ${at(2, 9)}`]],
  ['a number that is text', 'title: x\nsheets: "2"\n', [`value-wrong ${at(2, 9)}`]],
  ['a truth that is a word', 'title: x\nclinical: yes\n', [`value-wrong ${at(2, 11)}`]],
  ['nothing', 'title:\n', [`value-wrong ${at(1, 7)}`]],
  ['text in place of a list', 'title: x\ncontributors: Bob\n', [`value-wrong ${at(2, 15)}`]],
  ['a list in place of a person', 'title: x\nauthors: [[Bob]]\n', [`value-wrong ${at(2, 11)}`]],
  ['a list at the top', '- a\n- b\n', [`value-wrong ${at(1, 1)}`]],
  ['text at the top', 'just text\n', [`value-wrong ${at(1, 1)}`]],
  ['an empty file', '', [`key-missing ${at(1, 1)}`]],
  ['a date in no month', 'title: x\npublished: 2026-13-01\n', [`value-wrong ${at(2, 12)}`]],
  ['a date that the calendar lacks', 'title: x\npublished: 2026-02-30\n', [`value-wrong ${at(2, 12)}`]],
  ['a language with an underscore', 'title: x\nlanguage: de_DE\n', [`language-unknown ${at(2, 11)}`]],
  ['a list that is never closed', 'title: [a\nb: c\n', [`yaml-broken ${at(2, 1)}`]],
  ['a key twice', 'title: a\ntitle: b\n', [`yaml-broken ${at(2, 1)}`]],
  ['a second document', 'title: x\n---\ntitle: y\n', [`yaml-broken ${at(2, 1)}`]],
  ['a tag', 'title: !!js/function "x"\n', [`yaml-broken ${at(1, 8)}`]],
  ['a key that is a list', '? [a, b]\n: x\ntitle: x\n', [`key-unknown ${at(1, 1)}`]],
  ['an id that leads out', 'title: x\nid: ../x\n', [`value-wrong ${at(2, 5)}`]],
])('reports the fault: %s', async (_, yaml, expected) => {
  expect(await collectDiagnostics(folder(yaml))).toEqual(expected);
});

test('refuses exponential alias expansion without expanding it', async () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const inside = level === 0 ? '"ha"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(9).fill(inside).join(', ')}]`;
  });
  expect(await collectDiagnostics(folder(`${levels.join('\n')}\ntitle: x\n`))).toEqual([
    `yaml-broken ${at(1, 1)}`,
  ]);
});

test('reports a thousand nested lists as a fault without crashing', async () => {
  const found = await collectDiagnostics(folder(`title: ${'['.repeat(3000)}${']'.repeat(3000)}\n`));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((line) => line.split(' ')[0]))).toEqual(new Set(['yaml-broken']));
});

test('suggests the closest key for an unknown one', async () => {
  const { diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost(folder('title: x\nsubtitel: y\n'))),
  );
  expect(diagnostics[0]?.hint).toBe('Did you mean `subtitle`?');
});

test.each([
  ['an unknown key', '---\ntitle: x\ntitel: y\n---\n\n# T\n', ['keys-unused t.md:3:1']],
  ['broken YAML', '---\nstrict: true\ntitle: [\n---\n\n# T\n', ['yaml-broken t.md:3:9']],
  ['line ends of Windows', '---\r\ntitel: x\r\n---\r\n\r\n# T\r\n', ['keys-unused t.md:2:1']],
  ['a byte order mark', '\uFEFF---\ntitle: x\nbad: y\n---\n# T\n', ['keys-unused t.md:3:1']],
  ['an item of a list', '---\ntitle: x\nauthors:\n - name:\n---\nx', ['value-wrong t.md:4:9']],
])('locates the fault in front matter: %s', async (_, text, expected) => {
  expect(await collectDiagnostics({ 't.md': text })).toEqual(expected);
});

test.each([
  ['a colon in a value', 'title: Pain: what helps', 'Pain: what helps'],
  ['a sign that YAML reserves', 'title: @home with pain', '@home with pain'],
  ['a quotation mark inside', 'title: "Pain" and rest', '"Pain" and rest'],
  ['a title twice', 'title: One\ntitle: Two', 'Two'],
])('reads the title of front matter with %s', async (_, rows, title) => {
  const { publication, diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost({ 't.md': `---\n${rows}\n---\n\nWords.\n` })),
  );
  expect(publication?.metadata.title).toBe(title);
  expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toContain('yaml-broken warning');
});

test('leaves out front matter that cannot be repaired, and makes the file', async () => {
  const { publication } = await readAndRenderAny(
    openWorkbench(memoryHost({ 't.md': '---\ntitle: One\n  }: [\n---\n\n# Fever\n\nWords.\n' })),
  );
  expect(publication?.metadata.title).toBe('Fever');
});

test.each(['clinical: true', 'strict: true', '"clinical": yes'])(
  'repairs no front matter that says %s',
  async (row) => {
    const { diagnostics } = await readAndRenderAny(
      openWorkbench(memoryHost({ 't.md': `---\n${row}\ntitle: Pain: what helps\n---\n\nWords.\n` })),
    );
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'yaml-broken', severity: 'error' }));
  },
);

test('keeps the source text of values that look like numbers, booleans or null', async () => {
  const yaml =
    'title: 2026\nversion: 1.10\nsubtitle: no\nrights: 0x10\npublisher: null\nlanguage: no\npublished: 2026-01-02\n';
  const expected = ['terms-missing p/publication.yaml:6:11'];
  const { publication } = await readAndRender(folder(yaml), { expected });
  expect(publication.metadata).toMatchObject({
    title: '2026',
    version: '1.10',
    subtitle: 'no',
    rights: '0x10',
    publisher: 'null',
    language: 'no',
    published: '2026-01-02',
  });
});

test('reads folded text and comments as standard YAML', async () => {
  const { publication } = await readAndRender(folder('title: >-\n  two\n  lines\nversion: "1.10" # or so\n'));
  expect(publication.metadata).toMatchObject({ title: 'two lines', version: '1.10' });
});
