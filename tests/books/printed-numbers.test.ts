/** Reads the numbers of printed books back, and follows each link: contents, lists, references, sources and indexes. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { paperEdition } from '../print/workbench.ts';
import { type PrintedLink, readLinks } from './printed-links.ts';

/** Points. */
const MARGIN = (paperEdition('book-a4').margins.top * 72) / 25.4;

const BOOKS = fileURLToPath(new URL('.', import.meta.url));

async function printBook(name: string): Promise<readonly PrintedLink[]> {
  const out = await mkdtemp(join(tmpdir(), 'handpress-numbers-'));
  try {
    const root = join(BOOKS, name);
    const { ok, diagnostics } = await build({ root, inputs: ['.'], out, editions: ['book-a4'] });
    expect(ok, JSON.stringify(diagnostics)).toBe(true);
    const file = (await readdir(out, { recursive: true })).find((path) => path.endsWith('.pdf'));
    return await readLinks(await readFile(join(out, file ?? '')), MARGIN);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** What the words of a link claim of the place that it leads to. */
interface Claim {
  readonly link: PrintedLink;
  readonly page?: string | undefined;
  readonly label?: string | undefined;
}

const KINDS = 'Figure|Table|Listing|Theorem|Lemma|Corollary|Definition|Example|Exercise|Proposition';

function readClaim(link: PrintedLink): Claim {
  const { words, from, there } = link;
  const isFront = /^[ivxlc]+$/.test(from);
  const [, named] = /page\s([ivxlc]+|\d+)/.exec(words) ?? [];
  const page = named ?? (isFront ? /([ivxlc]+|\d+)$/.exec(words)?.[1] : undefined);
  if (page !== undefined) return { link, page };
  const [label] = new RegExp(`^(?:${KINDS}) [A-Z]?[\\d.]*\\d`).exec(words) ?? [];
  if (label !== undefined) return { link, label };
  const [, equation] = /^Equation ([\d.]+)$/.exec(words) ?? [];
  if (equation !== undefined) return { link, label: `(${equation})` };
  const [, section] = /^(?:Section|Chapter) ([\d.]+)$/.exec(words) ?? [];
  if (section !== undefined) return { link, label: section };
  if (/^\d{4}$/.test(words)) return { link, label: `(${words})` };
  // A number alone is that of a source, whose entry begins with it, or in the index that of a page.
  if (/^\d+$/.test(words))
    return there.startsWith(`${words}.`) ? { link, label: `${words}.` } : { link, page: words };
  return { link };
}

describe.each([
  ['thesis', { pages: 10, labels: 85 }],
  ['guideline', { pages: 60, labels: 30 }],
  ['manual', { pages: 20, labels: 10 }],
] as const)('the numbers of the book “%s”', (name, least) => {
  let claims: readonly Claim[] = [];
  test('are read back from its pages', async () => {
    const links = await printBook(name);
    expect(links.filter(({ to }) => to === 'nowhere')).toEqual([]);
    claims = links.map(readClaim);
    expect(claims.filter(({ page }) => page !== undefined).length).toBeGreaterThanOrEqual(least.pages);
    expect(claims.filter(({ label }) => label !== undefined).length).toBeGreaterThanOrEqual(least.labels);
  });

  test('each page number is that of the page to which it leads', () => {
    expect(claims.filter(({ page, link }) => page !== undefined && page !== link.to)).toEqual([]);
  });

  test('each label is printed where its link leads', () => {
    expect(claims.filter(({ label, link }) => label !== undefined && !link.there.includes(label))).toEqual(
      [],
    );
  });
});
