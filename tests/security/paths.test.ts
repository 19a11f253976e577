/**
 * Tests links in a commit, in every place that Handpress reads or writes: nothing outside the project is
 * published, written or removed. Uses real links on a real disk.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BuildOptions, build, check, mergeManifests } from '../../src/index.ts';
import { ENTRIES_FOLDER } from '../../src/runtime/cache/entry-store.ts';

const SECRET = 'TOKEN-of-another-project';

let top = '';
/** A checkout, and a folder beside it that belongs to another project. */
let root = '';
let victim = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-paths-')));
  [root, victim] = [join(top, 'checkout'), join(top, 'victim')];
  put(join(victim, 'secret.txt'), SECRET);
  put(join(victim, 'precious.txt'), 'precious');
  put(join(root, 'content/note.md'), '# Note\n\nDrink enough.\n');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function link(from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(to, join(root, from));
}

const build_ = (options: BuildOptions = {}) => build({ root, cache: false, editions: ['epub'], ...options });

const codesOf = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  diagnostics.filter(({ code }) => !code.endsWith('-kept')).map(({ code }) => code);

/** Returns all bytes below a folder, with ZIP files unpacked. */
function everythingIn(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.map((name) => join(folder, name)).filter((path) => lstatSync(path).isFile());
  return files
    .map((path) => {
      const bytes = readFileSync(path);
      const inner = path.endsWith('.epub') ? Object.values(unzipSync(bytes)) : [];
      return [bytes, ...inner].map((part) => Buffer.from(part).toString('latin1')).join('\n');
    })
    .join('\n');
}

const victimHolds = (): readonly string[] =>
  readdirSync(victim, { recursive: true, encoding: 'utf8' }).sort();
const UNTOUCHED = ['precious.txt', 'secret.txt'];

describe('reads', () => {
  test.each([
    ['a link of the folder of templates', 'templates', '../victim', 'page.html'],
    ['a link of that to all of the disk', 'templates', '/', '<victim>/page.html'],
    ['a link in it to a folder', 'templates/x', '../../victim', 'x/page.html'],
    ['a link in it to a file', 'templates/x.html', '../../victim/page.html', 'x.html'],
  ])('reads no template through %s', async (_name, from, to, template) => {
    put(
      join(victim, 'page.html'),
      `<html lang="en"><head><title>T</title></head><body>${SECRET}</body></html>`,
    );
    link(from, to);
    put(
      join(root, 'handpress.yaml'),
      `editions:\n  a4:\n    template: ${template.replace('<victim>', victim.slice(1))}\n`,
    );
    const result = await build_({ editions: ['handouts-a4'] });
    expect(result.ok).toBe(false);
    expect(codesOf(result)[0]).toMatch(/^(?:file-outside|design-file-missing)$/);
    expect(everythingIn(join(root, 'dist'))).not.toContain(SECRET);
  });

  test('includes no template by an absolute path or from a parent folder', async () => {
    for (const path of [
      join(victim, 'secret.txt'),
      '../../victim/secret.txt',
      'x/../../../victim/secret.txt',
    ]) {
      put(join(root, 'templates/epub/section.xhtml'), `{% include "${path}" %}`);
      const result = await build_();
      expect(result.ok, path).toBe(false);
      expect(everythingIn(join(root, 'dist')), path).not.toContain(SECRET);
    }
  });

  test('includes no hidden file in a template', async () => {
    put(join(root, 'templates/.env'), SECRET);
    put(join(root, 'templates/epub/section.xhtml'), '{% include ".env" %}');
    const result = await build_();
    expect([result.ok, codesOf(result)]).toEqual([false, ['file-withheld']]);
  });

  test('reads no style through a link of the folder or of a file', async () => {
    put(join(victim, 'epub.css'), `p { --x: ${SECRET} }`);
    for (const [from, to] of [
      ['styles', '../victim'],
      ['styles/epub.css', '../../victim/epub.css'],
    ] as const) {
      rmSync(join(root, 'styles'), { recursive: true, force: true });
      link(from, to);
      const result = await build_();
      expect([from, result.ok, codesOf(result)]).toEqual([from, false, ['file-outside']]);
      expect(result.diagnostics[0]?.place?.file).toBe('styles/epub.css');
    }
  });

  test('reads no terms of a language through a link', async () => {
    put(join(victim, 'en.yaml'), `contents: ${SECRET}\n`);
    link('templates/terms', '../../victim');
    const result = await build_();
    expect([result.ok, codesOf(result)]).toEqual([false, ['file-outside']]);
  });

  test('reads no font package with links to outside the project', async () => {
    const font = 'node_modules/@fontsource/source-serif-4';
    const real = join(import.meta.dirname, '../..', font);
    put(join(root, 'content/note.md'), '---\nebook-fonts: embedded\n---\n\n# Note\n\nDrink enough.\n');
    const files = [
      'metadata.json',
      'unicode.json',
      ...readdirSync(join(real, 'files')).map((name) => `files/${name}`),
    ];
    for (const file of files) put(join(root, font, file), readFileSync(join(real, file)));
    link(`${font}/LICENSE`, '../../../../victim/secret.txt');
    await build_();
    expect(everythingIn(join(root, 'dist'))).not.toContain(SECRET);

    for (const file of [...files, 'LICENSE']) {
      put(
        join(victim, 'modules/@fontsource/source-serif-4', file),
        file === 'LICENSE' ? SECRET : readFileSync(join(real, file)),
      );
    }
    for (const [from, to] of [
      [font, '../../../victim/modules/@fontsource/source-serif-4'],
      ['node_modules/@fontsource', '../../victim/modules/@fontsource'],
      ['node_modules', '../victim/modules'],
    ] as const) {
      rmSync(join(root, 'node_modules'), { recursive: true, force: true });
      link(from, to);
      const result = await build_();
      expect([from, codesOf(result)]).toEqual([from, ['package-outside']]);
      expect(everythingIn(join(root, 'dist')), from).not.toContain(SECRET);
    }
  });

  test('reads a font package that a package manager linked within the project', async () => {
    const font = 'node_modules/@fontsource/source-serif-4';
    const real = join(import.meta.dirname, '../..', font);
    put(join(root, 'content/note.md'), '---\nebook-fonts: embedded\n---\n\n# Note\n\nDrink enough.\n');
    for (const file of [
      'metadata.json',
      'unicode.json',
      ...readdirSync(join(real, 'files')).map((name) => `files/${name}`),
    ])
      put(join(root, 'node_modules/.pnpm/serif@5', font, file), readFileSync(join(real, file)));
    put(join(root, 'node_modules/.pnpm/serif@5', font, 'LICENSE'), 'A licence of the package.');
    link(font, '../.pnpm/serif@5/node_modules/@fontsource/source-serif-4');
    expect(codesOf(await build_())).toEqual([]);
    expect(everythingIn(join(root, 'dist'))).toContain('A licence of the package.');
  });

  test('reads no chapter, settings or content folder that links to outside the project', async () => {
    put(join(victim, 'leaflets/a.md'), `# A\n\n${SECRET}\n`);
    link('content/linked.md', '../../victim/secret.txt');
    link('content/leaflets', '../../victim/leaflets');
    link('content/book/publication.yaml', '../../../victim/secret.txt');
    link('handpress.yaml', '../victim/secret.txt');
    const settings = await check({ root });
    expect(codesOf(settings)).toEqual(['file-outside']);
    rmSync(join(root, 'handpress.yaml'));
    const { diagnostics } = await check({ root });
    expect(diagnostics.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
      'file-outside content/book/publication.yaml',
      'file-outside content/leaflets',
      'file-outside content/linked.md',
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
  });
});

describe('images of a text', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
  const checkImage = async (image: string) => {
    put(join(root, 'content/note.md'), `# Note\n\n![A cup](${image})\n`);
    return codesOf(await check({ root }));
  };

  test('reads images in the folder of the text', async () => {
    put(join(root, 'content/cups/cup.svg'), svg);
    expect(await checkImage('cups/cup.svg')).toEqual([]);
  });

  test.each(['content/.cup.svg', 'content/.git/cup.svg', 'content/node_modules/a/cup.svg'])(
    'does not read %s through any link',
    async (path) => {
      put(join(root, path), svg);
      expect(await checkImage(path.replace('content/', ''))).toEqual(['file-withheld']);
      link('content/cup.svg', path.replace('content/', ''));
      expect(await checkImage('cup.svg')).toEqual(['file-withheld']);
    },
  );

  test('reads nothing from the output folder, unless it contains the text', async () => {
    put(join(root, 'content/made/cup.svg'), svg);
    put(join(root, 'content/note.md'), '# Note\n\n![A cup](made/cup.svg)\n');
    expect(codesOf(await build_({ out: 'content/made' }))).toEqual(['file-withheld']);
    expect(codesOf(await build_({ out: 'content' }))).toEqual([]);
  });

  test('a single file in the root of a checkout cannot read files of git, editors and programs', async () => {
    put(
      join(root, 'README.md'),
      '# About\n\n![A](.git/config)\n![B](.env)\n![C](node_modules/c.svg)\n![D](dist/d.svg)\n',
    );
    for (const path of ['.git/config', '.env', 'node_modules/c.svg', 'dist/d.svg'])
      put(join(root, path), svg);
    const result = await check({ root, inputs: ['README.md'] });
    expect(codesOf(result)).toEqual(['file-withheld', 'file-withheld', 'file-withheld', 'file-withheld']);
  });
});

describe('writes', () => {
  test.each([
    ['the output folder is one', 'dist', '../victim'],
    ['a folder of a publication is one', 'dist/note', '../../victim'],
    ['a folder above the output is one', 'made', '../victim'],
  ])('writes nothing through a link where %s', async (_name, from, to) => {
    link(from, to);
    const result = await build_(from === 'made' ? { out: 'made/dist' } : {});
    expect([result.ok, codesOf(result)]).toEqual([false, ['output-outside']]);
    expect(victimHolds()).toEqual(UNTOUCHED);
  });

  test('replaces no link in place of a file', async () => {
    link('dist/note/note.epub', '../../../victim/precious.txt');
    expect(codesOf(await build_())).toEqual(['output-in-way']);
    expect(lstatSync(join(root, 'dist/note/note.epub')).isSymbolicLink()).toBe(true);
    rmSync(join(root, 'dist/note/note.epub'));
    link('dist/manifest.json', '../../victim/secret.txt');
    expect(codesOf(await build_())).toEqual(['manifest-foreign']);
    expect(lstatSync(join(root, 'dist/manifest.json')).isSymbolicLink()).toBe(true);
    expect(victimHolds()).toEqual(UNTOUCHED);
  });

  test('writes to a folder outside the project that the command line names, through links in its path', async () => {
    symlinkSync(victim, join(top, 'elsewhere'));
    expect((await build_({ out: join(top, 'elsewhere/made') })).ok).toBe(true);
    expect(existsSync(join(victim, 'made/note/note.epub'))).toBe(true);
  });

  test('writes no trace through a link', async () => {
    link('traces', '../victim');
    const result = await build_({ trace: join(root, 'traces/x.json') });
    expect(codesOf(result)).toEqual(['output-outside']);
    expect(victimHolds()).toEqual(UNTOUCHED);
  });

  test('merges shards without writing through links in the output', async () => {
    for (const index of [1, 2]) {
      const made = await build_({ out: `parts/${index}`, shard: { index, count: 2 } });
      expect(made.ok).toBe(true);
    }
    link('out/note', '../../victim');
    const result = await mergeManifests({ root, parts: ['parts/1', 'parts/2'], out: 'out' });
    expect([result.ok, codesOf(result)]).toEqual([false, ['output-outside']]);
    expect(victimHolds()).toEqual(UNTOUCHED);
  });

  test('writes nothing into a cache that is or contains a link', async () => {
    for (const [from, to, codes] of [
      ['.cache', '../victim', ['cache-unusable']],
      ['.cache/handpress', '../../victim', ['cache-unusable']],
      [`.cache/handpress/${ENTRIES_FOLDER}`, '../../../victim', ['cache-unusable']],
      [`.cache/handpress/${ENTRIES_FOLDER}/a`, '../../../../victim', null],
    ] as const) {
      rmSync(join(root, '.cache'), { recursive: true, force: true });
      link(from, to);
      const result = await build_({ cache: '.cache/handpress' });
      expect(result.ok, from).toBe(true);
      expect(codesOf(result).every((code) => /^cache-un(?:usable|trusted)$/.test(code))).toBe(true);
      if (codes !== null) expect(codesOf(result).length, from).toBe(1);
      expect(victimHolds(), from).toEqual(UNTOUCHED);
    }
  });
});

describe('removals', () => {
  test('removes no file that a manifest lists through a link or elsewhere', async () => {
    link('dist/lnk', '../../victim');
    const file = (path: string) => ({
      path,
      edition: 'epub',
      mediaType: 'x',
      digest: '0'.repeat(64),
      size: 1,
    });
    const paths = [
      'lnk/precious.txt',
      '../../victim/precious.txt',
      join(victim, 'precious.txt'),
      'note/../lnk/precious.txt',
    ];
    const publication = {
      id: 'note',
      title: 'Note',
      language: 'en',
      status: 'draft',
      files: paths.map(file),
    };
    put(
      join(root, 'dist/manifest.json'),
      JSON.stringify({ handpress: '0.1.0', publications: [publication] }),
    );
    const result = await build_();
    expect(codesOf(result)).toEqual(['output-outside']);
    expect(victimHolds()).toEqual(UNTOUCHED);
  });

  test('removes nothing outside a full cache with links', async () => {
    const old = new Date(0);
    put(join(victim, 'a/b/left.tmp'), 'old');
    utimesSync(join(victim, 'a/b/left.tmp'), old, old);
    put(join(victim, `${'0'.repeat(63)}`), Buffer.alloc(1000));
    const before = victimHolds();
    link(`.cache/handpress/${ENTRIES_FOLDER}/a`, '../../../../victim');
    link(`.cache/handpress/${ENTRIES_FOLDER}/b/${'0'.repeat(63)}`, `../../../../../victim/${'0'.repeat(63)}`);
    await build_({ cache: '.cache/handpress' });
    const { prune } = await import('../../src/runtime/cache/prune.ts');
    const { clearEntries } = await import('../../src/runtime/cache/clear.ts');
    const { OwnFolder } = await import('../../src/runtime/guard/own-folder.ts');
    const folder = new OwnFolder(join(root, '.cache/handpress'), root);
    prune(folder, 0);
    expect(victimHolds()).toEqual(before);
    clearEntries(folder);
    expect(victimHolds()).toEqual(before);
    expect(existsSync(join(root, '.cache/handpress', ENTRIES_FOLDER))).toBe(false);
  });
});
