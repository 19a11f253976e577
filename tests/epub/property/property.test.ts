/**
 * Whatever an author writes becomes a valid e-book: random documents, seeded, each checked with EPUBCheck's TypeScript port and
 * with our own checks, which run in the packing. `PROPERTY_RUNS` says how many, `PROPERTY_SEED` which: a weekly job takes 100,000.
 */
import process from 'node:process';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packEpub } from '../../../src/epub/write-epub.ts';
import { memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';
import { publicationOf, randomDocument, sampleDocuments } from './documents.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
const SEED = Number(process.env.PROPERTY_SEED ?? 20261122);
/** Chapters of one book: packing costs more than a chapter does. */
const BATCH = 100;

/** What is wrong with a book of these documents; what was thrown counts too. */
async function faultsOf(documents: readonly string[]): Promise<readonly string[]> {
  try {
    const bench = openWorkbench(memoryHost(publicationOf(documents)));
    const { book } = await readAndRenderAny(bench);
    if (book === undefined) return [];
    const { bytes } = await packEpub(book, bench.context);
    const { messages } = await EpubCheck.validate(bytes);
    return messages
      .filter(({ severity }) => severity !== 'info' && severity !== 'usage')
      .map(({ id, message, location }) => `${id} ${message} (${location?.path}:${location?.line})`);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** The index of a document that makes a book invalid alone; where only all of them do, the first. */
async function culprit(documents: readonly string[], from = 0): Promise<number> {
  if (documents.length <= 1) return from;
  const middle = Math.ceil(documents.length / 2);
  const first = documents.slice(0, middle);
  if ((await faultsOf(first)).length > 0) return culprit(first, from);
  return culprit(documents.slice(middle), from + middle);
}

/** The document that fails, made as small as it can be. */
async function shrunk(seed: number, index: number): Promise<string> {
  const holds = fc.asyncProperty(randomDocument, async (text) => {
    expect(await faultsOf([text])).toEqual([]);
  });
  const details = await fc.check(holds, { seed, path: String(index), numRuns: index + 1 });
  return (details.failed && fc.defaultReportMessage(details)) || 'It fails only together with others.';
}

test(`makes valid e-books from ${RUNS} random documents`, { timeout: 60_000 + RUNS * 500 }, async () => {
  let seen = 0;
  for (let seed = SEED; seen < RUNS; seed += 1) {
    const documents = sampleDocuments(seed, Math.min(BATCH, RUNS - seen));
    seen += documents.length;
    const faults = await faultsOf(documents);
    if (faults.length === 0) continue;
    const index = await culprit(documents);
    throw new Error(
      `Seed ${seed}, document ${index}:\n${faults.slice(0, 5).join('\n')}\n${await shrunk(seed, index)}`,
    );
  }
  expect(seen).toBe(RUNS);
});

test('generates documents of every kind, with diagnostics, notes, tables, formulas and pictures', async () => {
  const { book, diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost(publicationOf(sampleDocuments(SEED, 200)))),
  );
  const features = new Set(book?.sections.flatMap((section) => [...section.features]));
  expect(features).toEqual(new Set(['image', 'table', 'note', 'citation', 'code', 'box', 'math']));
  expect(new Set(diagnostics.map(({ code }) => code)).size).toBeGreaterThan(20);
  expect(book?.sections.length).toBe(201);
});
