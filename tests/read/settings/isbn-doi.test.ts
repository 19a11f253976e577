/** What `publication.yaml` may say of a work's numbers, its people, its series and its subjects, and what is told. */
import { expect, test } from 'vitest';
import { buildImprint } from '../../../src/print/imprint.ts';
import { parseDoi, parseIsbn, parseOrcid } from '../../../src/read/settings/isbn-doi.ts';
import { isValidCode } from '../../../src/read/settings/subjects.ts';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../../support/workbench.ts';

test.each([
  ['978-3-16-148410-0', '9783161484100'],
  ['9783161484100', '9783161484100'],
  ['ISBN 978 3 16 148410 0', '9783161484100'],
  ['urn:isbn:978-3-16-148410-0', '9783161484100'],
  ['979-10-90636-07-1', '9791090636071'],
  ['0-306-40615-2', '9780306406157'],
  ['0-8044-2957-x', '9780804429573'],
  ['978-3-16-148410-1', undefined],
  ['977-3-16-148410-0', undefined],
  ['0-306-40615-3', undefined],
  ['0-306-4061X-2', undefined],
  ['978316148410', undefined],
  ['', undefined],
])('parses the ISBN %j as %j', (written, expected) => {
  expect(parseIsbn(written)).toBe(expected);
});

test.each([
  ['10.1000/182', '10.1000/182'],
  ['doi:10.1000/182', '10.1000/182'],
  ['https://doi.org/10.1016/S0140-6736(97)11096-0', '10.1016/S0140-6736(97)11096-0'],
  ['http://dx.doi.org/10.1000.10/a<b>', '10.1000.10/a<b>'],
  ['10.1000', undefined],
  ['11.1000/182', undefined],
  ['10.1000/a b', undefined],
])('parses the DOI %j as %j', (written, expected) => {
  expect(parseDoi(written)).toBe(expected);
});

test.each([
  ['MeSH', 'D008881', true],
  ['MeSH', 'MED057000', false],
  ['BISAC', 'MED057000', true],
  ['BISAC', 'med057000', false],
  ['Thema', 'MKJ', true],
  ['Thema', '1KBB-US-NA', true],
  ['Thema', 'mkj', false],
] as const)('validates the code of %s: %s is %s', (authority, code, expected) => {
  expect(isValidCode(authority, code)).toBe(expected);
});

const complaintsOf = (yaml: string): Promise<readonly string[]> =>
  collectDiagnostics({ 'p/publication.yaml': `title: x\n${yaml}\n`, 'p/a.md': '# A\n\nText.\n' });

test.each([
  ['isbn: 978-3-16-148410-1', 'value-wrong p/publication.yaml:2:7'],
  ['print-isbn: none', 'value-wrong p/publication.yaml:2:13'],
  ['identifier: urn:isbn:9783161484101', 'value-wrong p/publication.yaml:2:13'],
  ['doi: "182"', 'value-wrong p/publication.yaml:2:6'],
  ['series: { number: 1 }', 'key-missing p/publication.yaml:2:9'],
  ['series: { title: Plants, number: two }', 'value-wrong p/publication.yaml:2:34'],
  ['contents-depth: 7', 'value-wrong p/publication.yaml:2:17'],
  ['list-of-figures: many', 'value-wrong p/publication.yaml:2:18'],
  ['contents-depth: all', 'value-wrong p/publication.yaml:2:17'],
  ['contributors: [{ name: Ada }]', 'key-missing p/publication.yaml:2:16'],
  ['contributors: [{ name: Ada, role: neurologist }]', 'value-wrong p/publication.yaml:2:35'],
  ['subjects: [{ term: x, code: D008881 }]', 'key-missing p/publication.yaml:2:12'],
  ['subjects: [{ term: x, authority: LCSH, code: y }]', 'value-wrong p/publication.yaml:2:34'],
  ['subjects: [{ term: x, authority: BISAC, code: D008881 }]', 'value-wrong p/publication.yaml:2:47'],
])('reads %s as %s', async (yaml, expected) => {
  expect(await complaintsOf(yaml)).toEqual([expected]);
});

test.each([
  ['trl', 'translator', 'trl'],
  ['EDT', 'editor', 'edt'],
  ['Cover designer', 'cover-designer', 'cov'],
  ['aui', 'foreword', 'aui'],
])('reads the role of a contributor: %s', async (written, role, relator) => {
  const { publication } = await readAndRender({
    'p/publication.yaml': `title: x\ncontributors: [{ name: Ada, role: ${written} }]\n`,
    'p/a.md': '# A\n\nText.\n',
  });
  expect(publication.metadata.contributors).toEqual([{ name: 'Ada', role, relator }]);
});

test.each([
  // Codes of MARC without a role here, and text that is none.
  ['pbl', 'Give `contributors.role` such a value, or leave the key out.'],
  ['xyz', 'Give `contributors.role` such a value, or leave the key out.'],
  ['constructor', 'Did you mean `contributor`?'],
  ['translater', 'Did you mean `translator`?'],
])('names the roles for one that there is not: %s', async (written, hint) => {
  const { diagnostics } = await readAndRenderAny(
    openWorkbench(
      memoryHost({
        'p/publication.yaml': `title: x\ncontributors: [{ name: Ada, role: ${written} }]\n`,
        'p/a.md': '# A\n\nText.\n',
      }),
    ),
  );
  expect(diagnostics[0]).toMatchObject({
    code: 'value-wrong',
    hint,
    message: expect.stringContaining('translator, typographer, or the MARC code of one'),
  });
});

test('keeps a role in free words and adds a relator if there is one', async () => {
  const { publication } = await readAndRender({
    'p/publication.yaml':
      'title: x\nauthors:\n  - { name: Ada, role: neurologist }\n  - { name: Bo, role: Editor }\n',
    'p/a.md': '# A\n\nText.\n',
  });
  expect(publication.metadata.authors).toEqual([
    { name: 'Ada', role: 'neurologist' },
    { name: 'Bo', role: 'Editor', relator: 'edt' },
  ]);
});

test.each([
  ['0000-0002-1825-0097', '0000-0002-1825-0097'],
  ['https://orcid.org/0000-0002-1694-233x', '0000-0002-1694-233X'],
  ['orcid.org/0000000218250097', '0000-0002-1825-0097'],
  ['0000-0002-1825-0098', undefined],
  ['0000-0002-1825', undefined],
  ['', undefined],
])('parses the ORCID iD %j as %j', (written, expected) => {
  expect(parseOrcid(written)).toBe(expected);
});

test('the imprint names where an author works, and the ORCID iD', async () => {
  const { book } = await readAndRender({
    'b.md':
      '---\nauthor:\n  - name: Ada\n    orcid: https://orcid.org/0000-0002-1825-0097\n    affiliations: [{ name: Example University }, Town Clinic]\n---\n\n# B\n\nText.\n',
  });
  expect(buildImprint(book)[0]?.value).toBe(
    'Ada (Example University; Town Clinic; orcid.org/0000-0002-1825-0097)',
  );
});

test('a wrong check digit of an ORCID iD is reported at its place', async () => {
  const files = {
    'b/publication.yaml': 'title: B\nauthors:\n  - name: Ada\n    orcid: 0000-0002-1825-0098\n',
    'b/1.md': '# One\n\nText.\n',
  };
  expect(await collectDiagnostics(files)).toEqual(['value-wrong b/publication.yaml:4:12']);
});
