/** Tests a bibliography as long as that of a thesis chapter: 60 real sources, in BibTeX and CSL-JSON, in four styles. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { visit } from '../../../src/lib/html/visit.ts';
import { REPOSITORY } from '../../support/context.ts';
import { readAndRender } from '../../support/workbench.ts';

const BIB = readFileSync(join(import.meta.dirname, 'classics.bib'), 'utf8');
const JSON_TEXT = readFileSync(join(REPOSITORY, 'content/ketamine-and-migraine/references.json'), 'utf8');
const KEYS = [
  ...[...BIB.matchAll(/^@(?!string)\w+\{([^,]+),/gm)].map(([, key = '']) => key),
  ...(JSON.parse(JSON_TEXT) as readonly { readonly id: string }[]).map(({ id }) => id),
];
const TEXT = `# T\n\n${KEYS.map((key, index) => `Words [@${key}${index % 3 === 0 ? ', p. 7' : ''}].`).join('\n\n')}\n\nAgain [@${KEYS.slice(0, 5).join('; @')}].\n`;

describe.each(['apa', 'harvard', 'ieee', 'vancouver'])('%s', (style) => {
  test('prints each of 60 sources', async () => {
    expect(KEYS).toHaveLength(60);
    const { book } = await readAndRender({
      'p/publication.yaml': `title: x\nlanguage: en\nreferences: [r.bib, r.json]\ncitation-style: ${style}\n`,
      'p/r.bib': BIB,
      'p/r.json': JSON_TEXT,
      'p/t.md': TEXT,
    });
    const entries: string[] = [];
    visit(book.sections.at(-1)?.body ?? { type: 'root', children: [] }, 'element', (element) => {
      if (element.tagName === 'li') entries.push(textOf(element));
    });
    expect(entries).toHaveLength(60);
    const all = book.sections.map(({ body }) => textOf(body)).join('\n');
    expect(all).not.toMatch(/undefined|NO_PRINTED_FORM|csl-|[{}\\]| {2}|\[\]|\(\)/);
    for (const entry of entries) expect(entry).toMatch(/\p{Lu}.{20}/su);
    // By the first author, or in the order of the text.
    const names = entries.map((entry) => (/^[\p{L}.-]+/u.exec(entry)?.[0] ?? '').replaceAll('.', ''));
    const isSorted =
      JSON.stringify(names) ===
      JSON.stringify(names.toSorted((one, other) => one.localeCompare(other, 'en')));
    expect(isSorted).toBe(['apa', 'harvard'].includes(style));
    expect(all).toContain('Körper');
    expect(all).toMatch(/TeXbook/);
  });
});
