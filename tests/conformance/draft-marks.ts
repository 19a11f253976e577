/** Reads the draft marks of all languages from the files of terms. */
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const TERMS = new URL('../../templates/terms/', import.meta.url);

export async function readDraftMarks(): Promise<ReadonlySet<string>> {
  const names = (await readdir(TERMS)).filter((name) => name.endsWith('.yaml'));
  const terms = await Promise.all(
    names.map(async (name) => parse(await readFile(new URL(name, TERMS), 'utf8')) as Record<string, unknown>),
  );
  const marks = terms.flatMap(({ draft, draftClinical }) => [draft, draftClinical]);
  return new Set(marks.filter((mark) => typeof mark === 'string'));
}
