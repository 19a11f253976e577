/** Variables and metadata in a text: `{{< var clinic.phone >}}`, `{{< meta title >}}`. */
import { describe, expect, test } from 'vitest';
import {
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

const HEAD = 'title: Guide\nlanguage: en\nidentifier: urn:example:guide\nauthors: [Ann, { name: Ben }]\n';

/** Returns the HTML of the chapter `p/a.md`, and the diagnostics. */
async function show(text: string, settings: string, files: Files = {}, variables?: readonly string[]) {
  const all = { 'p/publication.yaml': `${HEAD}${settings}`, 'p/a.md': `# A\n\n${text}\n`, ...files };
  const { context, diagnostics: found } = openWorkbench(memoryHost(all));
  const { book, diagnostics } = await readAndRenderAny({
    context: { ...context, ...(variables && { variables }) },
    diagnostics: found,
  });
  const html =
    book === undefined
      ? ''
      : sectionHtml(book)
          .replace(/^[\s\S]*<\/h1>/, '')
          .trim();
  return { html, problems: formatDiagnostics(diagnostics) };
}

const CLINIC = 'variables:\n  clinic: { phone: 01 23, name: "<b>North</b> *Clinic*" }\n';

describe('the value of a variable', () => {
  test.each([
    ['of the settings', '{{< var clinic.phone >}}', CLINIC, '01 23'],
    ['as Hugo and MyST write it', '{{ clinic.phone }}', CLINIC, '01 23'],
    ['as text, not as Markdown', '{{< var clinic.name >}}', CLINIC, '&#x3C;b>North&#x3C;/b> *Clinic*'],
    ['as it is written in YAML', '{{< var v >}}', 'variables: { v: 1.10 }\n', '1.10'],
    ['with another in it', '{{< var a >}}', 'variables: { a: "x {{< var b >}}", b: y }\n', 'x y'],
    ['a list', '{{< var a >}}', 'variables: { a: [x, y] }\n', 'x, y'],
    ['the title', '{{< meta title >}}', '', 'Guide'],
    ['the names of people', '{{< meta authors >}}', '', 'Ann, Ben'],
    ['in an address', '[call](tel:{{< var clinic.phone >}})', CLINIC, '<a href="tel:0123">call</a>'],
    ['not in code', '`{{< var clinic.phone >}}`', CLINIC, '<code>{{&#x3C; var clinic.phone >}}</code>'],
  ])('%s', async (_name, text, settings, words) => {
    expect(await show(text, settings)).toEqual({ html: `<p class="lead">${words}</p>`, problems: [] });
  });

  test('of the command line comes first', async () => {
    const { html } = await show('{{< var clinic.phone >}}', CLINIC, {}, ['clinic.phone=99=9']);
    expect(html).toContain('99=9');
  });

  test.each([
    ['that the settings name', 'variables: data/own.yaml\n', 'p/data/own.yaml'],
    ['of Quarto', '', 'p/_variables.yml'],
  ])('of the file %s', async (_name, settings, file) => {
    const { html, problems } = await show('{{< var a.b >}}', settings, { [file]: 'a: { b: 0.50 }\n' });
    expect({ html, problems }).toEqual({ html: '<p class="lead">0.50</p>', problems: [] });
  });

  test('a file of its own has variables in its front matter', async () => {
    const text = '---\nvariables: { phone: 01 23 }\n---\n\n# A\n\n{{< var phone >}}\n';
    const { book } = await readAndRenderAny(openWorkbench(memoryHost({ 'content/a.md': text })));
    expect(book && sectionHtml(book)).toContain('<p class="lead">01 23</p>');
  });
});

describe('no value', () => {
  test.each([
    ['an unknown name', '{{< var clinic.fone >}}', CLINIC, 'variable-missing'],
    ['a group', '{{< var clinic >}}', CLINIC, 'variable-missing'],
    ['a name of every object', '{{< var constructor.name >}}', CLINIC, 'variable-missing'],
    ['unknown metadata', '{{< meta titel >}}', '', 'variable-missing'],
    ['itself', '{{< var a >}}', 'variables: { a: "{{< var a >}}" }\n', 'variable-circular'],
    ['a value that doubles without an end', '{{< var a0 >}}', doubling(40), 'variable-missing'],
  ])('%s', async (_name, text, settings, code) => {
    const { html, problems } = await show(text, settings);
    expect(problems.map((problem) => problem.match(/variable-\w+/)?.[0])).toEqual([code]);
    expect(html).toContain('{{');
  });

  test('the environment is no source of values', async () => {
    const { html, problems } = await show('{{< env HOME >}}', '');
    expect(html).toContain('env HOME');
    expect(problems.join()).toContain('markup-literal');
  });

  test('a file outside the publication', async () => {
    const { problems } = await show('{{< var a >}}', 'variables: ../x.yaml\n', { 'x.yaml': 'a: b\n' });
    expect(problems.join()).toContain('variables-missing');
  });
});

/** Returns variables each of which has the next one twice. */
function doubling(count: number): string {
  const lines = Array.from(
    { length: count },
    (_, at) => `  a${at}: "{{< var a${at + 1} >}}{{< var a${at + 1} >}}"`,
  );
  return ['variables:', ...lines, `  a${count}: x`, ''].join('\n');
}
