/** The metadata that an author adds for the e-book: what is taken, and what is reported. */
import { expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../../support/workbench.ts';

const files = (rows: string) => ({
  'p/publication.yaml': `title: x\n${rows}\n`,
  'p/a.md': '# A\n\nWords.\n',
});
const ownOf = async (rows: string) => (await readAndRender(files(rows))).publication.metadata.own;

test('takes names of Dublin Core and names with a prefix, with one value or several', async () => {
  const rows = `metadata:
  source: 2024
  dc:relation: [one, two]
  dcterms:audience: parents
  shelf:place: Room 2
metadata-prefixes: { shelf: https://example.org/v#, unused: https://example.org/w# }`;
  expect(await ownOf(rows)).toEqual({
    properties: [
      { property: 'source', value: '2024' },
      { property: 'relation', value: 'one' },
      { property: 'relation', value: 'two' },
      { property: 'dcterms:audience', value: 'parents' },
      { property: 'shelf:place', value: 'Room 2' },
    ],
    prefixes: [{ prefix: 'shelf', address: 'https://example.org/v#' }],
  });
});

test('takes a list of entries with a property and a value', async () => {
  const entry = (value: string) => `{property: "dcterms:audience", value: ${value}}`;
  expect((await ownOf(`metadata: [${entry('a')}, ${entry('b')}]`))?.properties).toEqual([
    { property: 'dcterms:audience', value: 'a' },
    { property: 'dcterms:audience', value: 'b' },
  ]);
});

test.each(['metadata: {}', 'metadata: []', 'metadata: { source: [] }', 'metadata-prefixes: {}'])(
  'adds nothing for %s',
  async (row) => {
    expect(await ownOf(row)).toBeUndefined();
  },
);

test.each([
  ...['title', 'dc:title', 'identifier', 'language', 'creator', 'rights', 'modified', 'conformsTo'],
  ...['dcterms:title', 'dcterms:modified', 'dcterms:conformsTo', 'a11y:certifiedBy', 'media:duration'],
  ...['rendition:layout', 'schema:accessMode', 'schema:accessibilitySummary', 'schema:version'],
])('leaves what Handpress states itself to Handpress: %s', async (name) => {
  expect(await collectDiagnostics(files(`metadata: { "${name}": x }`))).toEqual([
    'metadata-taken p/publication.yaml:2:13',
  ]);
});

test.each([
  'http://purl.org/dc/terms/',
  'https://schema.org/',
  'http://schema.org',
  'http://www.idpf.org/vocab/rendition/#',
  'http://www.idpf.org/epub/vocab/overlays/#',
  'http://www.idpf.org/epub/vocab/package/a11y/#',
])('gives no other prefix to a vocabulary of EPUB: %s', async (address) => {
  const rows = `metadata-prefixes: { own: "${address}" }\nmetadata: { "own:modified": x }`;
  expect(await collectDiagnostics(files(rows))).toContain('value-wrong p/publication.yaml:2:27');
});

test.each(['dictionary', 'Index', 'preview', '[essay, edupub]'])(
  'has no type of an e-book that Handpress does not make: %s',
  async (type) => {
    expect(await collectDiagnostics(files(`metadata: { type: ${type} }`))).toEqual([
      'metadata-taken p/publication.yaml:2:13',
    ]);
  },
);

test('takes other types, and addresses that only begin like one of EPUB', async () => {
  const rows = `metadata: { type: essay, own:a: b }
metadata-prefixes: { own: https://schema.org.example.org/ }`;
  expect((await ownOf(rows))?.properties).toEqual([
    { property: 'type', value: 'essay' },
    { property: 'own:a', value: 'b' },
  ]);
});

test.each([
  ...['foo', 'belongs-to-collection', 'toString', '__proto__', '__proto__:x', 'constructor:x', ''],
  ...['shelf:place', ':', 'dcterms:', 'dcterms:a b', 'dcterms:a\\"b', 'dcterms:a\\nb', 'schema:<x>', 'a b:c'],
])('reports a name that has no meaning: %j', async (name) => {
  expect(await collectDiagnostics(files(`metadata: { "${name}": x }`))).toEqual([
    'metadata-unknown p/publication.yaml:2:13',
  ]);
});

test.each([
  ['metadata: x', '2:11'],
  ['metadata: [x]', '2:11'],
  ['metadata: [{ property: a }]', '2:11'],
  ['metadata: { source: { a: b } }', '2:21'],
  ['metadata: { source: "" }', '2:21'],
  ['metadata: { source: [a, ""] }', '2:25'],
  ['metadata-prefixes: { schema: https://example.org/ }', '2:30'],
  ['metadata-prefixes: { a b: https://example.org/ }', '2:27'],
  ['metadata-prefixes: { shelf: example }', '2:29'],
  ['metadata-prefixes: { shelf: "https://example.org/ x: y" }', '2:29'],
  ['metadata-prefixes: { shelf: http://purl.org/dc/elements/1.1/ }', '2:29'],
])('reports a value that has the wrong form: %s', async (row, place) => {
  expect(await collectDiagnostics(files(row))).toEqual([`value-wrong p/publication.yaml:${place}`]);
});

test('leaves out what is wrong in a single file, with a warning', async () => {
  const file = { 't.md': '---\ntitle: T\nmetadata: { source: a, title: b, foo: c }\n---\n\nWords.\n' };
  const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(file)));
  expect(publication?.metadata.own?.properties).toEqual([{ property: 'source', value: 'a' }]);
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ['metadata-taken', 'warning'],
    ['metadata-unknown', 'warning'],
  ]);
});

test.each(['source', 'relation', 'coverage', 'type', 'format'])(
  'says where a key of pandoc has its place: %s',
  async (key) => {
    const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files(`${key}: x`))));
    expect(diagnostics[0]).toMatchObject({ code: 'key-unknown', hint: 'Write it below `metadata:`.' });
  },
);
