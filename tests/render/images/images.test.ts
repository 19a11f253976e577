/** Tests that images are found only inside the publication's folder, and recognized by their bytes. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { type Color, gif, jpeg, png, webp } from '../../support/pictures.ts';
import {
  collectDiagnostics,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 8"/>';

const RED: Color = [200, 20, 20];
const SQUARES = [[RED, RED]];

/** Returns a PNG of zero width with a valid checksum. */
function pngOfNoWidth(): Buffer {
  const bytes = Buffer.from(png(SQUARES));
  bytes.writeUInt32BE(0, 16);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

describe('complete images', () => {
  test.each([
    ['PNG', png(SQUARES), 'image/png'],
    ['PNG with something behind it', Buffer.concat([png(SQUARES), Buffer.from('more')]), 'image/png'],
    ['JPEG', jpeg(SQUARES), 'image/jpeg'],
    ['JPEG with something behind it', Buffer.concat([jpeg(SQUARES), Buffer.from('more')]), 'image/jpeg'],
    ['GIF', gif(SQUARES), 'image/gif'],
    ['GIF filled up with zeros', Buffer.concat([gif(SQUARES), Buffer.alloc(3)]), 'image/gif'],
    ['WebP', webp(16, 8, RED), 'image/webp'],
    ['SVG', Buffer.from(SVG), 'image/svg+xml'],
    [
      'SVG with a byte order mark and a long comment',
      Buffer.from(`\uFEFF<!--${'x'.repeat(9000)}-->\n${SVG}`),
      'image/svg+xml',
    ],
  ])('detects the type by the bytes, not by the name: %s', async (_, bytes, mediaType) => {
    const { book } = await readAndRender({ 't.md': '# T\n\n![x](image.bin)\n', 'image.bin': bytes });
    expect(book.assets.get('image.bin')).toMatchObject({
      path: 'image.bin',
      mediaType,
      width: 16,
      height: 8,
    });
    expect(book.sections[0]?.features).toContain('image');
  });

  test('loads an image once, unchanged, however often it is shown', async () => {
    const { book } = await readAndRender({
      't.md': '# T\n\n![x](a.png) ![y](./a.png)\n',
      'a.png': png(SQUARES),
    });
    expect([...book.assets.keys()]).toEqual(['a.png']);
    expect(Buffer.from((await book.assets.get('a.png')?.readBytes()) ?? [])).toEqual(
      Buffer.from(png(SQUARES)),
    );
    expect(book.assets.get('a.png')?.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('damaged images', () => {
  test.each([
    ['PNG cut short', png(SQUARES).subarray(0, 40), 'image-truncated'],
    ['PNG without its last chunk', png(SQUARES).subarray(0, -12), 'image-truncated'],
    ['PNG of no width', pngOfNoWidth(), 'image-truncated'],
    ['PNG signature alone', png(SQUARES).subarray(0, 8), 'image-truncated'],
    ['JPEG cut short', jpeg(SQUARES).subarray(0, -2), 'image-truncated'],
    ['JPEG beginning alone', Buffer.from([0xff, 0xd8, 0xff]), 'image-truncated'],
    ['GIF cut short', gif(SQUARES).subarray(0, -1), 'image-truncated'],
    ['WebP cut short', webp(16, 8, RED).subarray(0, -1), 'image-truncated'],
    ['nothing', Buffer.alloc(0), 'image-kind-unknown'],
    ['text', Buffer.from('not an image'), 'image-kind-unknown'],
    ['PDF', Buffer.from('%PDF-1.7'), 'image-kind-unknown'],
    ['BMP', Buffer.from('BM....'), 'image-kind-unknown'],
    ['HTML', Buffer.from('<html><body></body></html>'), 'image-kind-unknown'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await collectDiagnostics({ 't.md': '# T\n\nSo ![x](a.png)\n', 'a.png': bytes })).toEqual([
      `${code} t.md:3:4`,
    ]);
  });

  test('reports a damaged file once', async () => {
    const files = { 't.md': '# T\n\n![x](a.png)\n\n![x](a.png)\n', 'a.png': Buffer.from('x') };
    expect(await collectDiagnostics(files)).toEqual(['image-kind-unknown t.md:3:1']);
  });
});

describe('addresses', () => {
  const files = (src: string) => ({
    'p/publication.yaml': 'title: x\nchapters: [parts/a.md]\n',
    'p/parts/a.md': `# A\n\n![x](${src})\n`,
    'p/images/a b.svg': SVG,
    'p/images/a#b.svg': SVG,
    'p/images/caf\u00e9.svg': SVG,
    'p/images/zoe\u0308.svg': SVG,
    'p/parts/100%.svg': SVG,
    'p/parts/a?b.svg': SVG,
    'secret.svg': SVG,
  });
  test.each([
    ['../images/a%20b.svg', 'images/a b.svg'],
    ['<../images/a b.svg>', 'images/a b.svg'],
    ['../images/a%23b.svg', 'images/a#b.svg'],
    ['../images/a#b.svg', 'images/a#b.svg'],
    ['../images/caf\u00e9.svg', 'images/caf\u00e9.svg'],
    ['../images/cafe\u0301.svg', 'images/caf\u00e9.svg'],
    ['../images/zo\u00eb.svg', 'images/zoe\u0308.svg'],
    ['100%.svg', 'parts/100%.svg'],
    ['a%3Fb.svg', 'parts/a?b.svg'],
    ['../parts/../images/./a%20b.svg', 'images/a b.svg'],
  ])('finds the image at %s', async (src, path) => {
    const { book } = await readAndRender(files(src), { what: 'p' });
    expect([...book.assets.keys()]).toEqual([path]);
    expect(sectionHtml(book)).toContain(`src="${path}"`);
  });

  test.each([
    ['missing.svg', 'image-missing'],
    ['..', 'image-missing'],
    ['.', 'image-missing'],
    ['%00.svg', 'image-missing'],
    ['..\\\\images\\\\a.svg', 'image-missing'],
    ['C:/images/a.svg', 'image-missing'],
    ['../../secret.svg', 'image-outside'],
    ['%2e%2e/%2e%2e/secret.svg', 'image-outside'],
    ['..%2f..%2fsecret.svg', 'image-outside'],
    ['../images/../../secret.svg', 'image-outside'],
    ['/etc/passwd', 'image-outside'],
    ['%2Fetc%2Fpasswd', 'image-outside'],
    ['file:///etc/passwd', 'image-outside'],
    ['data:image/png;base64,AAAA', 'image-inline'],
    ['javascript:x', 'image-outside'],
    ['http://x.org/a.png', 'image-remote'],
    ['HTTPS://x.org/a.png', 'image-remote'],
    ['//x.org/a.png', 'image-remote'],
  ])('refuses the address of %s', async (src, code) => {
    const { book } = await readAndRender(files(src), { what: 'p', expected: [`${code} p/parts/a.md:3:1`] });
    expect(sectionHtml(book)).toContain('<span class="missing-image">x</span>');
    expect(book.assets.size).toBe(0);
  });

  test.each([
    ['..\\\\images\\\\dot.svg', 'image-missing', '../images/dot.svg'],
    ['.\\\\own.svg', 'image-missing', 'own.svg'],
    ['/images/dot.svg', 'image-outside', '../images/dot.svg'],
    ['/own.svg', 'image-outside', 'own.svg'],
  ])('suggests the file that %s means', async (src, code, meant) => {
    const dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
    const { diagnostics } = await readAndRender(
      { ...files(src), 'p/images/dot.svg': dot, 'p/parts/own.svg': dot },
      { what: 'p', expected: [`${code} p/parts/a.md:3:1`] },
    );
    expect(diagnostics[0]?.hint).toBe(`Did you mean \`${meant}\`?`);
  });

  test('suggests a name for a missing image', async () => {
    const { diagnostics } = await readAndRender(files('../images/cafe.svg'), {
      what: 'p',
      expected: ['image-missing p/parts/a.md:3:1'],
    });
    expect(diagnostics[0]?.hint).toBe('Did you mean `../images/café.svg`?');
  });
});

describe('images that are not there', () => {
  const SHOWN = '<figure><span class="missing-image">A gate</span></figure>';
  test.each([
    ['![A gate](gate.png)', 'image-missing', SHOWN],
    ['![A gate](https://x.org/gate.png)', 'image-remote', SHOWN],
    ['![A gate](../gate.png)', 'image-outside', SHOWN],
    ['![A gate](/assets/gate.png)', 'image-outside', SHOWN],
    ['![A gate](data:image/png;base64,AAAA)', 'image-inline', SHOWN],
    ['![A gate](t.md)', 'image-kind-unknown', SHOWN],
    ['![A gate](bad.svg)', 'svg-broken', SHOWN],
    ['![A gate](unsafe.svg)', 'svg-unsafe', SHOWN],
    [
      '<img src="gate.png" alt="A gate" width="50%" height="9" align="right">',
      'image-missing',
      '<span class="missing-image">A gate</span>',
    ],
    [
      '![](img/gate.png?raw=true#x)',
      'image-missing',
      '<figure><span class="missing-image">gate.png</span></figure>',
    ],
    ['So <img src="gate.png" alt="">', 'image-missing', '<p class="lead">So <span></span></p>'],
    [
      '[![A gate](gate.png)](https://x.org)',
      'image-missing',
      '<a href="https://x.org"><span class="missing-image">A gate</span></a>',
    ],
    [
      ':::figure[Cap]\n![A gate](gate.png)\n:::',
      'image-missing',
      '<span class="missing-image">A gate</span>',
    ],
  ])('shows the words of %s in a single file, with a warning', async (markdown, code, html) => {
    for (const [key, severity] of [
      ['', 'warning'],
      ['strict: true\n', 'error'],
      ['clinical: true\n', 'error'],
    ]) {
      const { book, diagnostics } = await readAndRenderAny(
        openWorkbench(
          memoryHost({
            't.md': `---\nlanguage: en\n${key}---\n\n# T\n\n${markdown}\n`,
            'bad.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g></svg>',
            'unsafe.svg':
              '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="https://x.org/a.png"/></svg>',
          }),
        ),
        't.md',
      );
      const found = diagnostics.map((one) => `${one.severity} ${one.code}`);
      expect(found).toContain(`${severity} ${code}`);
      expect(found.some((one) => one.startsWith('error'))).toBe(severity === 'error');
      expect(book && sectionHtml(book)).toContain(html);
      expect(book?.sections[0]?.features.has('image')).toBe(false);
    }
  });
});

describe('covers', () => {
  const files = (cover: string) => ({
    'p/publication.yaml': `title: x\ncover: ${cover}\n`,
    'p/a.md': '# A\n',
    'p/c.png': png(SQUARES),
    'secret.png': png(SQUARES),
  });
  test('a cover is an asset of the book', async () => {
    const { book } = await readAndRender(files('c.png'), { what: 'p' });
    expect(book.cover).toMatchObject({ path: 'c.png', mediaType: 'image/png' });
  });

  test.each([
    ['no.png', 'image-missing p/publication.yaml:2:8'],
    ['../secret.png', 'image-outside p/publication.yaml:2:8'],
    ['a.md', 'image-kind-unknown p/publication.yaml:1:1'],
  ])('reports a cover: %s', async (cover, expected) =>
    expect(await collectDiagnostics(files(cover), 'p')).toEqual([expected]),
  );
});

describe('real disks', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'handpress-images-'));
    await mkdir(join(root, 'p/inside'), { recursive: true });
    await writeFile(join(root, 'secret.svg'), SVG);
    await writeFile(join(root, 'p/inside/real.svg'), SVG);
    await writeFile(join(root, 'p/publication.yaml'), 'title: x\nidentifier: urn:x:y\n');
    await symlink(join(root, 'secret.svg'), join(root, 'p/link.svg'));
    await symlink(root, join(root, 'p/up'));
    await symlink('inside/real.svg', join(root, 'p/alias.svg'));
    await symlink('loop.svg', join(root, 'p/loop.svg'));
    await symlink('nowhere.svg', join(root, 'p/dangling.svg'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test.each([
    ['alias.svg', []],
    ['inside/real.svg', []],
    ['link.svg', ['image-outside p/a.md:3:1']],
    ['up/secret.svg', ['image-outside p/a.md:3:1']],
    ['loop.svg', ['image-missing p/a.md:3:1']],
    ['dangling.svg', ['image-missing p/a.md:3:1']],
    ['inside', ['image-missing p/a.md:3:1']],
    ['%00.svg', ['image-missing p/a.md:3:1']],
    [`${'x'.repeat(300)}.svg`, ['image-missing p/a.md:3:1']],
    ['inside/real.svg/x.svg', ['image-missing p/a.md:3:1']],
  ])('refuses on a real disk: %s', async (src, expected) => {
    await writeFile(join(root, 'p/a.md'), `# A\n\n![x](${src})\n`);
    const { diagnostics } = await readAndRenderAny(openWorkbench(nodeHost, root), 'p');
    expect(formatDiagnostics(diagnostics)).toEqual(expected);
  });

  test.each([`${'x'.repeat(300)}.md`, '"\\0.md"'])(
    'reports a chapter with a name that no disk allows: %j',
    async (name) => {
      await writeFile(join(root, 'p/a.md'), '# A\n');
      await writeFile(
        join(root, 'p/publication.yaml'),
        `title: x\nchapters: [a.md, ${name}]\nidentifier: urn:x:y\n`,
      );
      const { diagnostics } = await readAndRenderAny(openWorkbench(nodeHost, root), 'p');
      expect(formatDiagnostics(diagnostics)).toEqual(['chapter-missing p/publication.yaml:2:18']);
      await writeFile(join(root, 'p/publication.yaml'), 'title: x\nidentifier: urn:x:y\n');
    },
  );
});
