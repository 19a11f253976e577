/**
 * Builds random projects and reports the result of each. The parent ends this process if it sends nothing for
 * too long.
 */
import '../support/no-canvas.ts';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { build, type Diagnostic } from '../../src/index.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { randomProject } from './projects.ts';

/** A request of the parent. */
export interface Ask {
  readonly seed: number;
  /** Folder for files that validators check at the end. */
  readonly keep: string;
}

/** The result of a project. */
export interface Came {
  readonly seed: number;
  readonly files: number;
  readonly codes: readonly string[];
  /** Failures, one sentence each; empty if there are none. */
  readonly faults: readonly string[];
}

process.on('message', (ask: Ask) => {
  void tried(ask).then((came) => process.send?.(came));
});

async function tried({ seed, keep }: Ask): Promise<Came> {
  const root = mkdtempSync(join(tmpdir(), 'handpress-fuzz-'));
  try {
    const { files, editions } = randomProject(seed);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const begin = performance.now();
    const result = await build({ root, editions, cache: false, jobs: 1, debug: true });
    const faults = [
      ...result.diagnostics.flatMap(faultOf),
      ...slowness(performance.now() - begin, result.diagnostics),
    ];
    for (const { path, mediaType } of result.files) {
      const file = join(root, 'dist', path);
      faults.push(
        ...(mediaType === 'application/pdf'
          ? await pdfFaults(file, seed, keep)
          : await epubFaults(file, seed, keep)),
      );
    }
    return { seed, files: result.files.length, codes: result.diagnostics.map(({ code }) => code), faults };
  } catch (error) {
    return {
      seed,
      files: 0,
      codes: [],
      faults: [`It rejected: ${error instanceof Error ? error.stack : String(error)}`],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Internal errors, and errors that wrongly blame the environment. */
function faultOf({ code, domain, message }: Diagnostic): readonly string[] {
  if (domain === 'bug') return [`exit 70: ${message}`];
  return domain === 'environment' && /^(?:browser|output|memory)-/.test(code) ? [`${code}: ${message}`] : [];
}

/** EPUBCheck itself checks one e-book in this number, because it takes two seconds for each. */
const SAMPLE = 40;

/** Time limit of a project, plus the same for each document with a print timeout, in milliseconds. */
const LIMIT = 20_000;

function slowness(took: number, diagnostics: readonly Diagnostic[]): readonly string[] {
  const late = diagnostics.filter(({ code }) => code.endsWith('-unprintable')).length;
  return took > LIMIT * (1 + late) ? [`It took ${Math.round(took / 1000)} s.`] : [];
}

async function epubFaults(file: string, seed: number, keep: string): Promise<readonly string[]> {
  if (seed % SAMPLE === 0) copyFileSync(file, join(keep, `${seed}-${basename(file)}`));
  const { messages } = await EpubCheck.validate(readFileSync(file));
  return messages
    .filter(({ severity }) => severity !== 'info' && severity !== 'usage')
    .map(
      ({ id, message, location }) =>
        `EPUBCheck (TypeScript): ${id} ${message} (${location?.path}:${location?.line})`,
    );
}

function claimsConformance(bytes: Uint8Array): boolean {
  const pdf = PdfFile.read(bytes);
  return pdf.inflate(pdf.stream(pdf.catalog.get('Metadata'))).includes('pdfuaid:part');
}

/** Styles may move everything off the page; no standard forbids a file of blank pages. */
const BLANK = 'The first page is blank.';

async function pdfFaults(file: string, seed: number, keep: string): Promise<readonly string[]> {
  const bytes = readFileSync(file);
  // A file that claims no standard is not validated.
  if (claimsConformance(bytes)) copyFileSync(file, join(keep, `${seed}-${basename(file)}`));
  const faults = await checkPdf(bytes);
  return faults.filter((fault) => fault !== BLANK).map((fault) => `PDF: ${fault}`);
}
