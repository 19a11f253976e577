import { describe, expect, it } from 'vitest';
import { finish } from '../../src/pdf/finish.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const finished = (text: string) =>
  Buffer.from(finish(bytes(text), '2026-11-22T08:05:09Z')).toString('latin1');

describe('finish', () => {
  it('puts the content’s date in the place of the clock’s, and moves nothing', () => {
    const before =
      "<</Title (A)\n/CreationDate (D:20300101000000+00'00')\n/ModDate (D:20300101000000+00'00')>>\xFF\x80";
    const after = finished(before);
    expect(after).toBe(before.replaceAll('20300101000000', '20261122080509'));
    expect(after).toHaveLength(before.length);
  });

  it('counts the heads of tables from one, in their order, whatever the tab printed before', () => {
    const tree =
      '/ID (node00000502)\n/Headers [(node00000502) (node00000077)]\n/Names [(node00000077) 1 0 R]';
    const text = '/Title (node00000502)';
    expect(finished(tree + text)).toBe(
      `/ID (node00000002)\n/Headers [(node00000002) (node00000001)]\n/Names [(node00000001) 1 0 R]${text}`,
    );
  });

  it('leaves alone what only looks like a date in a text', () => {
    const text = "/Title (/CreationDate \\(D:20300101000000+00'00'\\))";
    expect(finished(text)).toBe(text);
  });

  it('does not change the bytes it was given', () => {
    const given = bytes("/ModDate (D:20300101000000+00'00')");
    finish(given, '2026-11-22T08:05:09Z');
    expect(Buffer.from(given).toString()).toContain('20300101');
  });
});
