/** Changes the brand of a project: what shows it is made again, and nothing else. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProject, type Project } from './project.ts';

const FILES = {
  'content/fever/publication.yaml':
    'title: Fever\nlanguage: en-GB\nstatus: published\neditions: [handouts-a4, epub, web]\n',
  'content/fever/1-signs.md': '# Signs\n\nA *hot* forehead.\n',
};
const BRAND = 'colors: { primary: "#005eb8", background: "#fffaf0" }\n';

let project: Project;
beforeAll(async () => {
  project = await openProject(FILES);
});
afterAll(() => project.remove());

const readStyle = (): Promise<string> => readFile(join(project.root, 'dist/fever/web/style.css'), 'utf8');

describe('a brand that changes', () => {
  test('colors everything once it is there', async () => {
    await project.build();
    const before = await project.published();
    await project.write({ 'brand.yaml': BRAND });
    const { result } = await project.build();
    expect(result.diagnostics).toEqual([]);
    const after = await project.published();
    const same = Object.keys(before).filter((path) => before[path] === after[path]);
    // The pages of a site name their style sheet, in which the colors are.
    const site = Object.keys(before).filter((path) => path.startsWith('fever/web/'));
    expect(same.sort()).toEqual(site.filter((path) => !path.endsWith('.css')).sort());
    expect(await readStyle()).toContain('--web-accent: #005eb8;');
  });

  test('leaves everything as it is while it is the same', async () => {
    expect((await project.build()).made).toEqual([]);
  });

  test('colors everything again when it changes', async () => {
    await project.write({ 'brand.yaml': BRAND.replace('#005eb8', '#7a2048') });
    const { made } = await project.build();
    expect(made).toContain('fever/fever.epub');
    expect(made).toContain('fever/handouts-a4/signs.pdf');
    expect(await readStyle()).toContain('--web-accent: #7a2048;');
  });

  test('can be in the settings of the project as well', async () => {
    await rm(join(project.root, 'brand.yaml'));
    await project.write({ 'handpress.yaml': 'brand:\n  colors: { primary: teal }\n' });
    const { result } = await project.build();
    expect(result.diagnostics).toEqual([]);
    expect(await readStyle()).toContain('--web-accent: #008080;');
  });

  test('shows a logo, and the new one when it changes', async () => {
    const logo = (color: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="${color}"/></svg>`;
    await project.write({
      'handpress.yaml': 'brand:\n  logo: { path: logo.svg, alt: Ward 4 }\n',
      'logo.svg': logo('#005eb8'),
    });
    const first = await project.build();
    expect(first.result.diagnostics).toEqual([]);
    expect(first.made).toContain('fever/web/images/logo.svg');
    expect((await project.build()).made).toEqual([]);
    await project.write({ 'logo.svg': logo('#7a2048') });
    const second = await project.build();
    expect(second.result.diagnostics).toEqual([]);
    expect(second.made).toEqual(first.made);
    const before = await project.published();
    await project.write({ 'logo.svg': logo('#7a2048').replace('<rect', '<script>1</script><rect') });
    const third = await project.build();
    expect(third.result.diagnostics.map(({ code }) => code)).toContain('svg-unsafe');
    expect(await project.published()).toEqual(before);
  });

  test('publishes nothing in a color that cannot be read', async () => {
    const before = await project.published();
    await project.write({ 'handpress.yaml': 'brand:\n  colors:\n    primary: gold\n' });
    const { result } = await project.build();
    const places = result.diagnostics.map(({ code, place }) => [code, place?.line, place?.column]);
    expect(places).toEqual([['color-faint', 3, 14]]);
    expect(await project.published()).toEqual(before);
  });
});
