/** Traces in the format of Perfetto. Simultaneous spans are in different rows. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Trace, traceSpan } from '../../src/core/trace.ts';
import { handpress } from '../cli/run.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

const eventsOf = (json: string): readonly TraceEvent[] => JSON.parse(json).traceEvents;

/** Returns each span with the name of its row. */
function spansOf(json: string) {
  const events = eventsOf(json);
  const rows = new Map(events.filter(({ ph }) => ph === 'M').map(({ tid, args }) => [tid, args?.name]));
  return events.filter(({ ph }) => ph === 'X').map((event) => ({ ...event, row: rows.get(event.tid) }));
}

function expectNoOverlap(json: string): void {
  const ends = new Map<number, number>();
  const spans = spansOf(json).toSorted((one, other) => one.ts - other.ts);
  for (const { tid, ts, dur = 0 } of spans) {
    expect(ts).toBeGreaterThanOrEqual(ends.get(tid) ?? 0);
    ends.set(tid, ts + dur);
  }
}

const later = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

describe('a trace', () => {
  test('a trace has a row for each stage, and another row for simultaneous spans', async () => {
    const trace = new Trace();
    await Promise.all([
      trace.span('print', 'one', () => later(20)),
      trace.span('print', 'two', () => later(5)),
      trace.span('pack', 'one', () => later(5)),
    ]);
    await trace.span('print', 'three', () => later(1));
    const rows = spansOf(trace.toJson()).map(({ name, row }) => `${row}: ${name}`);
    expect(rows.toSorted()).toEqual(['pack: one', 'print 2: two', 'print: one', 'print: three']);
    expectNoOverlap(trace.toJson());
  });

  test('a trace includes the time of failed work', async () => {
    const trace = new Trace();
    const failing = trace.span('read', 'bad', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(spansOf(trace.toJson())).toMatchObject([{ name: 'bad', row: 'read' }]);
  });

  test('traceSpan runs the work without a trace', async () => {
    expect(await traceSpan({}, 'read', 'it', async () => 7)).toBe(7);
  });
});

describe('--trace', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handpress-trace-'));
    await writeFile(join(folder, 'note.md'), '# Fever\n\nDrink enough.\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('--trace records every stage of a build', async () => {
    const args = ['build', 'note.md', '--trace', 'where.json'];
    expect((await handpress(args, { cwd: folder })).code).toBe(0);
    const json = await readFile(join(folder, 'where.json'), 'utf8');
    const rows = new Set(spansOf(json).map(({ row }) => row?.split(' ')[0]));
    expect(rows).toEqual(
      new Set('cache load find read render document print finish e-book pack write'.split(' ')),
    );
    expectNoOverlap(json);
  });

  test('--trace covers at least three quarters of the time of a book', async () => {
    await writeFile(
      join(folder, 'publication.yaml'),
      'title: A book\nauthors: [{ name: A }]\neditions: [book, epub]\n',
    );
    const args = [
      'build',
      '.',
      '--edition',
      'book-a4',
      '--edition',
      'epub',
      '--no-cache',
      '--trace',
      'book.json',
    ];
    expect((await handpress(args, { cwd: folder })).code).toBe(0);
    const spans = spansOf(await readFile(join(folder, 'book.json'), 'utf8'));
    expect(spans.filter(({ row }) => row === 'number')).toHaveLength(1);
    let [end, uncovered] = [spans[0]?.ts ?? 0, 0];
    for (const { ts, dur = 0 } of spans.toSorted((one, other) => one.ts - other.ts)) {
      uncovered += Math.max(0, ts - end);
      end = Math.max(end, ts + dur);
    }
    expect(uncovered / end).toBeLessThan(0.25);
  });

  test('reports a trace file that cannot be written', async () => {
    const args = ['build', 'note.md', '--edition', 'epub', '--trace', 'note.md/where.json'];
    const { code, stderr } = await handpress(args, { cwd: folder });
    expect([code, stderr.includes('output-unwritable')]).toEqual([3, true]);
  });
});
