/** Checks that the first publication says nothing that its record of sources does not hold. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isSame, needsClaim, numbersIn, readClaims, type Statement, statements } from './claims.ts';
import { FOLDER, readChapters, readDiary } from './publication.ts';

const { seen, claims } = await readClaims();
const said = [...(await readChapters()), await readDiary()].flatMap(statements);
const needed = said.filter(needsClaim);
const references: readonly { id: string; title: string }[] = JSON.parse(
  await readFile(new URL('references.json', FOLDER), 'utf8'),
);

const linesOf = ({ place, text }: Statement): typeof claims =>
  claims.filter((claim) => claim.place === place && isSame(claim.says, text));

test('there is enough to check', () => {
  expect(needed.length).toBeGreaterThan(100);
  expect(claims.length).toBeGreaterThan(needed.length);
});

describe.each(needed.map((statement) => [statement.place, statement.text, statement] as const))(
  '%s: %s',
  (_place, _text, statement) => {
    test('the statement has one line in the record', () => {
      expect(linesOf(statement)).toHaveLength(1);
    });

    test('each source that the statement cites was read, and its line says what of it', () => {
      const sources = linesOf(statement).flatMap((line) => line.seen.map((id) => seen[id]?.source));
      expect(statement.keys.filter((key) => !sources.includes(key))).toEqual([]);
    });

    test('each number of the statement is in the records of its line', () => {
      const records = linesOf(statement).flatMap((line) => line.seen.map((id) => seen[id]?.records ?? ''));
      const recorded = new Set(numbersIn(records.join(' ')).map(Number));
      expect(statement.numbers.filter((number) => !recorded.has(Number(number)))).toEqual([]);
    });
  },
);

test('each line of the record is still in the text', () => {
  const stale = claims.filter(
    ({ place, says }) => !said.some((one) => one.place === place && isSame(one.text, says)),
  );
  expect(stale).toEqual([]);
});

test('each record is used, says what was read, and is of a source that is cited', () => {
  const used = new Set(claims.flatMap((claim) => claim.seen));
  expect(Object.keys(seen).filter((id) => !used.has(id))).toEqual([]);
  expect([...used].filter((id) => seen[id] === undefined)).toEqual([]);
  const known = new Set(references.map(({ id }) => id));
  for (const [id, { source, read, where, records }] of Object.entries(seen)) {
    expect([read, where, records].filter(Boolean), id).toHaveLength(3);
    expect(source === undefined || known.has(source), id).toBe(true);
  }
});

test('each reference is cited, and was read at least in part', () => {
  const cited = new Set(said.flatMap(({ keys }) => keys));
  const read = new Set(Object.values(seen).map(({ source }) => source));
  expect(references.filter(({ id }) => !cited.has(id) || !read.has(id))).toEqual([]);
});
