/** Who certified that an e-book is accessible: said by the publication, or by nobody. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender } from '../support/workbench.ts';

const files = (yaml: string) => ({ 'p/publication.yaml': `title: x\n${yaml}`, 'p/1.md': '# One\n\nText.\n' });

test('keeps the certification unchanged', async () => {
  const yaml =
    'certified:\n  by: Ada\n  conforms: EPUB Accessibility 1.2 - WCAG 2.2 Level AA\n  date: 2026-11-01\n' +
    '  credential: Expert\n  report: https://example.org/report\n';
  const { publication } = await readAndRender(files(yaml));
  expect(publication.metadata.certification).toEqual({
    by: 'Ada',
    conformsTo: 'EPUB Accessibility 1.2 - WCAG 2.2 Level AA',
    date: '2026-11-01',
    credential: 'Expert',
    report: 'https://example.org/report',
  });
});

test('has no certification unless one is given', async () => {
  expect((await readAndRender(files(''))).publication.metadata.certification).toBeUndefined();
});

test.each([
  ['certified: true\n', 'value-wrong p/publication.yaml:2:12'],
  [
    'certified: { conforms: EPUB Accessibility 1.1 - WCAG 2.2 Level AA }\n',
    'key-missing p/publication.yaml:2:12',
  ],
  ['certified: { by: Ada, conforms: WCAG }\n', 'value-wrong p/publication.yaml:2:33'],
  [
    'certified:\n  by: Ada\n  conforms: EPUB Accessibility 1.1 - WCAG 2.2 Level AA\n  report: javascript:x\n',
    'value-wrong p/publication.yaml:5:11',
  ],
])('rejects %j', async (yaml, expected) => {
  expect(await collectDiagnostics(files(yaml), 'p')).toContain(expected);
});
